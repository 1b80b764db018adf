/// Which bytes of a part are wanted.
public struct ReadRange: Hashable, Sendable {
    /// The first byte, counted from 0.
    public let first: Int
    /// The last byte, or `nil` for the end.
    public let last: Int?

    /// Makes a range; `nil` when the last byte lies before the first.
    public init?(first: Int, last: Int?) {
        guard first >= 0, (last ?? first) >= first else { return nil }
        self.first = first
        self.last = last
    }

    /// Parses `FIRST-LAST` or `FIRST-`; anything else is `nil`.
    public init?(_ text: String) {
        let bounds = text.split(separator: "-", omittingEmptySubsequences: false)
        guard bounds.count == 2, let first = Int(bounds[0]) else { return nil }
        if bounds[1].isEmpty {
            self.init(first: first, last: nil)
        } else {
            guard let last = Int(bounds[1]) else { return nil }
            self.init(first: first, last: last)
        }
    }

    /// The bytes of content of `size` bytes that are wanted, cut at its end.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` when it begins beyond the end.
    func bounds(in size: Int) throws -> Range<Int> {
        guard first < size else {
            throw VaultError(
                .invalidInput,
                "the range begins at byte \(first), the document has \(size) bytes"
            )
        }
        return first..<min(last ?? size - 1, size - 1) + 1
    }
}
