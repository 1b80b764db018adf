import Synchronization

@testable import Keyring

/// Lets places fail to read back what they wrote over an older state; nothing is written over it then.
final class DestructionFailure: Sendable {
    private let isArmed = Mutex(false)
    private let writes = Mutex<[String: Int]>([:])
    private let places: Set<String>

    init(places: Set<String>) {
        self.places = places
    }

    /// From the next operation on; of a puncture's writes in a place the fourth goes over the older state.
    func arm() {
        isArmed.withLock { $0 = true }
    }

    func disarm() {
        isArmed.withLock { $0 = false }
    }

    var plan: PlaceFaults {
        PlaceFaults { [self] operation, place in
            guard isArmed.withLock({ $0 }), places.contains(place), operation == .write else {
                return .proceed
            }
            let number = writes.withLock { writes in
                writes[place, default: 0] += 1
                return writes[place, default: 0]
            }
            return number >= 4 ? .fail : .proceed
        }
    }
}

/// Lets only some places take a new share.
final class SectorStop: Sendable {
    private let isArmed = Mutex(false)
    private let writes = Mutex<[String: Int]>([:])
    private let allowed: Set<String>

    init(allowed: Set<String>) {
        self.allowed = allowed
    }

    func arm() { isArmed.withLock { $0 = true } }

    /// Of a puncture's writes in a place the third is the new share.
    var plan: PlaceFaults {
        PlaceFaults { [self] operation, place in
            guard isArmed.withLock({ $0 }), operation == .write else { return .proceed }
            let number = writes.withLock { writes in
                writes[place, default: 0] += 1
                return writes[place, default: 0]
            }
            return number >= 3 && !allowed.contains(place) ? .fail : .proceed
        }
    }
}
