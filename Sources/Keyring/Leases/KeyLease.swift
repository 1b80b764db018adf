internal import Synchronization

/// The time for which keys that a key safe on another machine handed out may be used.
///
/// Time goes on while the process or the machine sleeps (CLOCK_BOOTTIME), so that who was stopped cannot answer with
/// keys that were destroyed meanwhile.
public final class KeyLease: Sendable {
    private let end: Mutex<ContinuousClock.Instant>

    /// A lease that has run out.
    public init() {
        end = Mutex(.now)
    }

    /// Makes it last until a moment, unless it lasts longer already.
    public func extend(to moment: ContinuousClock.Instant) {
        end.withLock { $0 = max($0, moment) }
    }

    /// Ends it at once.
    public func end(at moment: ContinuousClock.Instant = .now) {
        end.withLock { $0 = min($0, moment) }
    }

    /// Whether it has run out.
    public var isOver: Bool { end.withLock { $0 } <= .now }

    /// Asks for the right to use keys now; to be asked again between use and answer.
    ///
    /// - Throws: `KeyringError` with code `leaseOver`.
    public func check() throws(KeyringError) {
        guard !isOver else { throw .leaseOver }
    }
}
