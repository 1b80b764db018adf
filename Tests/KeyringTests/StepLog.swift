import Synchronization
import VaultModel

@testable import Keyring

/// Notes the named steps that were reached.
final class StepLog: Sendable {
    private let log = Mutex<[DurableStep]>([])

    var steps: [DurableStep] { log.withLock { $0 } }

    func add(_ step: DurableStep) { log.withLock { $0.append(step) } }
}

/// Notes the operations on places.
final class OperationLog: Sendable {
    private let log = Mutex<[(PlaceOperation, String)]>([])

    var plan: PlaceFaults {
        PlaceFaults { [self] operation, place in
            log.withLock { $0.append((operation, place)) }
            return .proceed
        }
    }

    func clear() { log.withLock { $0 = [] } }

    /// Where the operations on a place stand among all.
    func positions(in place: String, where matches: (PlaceOperation) -> Bool) -> [Int] {
        log.withLock { log in
            log.indices.filter { log[$0].1 == place && matches(log[$0].0) }
        }
    }

    func count(in place: String, where matches: (PlaceOperation) -> Bool) -> Int {
        log.withLock { $0.count { $0.1 == place && matches($0.0) } }
    }
}
