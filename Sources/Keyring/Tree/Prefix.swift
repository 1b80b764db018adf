public import VaultModel

/// A node of one key tree, and with it everything below: what a puncture names.
public struct Prefix: Hashable, Comparable, Sendable, CustomStringConvertible {
    /// The tree.
    public let tree: TreeNumber
    /// The node in it.
    public let path: NodePath

    /// Names a node.
    public init(tree: TreeNumber, path: NodePath) {
        self.tree = tree
        self.path = path
    }

    /// Names the node that covers every slot of a patient in one tree.
    public static func patient(_ patient: PatientNumber, in tree: TreeNumber) -> Self {
        Self(tree: tree, path: .patient(patient))
    }

    /// Names the leaf of a slot in one tree.
    public static func slot(_ slot: Slot, in tree: TreeNumber) -> Self {
        Self(tree: tree, path: .slot(slot))
    }

    /// Returns whether `other` is this node or lies below it.
    public func covers(_ other: Self) -> Bool {
        tree == other.tree && path.isPrefix(of: other.path)
    }

    /// The last prefix, in order, at or below this node.
    var lastBelow: Self {
        Self(tree: tree, path: path.lastBelow)
    }

    /// The tree's number and the steps.
    public var description: String {
        "\(tree.rawValue):\(path)"
    }

    /// Orders by tree, then as a walk through the tree does.
    public static func < (left: Self, right: Self) -> Bool {
        (left.tree, left.path) < (right.tree, right.path)
    }
}
