internal import FoundationEssentials

/// Where the current time comes from: the system, or the settable clock of a rehearsal vault.
public struct VaultClock: Sendable {
    private let read: @Sendable () -> Timestamp

    /// The system's clock, in UTC.
    public static let system = Self { Timestamp(secondsSinceEpoch: Int64(Date().timeIntervalSince1970)) }

    /// A clock that asks `read` each time.
    public init(_ read: @escaping @Sendable () -> Timestamp) {
        self.read = read
    }

    /// The time now.
    public var now: Timestamp {
        read()
    }
}
