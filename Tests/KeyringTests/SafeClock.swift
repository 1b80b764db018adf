import Synchronization
import VaultModel

/// A key safe's own clock, which a test moves and a vault cannot.
final class SafeClock: Sendable {
    private let seconds = Mutex<Int64>(1_800_000_000)

    var clock: VaultClock { VaultClock { [self] in now } }

    var now: Timestamp { Timestamp(secondsSinceEpoch: seconds.withLock { $0 }) }

    func advance(hours: Int64) { seconds.withLock { $0 += hours * 3600 } }
}
