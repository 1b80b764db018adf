/// A reference to secret bytes, for caches; the bytes are wiped with the last reference.
public final class SharedSecret: Sendable {
    /// The secret.
    public let bytes: SecretBytes

    /// Creates a reference that owns `bytes`.
    public init(_ bytes: consuming SecretBytes) {
        self.bytes = bytes
    }
}
