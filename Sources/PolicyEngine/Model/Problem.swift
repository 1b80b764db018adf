/// Something wrong in a file of the rulebook: where, what, and how to mend it.
public struct Problem: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// Where it stands.
    public let place: SourcePlace
    /// What is wrong, as a sentence.
    public let what: String
    /// How to mend it.
    public let mend: String

    /// Makes a problem.
    public init(_ place: SourcePlace, _ what: String, mend: String) {
        self.place = place
        self.what = what
        self.mend = mend
    }

    /// One line: place, what, mend.
    public var description: String { "\(place): \(what). \(mend)" }

    /// Orders by place.
    public static func < (left: Self, right: Self) -> Bool {
        (left.place, left.what) < (right.place, right.what)
    }
}
