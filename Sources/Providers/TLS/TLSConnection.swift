internal import CTLS
internal import Glibc
internal import Keyring
internal import VaultCrypto

/// A connection under mutual TLS 1.3.
///
/// Unchecked: it is used by one thread at a time; only ``disconnect()`` may be called by another.
@safe
final class TLSConnection: @unchecked Sendable {
    private let ssl: OpaquePointer
    private let context: TLSContext
    private let socket: TCPSocket

    /// Greets the server at an address; its certificate must come from the authority and name the host.
    init(to address: SafeAddress, _ context: TLSContext, within seconds: Int) throws(KeyringError) {
        let socket = try TCPSocket.connect(to: address, within: seconds)
        unsafe ssl = try Self.make(context, socket)
        self.context = context
        self.socket = socket
        let isNumber = unsafe X509_VERIFY_PARAM_set1_ip_asc(SSL_get0_param(ssl), address.host) == 1
        if !isNumber {
            guard unsafe SSL_set1_host(ssl, address.host) == 1 else {
                throw KeyringError(.unreachable, "\(address.host) is not the name of a machine")
            }
        }
        ERR_clear_error()
        guard unsafe SSL_connect(ssl) == 1 else {
            throw KeyringError(.unreachable, "the machine at \(address) is refused: \(refusal)")
        }
    }

    /// Greets a client; its certificate must come from the authority.
    init(from socket: TCPSocket, _ context: TLSContext) throws(KeyringError) {
        unsafe ssl = try Self.make(context, socket)
        self.context = context
        self.socket = socket
        ERR_clear_error()
        guard unsafe SSL_accept(ssl) == 1 else {
            let refusal = refusal
            socket.part()
            throw KeyringError(.unreachable, "a connection is refused: \(refusal)")
        }
    }

    deinit {
        unsafe SSL_free(ssl)
    }

    /// Ends the connection in both directions; a call that waits on it returns at once.
    func disconnect() {
        socket.disconnect()
    }

    /// How long a read or a write may take.
    func limit(_ seconds: Int) {
        socket.limit(seconds)
    }

    /// The common name of the other machine's certificate.
    var peerName: String? {
        guard let certificate = unsafe SSL_get1_peer_certificate(ssl) else { return nil }
        defer { unsafe X509_free(certificate) }
        return unsafe TLSContext.commonName(of: certificate)
    }

    /// Reads exactly `count` bytes that are not secret.
    func read(count: Int) throws(KeyringError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: count)
        let failure = unsafe bytes.withUnsafeMutableBytes { buffer in unsafe fill(buffer) }
        if let failure { throw failure }
        return bytes
    }

    /// Reads exactly `count` secret bytes, from OpenSSL's memory into locked memory.
    func readSecret(count: Int) throws(KeyringError) -> SecretBytes {
        try SecretBytes(count: count) { (span: inout MutableRawSpan) throws(KeyringError) in
            let failure = unsafe span.withUnsafeMutableBytes { buffer in unsafe fill(buffer) }
            if let failure { throw failure }
        }
    }

    /// Writes bytes.
    func write(_ bytes: [UInt8]) throws(KeyringError) {
        let failure = unsafe bytes.withUnsafeBytes { buffer in unsafe drain(buffer) }
        if let failure { throw failure }
    }

    /// Writes a secret.
    func write(secret: borrowing SecretBytes) throws(KeyringError) {
        let failure = secret.withBytes { span in
            unsafe span.withUnsafeBytes { buffer in unsafe drain(buffer) }
        }
        if let failure { throw failure }
    }

    private func fill(_ buffer: UnsafeMutableRawBufferPointer) -> KeyringError? {
        var done = 0
        ERR_clear_error()
        while let base = buffer.baseAddress, done < buffer.count {
            var got = 0
            guard unsafe SSL_read_ex(ssl, base + done, buffer.count - done, &got) == 1 else { return ended }
            done += got
        }
        return nil
    }

    private func drain(_ buffer: UnsafeRawBufferPointer) -> KeyringError? {
        var done = 0
        ERR_clear_error()
        while let base = buffer.baseAddress, done < buffer.count {
            var put = 0
            guard unsafe SSL_write_ex(ssl, base + done, buffer.count - done, &put) == 1 else { return ended }
            done += put
        }
        return nil
    }

    private var ended: KeyringError {
        let reason = refusal
        return KeyringError(.unreachable, "the connection to the key safe's machine ended: \(reason)")
    }

    /// Why the other side, or this one, does not go on.
    private var refusal: String {
        let verdict = unsafe SSL_get_verify_result(ssl)
        if verdict != Int(X509_V_OK), let text = unsafe X509_verify_cert_error_string(verdict) {
            return unsafe "its certificate is not accepted (\(String(cString: text))): " + Self.mend(verdict)
        }
        let error = ERR_peek_last_error()
        guard error != 0, let text = unsafe ERR_reason_error_string(error) else {
            return "it does not answer"
        }
        let reason = unsafe String(cString: text)
        if reason.contains("alert") || reason.contains("certificate") {
            return "it does not accept this machine's certificate (\(reason)): " + Self.mend(alert: reason)
        }
        return reason
    }

    /// What to do about the other machine's certificate.
    private static func mend(_ verdict: Int) -> String {
        switch Int32(verdict) {
        case X509_V_ERR_CERT_HAS_EXPIRED, X509_V_ERR_CERT_NOT_YET_VALID:
            "renew it there, or set this machine's clock if that is wrong"
        case X509_V_ERR_HOSTNAME_MISMATCH, X509_V_ERR_IP_ADDRESS_MISMATCH:
            "name the machine as its certificate does"
        default: "name the authority that signed it"
        }
    }

    /// What to do when the other machine says in an alert (RFC 8446 section 6) why it does not accept the own one.
    private static func mend(alert: String) -> String {
        if alert.contains("unknown ca") { return "have the authority sign it that the other machine names" }
        return alert.contains("expired")
            ? "renew it, or set the other machine's clock if that is wrong"
            : "compare authority, common name and dates, and both machines' clocks"
    }

    private static func make(_ context: TLSContext, _ socket: TCPSocket) throws(KeyringError) -> OpaquePointer
    {
        guard let ssl = unsafe SSL_new(context.handle), unsafe SSL_set_fd(ssl, socket.descriptor) == 1 else {
            throw KeyringError(.unreachable, "TLS is not available: check OpenSSL")
        }
        return unsafe ssl
    }
}
