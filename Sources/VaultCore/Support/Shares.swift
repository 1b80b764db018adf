internal import Foundation

/// Work on many things of one kind, shared between the processors.
enum Shares {
    /// Does work on neighbouring shares side by side; the results are in the order of the elements.
    ///
    /// - Parameter least: With fewer elements a share is not worth the change of threads.
    /// - Throws: What `work` throws.
    static func map<Element: Sendable, Value: Sendable>(
        _ elements: [Element],
        least: Int = 64,
        _ work: @escaping @Sendable (ArraySlice<Element>) async throws -> [Value]
    ) async throws -> [Value] {
        let count = min(ProcessInfo.processInfo.activeProcessorCount, elements.count / least)
        guard count > 1 else { return try await work(elements[...]) }
        return try await withThrowingTaskGroup(of: (Int, [Value]).self) { group in
            for number in 0..<count {
                let share = elements[elements.count * number / count..<elements.count * (number + 1) / count]
                group.addTask { (number, try await work(share)) }
            }
            var results = [[Value]](repeating: [], count: count)
            for try await (number, values) in group { results[number] = values }
            return Array(results.joined())
        }
    }
}
