internal import CSodium

/// An Ed25519 public key (RFC 8032).
public struct PublicKey: Hashable, Sendable {
    /// The number of bytes of a key.
    public static let size = 32
    /// The number of bytes of a signature.
    public static let signatureSize = 64

    /// The 32 bytes.
    public let bytes: [UInt8]

    /// Creates a key from 32 bytes that are a point of the prime-order group; nil for anything else.
    public init?(bytes: [UInt8]) {
        Sodium.require()
        guard bytes.count == Self.size, unsafe crypto_core_ed25519_is_valid_point(bytes) == 1 else {
            return nil
        }
        self.bytes = bytes
    }

    init(validated bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Returns whether the signature is genuine; non-canonical signatures and points of small order are not.
    public func isValid(_ signature: [UInt8], for message: [UInt8]) -> Bool {
        guard signature.count == Self.signatureSize else { return false }
        return unsafe crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}
