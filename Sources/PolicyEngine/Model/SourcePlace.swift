/// A line of a file of the rulebook.
public struct SourcePlace: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The path within the folder of policies.
    public let file: String
    /// The line, counted from 1.
    public let line: Int

    /// Makes a place.
    public init(file: String, line: Int) {
        self.file = file
        self.line = line
    }

    /// `file:line`.
    public var description: String { "\(file):\(line)" }

    /// Orders by file, then line.
    public static func < (left: Self, right: Self) -> Bool {
        (left.file, left.line) < (right.file, right.line)
    }
}
