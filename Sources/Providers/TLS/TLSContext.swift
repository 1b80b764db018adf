internal import CTLS
internal import Glibc
internal import Keyring

/// What every connection of a machine shares: TLS 1.3 alone, its certificate, and the one authority it trusts.
///
/// Unchecked: OpenSSL shares contexts between threads by design; it is not changed after `init`.
@safe
final class TLSContext: @unchecked Sendable {
    let handle: OpaquePointer

    /// Reads the files.
    ///
    /// - Throws: `KeyringError` with code `unreachable` that names the file.
    init(_ files: TLSFiles, isServer: Bool) throws(KeyringError) {
        // OpenSSL writes to sockets without a flag against it: a peer that is gone must not end the process.
        _ = signal(SIGPIPE, SIG_IGN)
        let method = unsafe isServer ? TLS_server_method() : TLS_client_method()
        guard let handle = unsafe SSL_CTX_new(method) else {
            throw KeyringError(.unreachable, "TLS is not available: check OpenSSL")
        }
        unsafe self.handle = handle
        guard unsafe lethe_tls_require_13(handle) == 1 else {
            throw KeyringError(.unreachable, "TLS 1.3 is not available: check OpenSSL")
        }
        unsafe lethe_tls_set_auto_retry(handle)
        // No tickets: every connection proves anew who it is.
        unsafe SSL_CTX_set_num_tickets(handle, 0)
        ERR_clear_error()
        guard unsafe SSL_CTX_use_certificate_chain_file(handle, files.certificate) == 1 else {
            throw Self.unusable(files.certificate, "certificate")
        }
        guard unsafe SSL_CTX_use_PrivateKey_file(handle, files.key, SSL_FILETYPE_PEM) == 1,
            unsafe SSL_CTX_check_private_key(handle) == 1
        else { throw Self.unusable(files.key, "private key of the certificate") }
        guard unsafe SSL_CTX_load_verify_locations(handle, files.authority, nil) == 1 else {
            throw Self.unusable(files.authority, "certificate of the authority")
        }
        unsafe SSL_CTX_set_verify(handle, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, nil)
    }

    /// The common name of this machine's own certificate.
    var commonName: String? {
        guard let certificate = unsafe SSL_CTX_get0_certificate(handle) else { return nil }
        return unsafe Self.commonName(of: certificate)
    }

    /// The common name of a certificate.
    static func commonName(of certificate: OpaquePointer) -> String? {
        var name = [CChar](repeating: 0, count: 256)
        let count = unsafe X509_NAME_get_text_by_NID(
            X509_get_subject_name(certificate),
            NID_commonName,
            &name,
            Int32(name.count)
        )
        guard count > 0, count < name.count else { return nil }
        return String(validating: name.prefix(Int(count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        unsafe SSL_CTX_free(handle)
    }

    private static func unusable(_ file: String, _ what: String) -> KeyringError {
        KeyringError(.unreachable, "the file \(file) is not the \(what), in PEM, or cannot be read")
    }
}
