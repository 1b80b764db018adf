internal import CSodium

/// The one place that prepares libsodium.
enum Sodium {
    /// Whether the library is ready; prepared on first use, once.
    static let isReady = sodium_init() >= 0

    /// Prepares the library or stops the process: no secret may be made without it.
    static func require() {
        precondition(isReady, "libsodium cannot start: no source of random bytes")
    }
}
