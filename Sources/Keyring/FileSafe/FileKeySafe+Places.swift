/// Work in several places at the same time.
extension FileKeySafe {
    /// Does work in several places at the same time.
    func onPlaces<Value: Sendable>(
        _ indices: [Int],
        _ body: @escaping @Sendable (Place, Int) throws -> Value
    ) async -> [Int: Result<Value, any Error>] {
        await withCheckedContinuation { continuation in
            run(in: indices, body) { continuation.resume(returning: $0) }
        }
    }

    /// What two steps in several places gave.
    struct Steps: Sendable {
        let first: [Int: Result<Void, any Error>]
        /// What was thrown in between ended it.
        let second: Result<[Int: Result<Void, any Error>], any Error>
    }

    /// Does a first step in several places and, once it has ended in all of them, a second one where it succeeded.
    ///
    /// The places go on by themselves, since coming back here in between takes as long as half a step.
    ///
    /// - Parameters:
    ///   - enough: in how many places the first step must succeed for the second to begin anywhere.
    ///   - reached: called between the steps.
    func onPlaces(
        _ indices: [Int],
        _ first: @escaping @Sendable (Place, Int) throws -> Void,
        enough: Int,
        reached: @escaping @Sendable () throws -> Void,
        _ second: @escaping @Sendable (Place, Int) throws -> Void
    ) async -> Steps {
        await withCheckedContinuation { continuation in
            run(in: indices, first) { [self] results in
                let ready = results.filter { (try? $0.value.get()) != nil }.map(\.key)
                guard ready.count >= enough else {
                    continuation.resume(returning: Steps(first: results, second: .success([:])))
                    return
                }
                do {
                    try reached()
                } catch {
                    continuation.resume(returning: Steps(first: results, second: .failure(error)))
                    return
                }
                run(in: ready, second) {
                    continuation.resume(returning: Steps(first: results, second: .success($0)))
                }
            }
        }
    }

    /// Starts work in several places; the last of them hands over what all gave.
    private nonisolated func run<Value: Sendable>(
        in indices: [Int],
        _ body: @escaping @Sendable (Place, Int) throws -> Value,
        then completion: @escaping @Sendable ([Int: Result<Value, any Error>]) -> Void
    ) {
        guard !indices.isEmpty else { return completion([:]) }
        let results = PlaceResults(of: indices.count, then: completion)
        for index in indices {
            places[index].enqueue { place in results.add(Result { try body(place, index) }, of: index) }
        }
    }
}
