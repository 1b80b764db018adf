/// Which of the pages below may hold a node at, above or below a prefix.
enum PageRange {
    /// Returns the indices of the links whose part of the order meets the prefix or anything below it.
    static func touched(by prefix: Prefix, in links: [PageLink]) -> Range<Int> {
        let last = prefix.lastBelow
        let end = links.partitioningIndex { $0.first > last }
        let after = links.partitioningIndex { $0.first > prefix }
        return max(after - 1, 0)..<max(end, max(after - 1, 0))
    }
}
