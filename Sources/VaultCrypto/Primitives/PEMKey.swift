internal import COpenSSL

/// An Ed25519 key in the hands of OpenSSL, which reads and writes the PEM files of other programs.
@safe
struct PEMKey: ~Copyable {
    private let handle: OpaquePointer

    private init(handle: OpaquePointer) {
        unsafe self.handle = handle
    }

    /// Takes a seed over.
    init?(seed: borrowing SecretBytes) {
        let handle = unsafe seed.withPointer {
            unsafe EVP_PKEY_new_raw_private_key(EVP_PKEY_ED25519, nil, $0, SigningKey.seedSize)
        }
        guard let handle = unsafe handle else { return nil }
        unsafe self.init(handle: handle)
    }

    /// Takes a public key over.
    init?(_ key: PublicKey) {
        guard
            let handle = unsafe EVP_PKEY_new_raw_public_key(EVP_PKEY_ED25519, nil, key.bytes, PublicKey.size)
        else { return nil }
        unsafe self.init(handle: handle)
    }

    /// Reads the first private or public key of a text; `nil` for none, for one of another kind, and for one that a
    /// password protects.
    init?(reading text: borrowing SecretBytes, isPrivate: Bool) {
        let count = CInt(text.count)
        let handle = unsafe text.withPointer { bytes -> OpaquePointer? in
            guard let input = unsafe BIO_new_mem_buf(bytes, count) else { return nil }
            defer { unsafe BIO_free_all(input) }
            // Without an answer OpenSSL asks the terminal for a password.
            return unsafe isPrivate
                ? PEM_read_bio_PrivateKey(input, nil, { _, _, _, _ in -1 }, nil)
                : PEM_read_bio_PUBKEY(input, nil, { _, _, _, _ in -1 }, nil)
        }
        ERR_clear_error()
        guard let handle = unsafe handle else { return nil }
        guard unsafe EVP_PKEY_get_base_id(handle) == EVP_PKEY_ED25519 else {
            unsafe EVP_PKEY_free(handle)
            return nil
        }
        unsafe self.init(handle: handle)
    }

    /// The 32 bytes of the public key.
    var publicBytes: [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: PublicKey.size)
        var count = PublicKey.size
        guard unsafe EVP_PKEY_get_raw_public_key(handle, &bytes, &count) == 1, count == PublicKey.size else {
            return nil
        }
        return bytes
    }

    /// The 32 bytes from which the private key is made; call it for a private key only.
    borrowing func seed() -> SecretBytes {
        unsafe SecretBytes(
            count: SigningKey.seedSize,
            writingTo: { output in
                var count = SigningKey.seedSize
                let status = unsafe EVP_PKEY_get_raw_private_key(handle, output, &count)
                precondition(status == 1 && count == SigningKey.seedSize, "the key has no private half")
            }
        )
    }

    /// The private key as PKCS#8, or the public one as SPKI, in memory that is wiped.
    borrowing func text(isPrivate: Bool) -> SecretBytes {
        guard let output = unsafe BIO_new(BIO_s_secmem()) else { preconditionFailure("no memory left") }
        defer { unsafe BIO_free_all(output) }
        let status =
            unsafe isPrivate
            ? PEM_write_bio_PKCS8PrivateKey(output, handle, nil, nil, 0, nil, nil)
            : PEM_write_bio_PUBKEY(output, handle)
        precondition(status == 1, "a key cannot be written as PEM")
        let count = unsafe BIO_ctrl_pending(output)
        return unsafe SecretBytes(
            count: count,
            writingTo: { bytes in
                let read = unsafe BIO_read(output, bytes, CInt(count))
                precondition(read == CInt(count), "a key cannot be written as PEM")
            }
        )
    }

    deinit {
        unsafe EVP_PKEY_free(handle)
    }
}
