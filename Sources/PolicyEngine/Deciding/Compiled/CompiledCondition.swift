/// A condition in numbers.
struct CompiledCondition: Sendable {
    /// What is asked; the comments say what ``operand`` and ``other`` hold.
    enum Operation: UInt8, Sendable {
        /// One of the words or answers whose bits are set in `operand`.
        case inMask
        /// One of the cells of the list from `operand`, `other` of them.
        case inList
        /// At least `operand`; also "this day or later".
        case atLeast
        /// Below `operand`; also "before this day".
        case below
        /// Not later than the end of period number `operand` from the day in fact `other`.
        case within
        /// Period number `operand` from the fact's day is over.
        case passed
        /// Whether the fact is known.
        case known
        /// The vocabulary does not know the fact; never true nor false.
        case unanswerable
    }

    let operation: Operation
    /// Whether the answer is turned round: not in, beyond, running, not known.
    let isNegated: Bool
    /// Whether the fact, or the other one, is computed.
    let isDerived: Bool
    let fact: Int32
    let other: Int32
    let operand: UInt64

    /// Whether it is answered by one look at the facts.
    var isCheap: Bool { operation == .inMask && !isDerived }
}
