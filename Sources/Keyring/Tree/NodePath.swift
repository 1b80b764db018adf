/// The way from the root of a key tree to one of its nodes, at most 127 steps, each left (0) or right (1).
///
/// The order is that of a walk through the tree: a node comes before everything below it, what is below a left child
/// before what is below the right one.
public struct NodePath: Hashable, Sendable {
    /// The steps from the highest bit down; bits beyond ``length`` are zero.
    let bits: UInt128
    /// The number of steps.
    public let length: Int

    /// The number of steps of the longest path.
    public static let maximumLength = 127

    /// The empty path, which names the root.
    public static let root = Self(bits: 0, length: 0)

    /// Makes a path whose unused bits are already zero.
    init(bits: UInt128, length: Int) {
        self.bits = bits
        self.length = length
    }

    /// The step at `index`, counted from the root.
    func step(_ index: Int) -> UInt8 {
        UInt8(truncatingIfNeeded: bits >> UInt128(127 - index)) & 1
    }

    /// Returns the child on one side.
    ///
    /// - Precondition: the path is shorter than ``maximumLength`` and `bit` is 0 or 1.
    public func child(_ bit: UInt8) -> Self {
        precondition(length < Self.maximumLength && bit <= 1, "no such child")
        return Self(bits: bits | UInt128(bit) << UInt128(127 - length), length: length + 1)
    }

    /// The node one step up; `nil` for the root.
    public var parent: Self? {
        length == 0 ? nil : ancestor(ofLength: length - 1)
    }

    /// The other child of the same parent; `nil` for the root.
    public var sibling: Self? {
        length == 0 ? nil : Self(bits: bits ^ (1 << UInt128(128 - length)), length: length)
    }

    /// Returns the first `length` steps.
    func ancestor(ofLength length: Int) -> Self {
        precondition((0...self.length).contains(length), "no such ancestor")
        let mask: UInt128 = length == 0 ? 0 : .max << UInt128(128 - length)
        return Self(bits: bits & mask, length: length)
    }

    /// Returns whether `other` is this node or lies below it.
    public func isPrefix(of other: Self) -> Bool {
        length <= other.length && other.ancestor(ofLength: length).bits == bits
    }

    /// The last path, in tree order, at or below this node.
    var lastBelow: Self {
        let mask: UInt128 = length == 0 ? .max : ~(.max << UInt128(128 - length))
        return Self(bits: (bits | mask) & ~1, length: Self.maximumLength)
    }
}

extension NodePath: Comparable {
    /// Orders as a walk through the tree does.
    public static func < (left: Self, right: Self) -> Bool {
        (left.bits, left.length) < (right.bits, right.length)
    }
}

extension NodePath: CustomStringConvertible {
    /// The steps as the digits 0 and 1; `root` for the empty path.
    public var description: String {
        length == 0 ? "root" : (0..<length).map { String(step($0)) }.joined()
    }
}
