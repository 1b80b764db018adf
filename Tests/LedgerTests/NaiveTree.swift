import VaultCrypto

@testable import Ledger

/// RFC 6962 section 2.1 written down as it stands there, to compare with.
enum NaiveTree {
    static func root(_ leaves: ArraySlice<Digest>) -> Digest {
        if leaves.isEmpty { return SHA256.hash([]) }
        if leaves.count == 1 { return leaves[leaves.startIndex] }
        let middle = leaves.startIndex + split(leaves.count)
        return SHA256.hash([1] + root(leaves[..<middle]).bytes + root(leaves[middle...]).bytes)
    }

    static func path(_ index: Int, _ leaves: ArraySlice<Digest>) -> [Digest] {
        if leaves.count == 1 { return [] }
        let middle = leaves.startIndex + split(leaves.count)
        let left = leaves[..<middle]
        let right = leaves[middle...]
        return index < middle ? path(index, left) + [root(right)] : path(index, right) + [root(left)]
    }

    static func proof(_ earlier: Int, _ leaves: ArraySlice<Digest>, _ complete: Bool = true) -> [Digest] {
        if earlier == leaves.count { return complete ? [] : [root(leaves)] }
        let count = split(leaves.count)
        let left = leaves[..<(leaves.startIndex + count)]
        let right = leaves[(leaves.startIndex + count)...]
        return earlier <= count
            ? proof(earlier, left, complete) + [root(right)]
            : proof(earlier - count, right, false) + [root(left)]
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }
}
