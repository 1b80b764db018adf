internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// One question or answer between a vault and its key safe: `u32(length of the JSON) ‖ u32(length of the secret) ‖
/// canonical JSON ‖ secret bytes`.
struct SafeMessage: ~Copyable {
    static let maximumText = 32 << 20
    static let maximumSecret = 1 << 20

    let json: CanonicalJSON
    let secret: SecretBytes

    init(_ json: CanonicalJSON, secret: consuming SecretBytes = SecretBytes(copying: [])) {
        self.json = json
        self.secret = secret
    }
}

extension TLSConnection {
    /// Sends a message.
    func send(_ message: borrowing SafeMessage) throws(KeyringError) {
        let text = message.json.encoded
        var head: [UInt8] = []
        for number in [text.count, message.secret.count] {
            for shift in [24, 16, 8, 0] { head.append(UInt8(truncatingIfNeeded: number >> shift)) }
        }
        try write(head + text)
        if message.secret.count > 0 { try write(secret: message.secret) }
    }

    /// Waits for a message.
    func receive() throws(KeyringError) -> SafeMessage {
        let head = try read(count: 8)
        let text = head[..<4].reduce(0) { $0 << 8 | Int($1) }
        let secret = head[4...].reduce(0) { $0 << 8 | Int($1) }
        guard text <= SafeMessage.maximumText, secret <= SafeMessage.maximumSecret else { throw .babble }
        guard let json = try? CanonicalJSON(decoding: read(count: text)) else { throw .babble }
        return SafeMessage(json, secret: try readSecret(count: secret))
    }
}

extension KeyringError {
    static let babble = KeyringError(
        .unreachable,
        "the other machine does not speak as a key safe of this version does: use the same version on both"
    )
}
