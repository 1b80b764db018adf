/// A range of places in one of the arrays of ``Program``, in eight bytes.
struct Stretch: Sendable {
    private let first: Int32
    private let end: Int32

    init(_ range: Range<Int>) {
        first = Int32(range.lowerBound)
        end = Int32(range.upperBound)
    }

    /// The places.
    var places: Range<Int> { Int(first)..<Int(end) }

    var isEmpty: Bool { first == end }
}
