/// All ways to choose a number of elements, in their order.
struct Combinations<Element>: Sequence, IteratorProtocol {
    private let elements: [Element]
    private var chosen: [Int]?

    init(_ elements: [Element], of count: Int) {
        self.elements = elements
        chosen = count <= elements.count ? Array(0..<count) : nil
    }

    mutating func next() -> [Element]? {
        guard var indices = chosen else { return nil }
        let result = indices.map { elements[$0] }
        // The last one that can still move on; those behind it follow.
        if let place = indices.indices.last(where: { indices[$0] < elements.count - indices.count + $0 }) {
            let start = indices[place] + 1
            for offset in place..<indices.count { indices[offset] = start + offset - place }
            chosen = indices
        } else {
            chosen = nil
        }
        return result
    }
}
