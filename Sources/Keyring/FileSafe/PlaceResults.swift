internal import Synchronization

/// Collects what each of several places gave; the last one hands it over.
final class PlaceResults<Value: Sendable>: Sendable {
    typealias Results = [Int: Result<Value, any Error>]

    private let results = Mutex<Results>([:])
    private let count: Int
    private let completion: @Sendable (Results) -> Void

    /// Waits for `count` places, at least one.
    init(of count: Int, then completion: @escaping @Sendable (Results) -> Void) {
        self.count = count
        self.completion = completion
    }

    /// Notes what one place gave.
    func add(_ result: Result<Value, any Error>, of index: Int) {
        let all = results.withLock { results -> Results? in
            results[index] = result
            return results.count == count ? results : nil
        }
        if let all { completion(all) }
    }
}
