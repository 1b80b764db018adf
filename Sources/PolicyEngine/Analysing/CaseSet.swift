/// A set of cases of one ``CaseSets``; equal numbers mean the same cases.
struct CaseSet: Hashable, Sendable {
    /// No case.
    static let none = Self(number: 0)
    /// Every case.
    static let every = Self(number: 1)

    let number: Int32

    var isEmpty: Bool { self == .none }
}
