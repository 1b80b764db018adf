internal import COpenSSL

/// An AES-256-GCM computation under one key, for many messages: the key schedule is made once.
@safe
struct GCMContext: ~Copyable, @unchecked Sendable {
    enum Direction { case seal, open }

    // Unchecked: the context has one owner.
    private let handle: OpaquePointer
    private let direction: Direction

    init(key: borrowing SecretBytes, direction: Direction) {
        precondition(key.count == AESGCM.keySize, "an AES-256 key has 32 bytes")
        guard let handle = unsafe EVP_CIPHER_CTX_new() else {
            preconditionFailure("no memory left for AES-GCM")
        }
        unsafe self.handle = handle
        self.direction = direction
        let cipher = unsafe OpenSSL.require(OpenSSL.aes256GCM)
        let status = unsafe key.withPointer { key in
            switch direction {
            case .seal: unsafe EVP_EncryptInit_ex2(handle, cipher, key, nil, nil)
            case .open: unsafe EVP_DecryptInit_ex2(handle, cipher, key, nil, nil)
            }
        }
        precondition(status == 1, "AES-256-GCM cannot start")
    }

    /// Writes `count` bytes of ciphertext and the 16-byte tag to `output`.
    mutating func seal(
        _ plaintext: UnsafePointer<UInt8>,
        count: Int,
        nonce: [UInt8],
        aad: [UInt8],
        into output: UnsafeMutablePointer<UInt8>
    ) {
        precondition(direction == .seal && nonce.count == AESGCM.nonceSize && count <= Int(Int32.max))
        var written: CInt = 0
        var status = unsafe EVP_EncryptInit_ex2(handle, nil, nil, nonce, nil)
        status &= unsafe EVP_EncryptUpdate(handle, nil, &written, aad, CInt(aad.count))
        status &= unsafe EVP_EncryptUpdate(handle, output, &written, plaintext, CInt(count))
        status &= unsafe EVP_EncryptFinal_ex(handle, output + count, &written)
        status &= unsafe EVP_CIPHER_CTX_ctrl(
            handle,
            EVP_CTRL_AEAD_GET_TAG,
            CInt(AESGCM.tagSize),
            output + count
        )
        precondition(status == 1, "AES-256-GCM cannot seal")
    }

    /// Writes `count` bytes of plaintext to `output` and returns whether they are genuine.
    ///
    /// When they are not, `output` is filled with zero bytes: nothing unauthenticated is released.
    mutating func open(
        _ sealed: UnsafePointer<UInt8>,
        count: Int,
        nonce: [UInt8],
        aad: [UInt8],
        into output: UnsafeMutablePointer<UInt8>
    ) -> Bool {
        precondition(direction == .open && nonce.count == AESGCM.nonceSize && count <= Int(Int32.max))
        var written: CInt = 0
        var status = unsafe EVP_DecryptInit_ex2(handle, nil, nil, nonce, nil)
        status &= unsafe EVP_DecryptUpdate(handle, nil, &written, aad, CInt(aad.count))
        status &= unsafe EVP_DecryptUpdate(handle, output, &written, sealed, CInt(count))
        let tag = unsafe UnsafeMutableRawPointer(mutating: sealed + count)
        status &= unsafe EVP_CIPHER_CTX_ctrl(handle, EVP_CTRL_AEAD_SET_TAG, CInt(AESGCM.tagSize), tag)
        precondition(status == 1, "AES-256-GCM cannot open")
        let isGenuine = unsafe EVP_DecryptFinal_ex(handle, output + count, &written) == 1
        if !isGenuine { unsafe OPENSSL_cleanse(output, count) }
        return isGenuine
    }

    deinit {
        // Wipes the key schedule.
        unsafe EVP_CIPHER_CTX_free(handle)
    }
}
