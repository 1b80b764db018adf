extension Sequence {
    /// Maps one element after another.
    func asyncMap<Value>(_ body: (Element) async throws -> Value) async rethrows -> [Value] {
        var values: [Value] = []
        values.reserveCapacity(underestimatedCount)
        for element in self { values.append(try await body(element)) }
        return values
    }
}
