/// A set of live nodes of which none is above another, in tree order: everything that can still be derived.
struct Cover: Sendable {
    /// The nodes, in tree order.
    private(set) var nodes: [KeyNode]

    /// Takes nodes that are already in order and of which none covers another.
    init(_ nodes: [KeyNode]) {
        self.nodes = nodes
    }

    /// Returns the live node at or above a prefix.
    func node(covering prefix: Prefix) -> KeyNode? {
        guard let index = index(covering: prefix) else { return nil }
        return nodes[index]
    }

    /// Returns the live nodes at or below a prefix.
    func nodes(under prefix: Prefix) -> ArraySlice<KeyNode> {
        nodes[range(under: prefix)]
    }

    /// Returns whether a live node is at, above or below a prefix.
    func touches(_ prefix: Prefix) -> Bool {
        index(covering: prefix) != nil || !range(under: prefix).isEmpty
    }

    /// Removes every key at and below a prefix.
    ///
    /// The node above the prefix is replaced by the siblings along the way to it; with its last reference its seed is
    /// wiped.
    mutating func puncture(_ prefix: Prefix) {
        if let index = index(covering: prefix) {
            nodes.replaceSubrange(index...index, with: Self.siblings(from: nodes[index], to: prefix))
        } else {
            nodes.removeSubrange(range(under: prefix))
        }
    }

    private static func siblings(from node: KeyNode, to target: Prefix) -> [KeyNode] {
        var left: [KeyNode] = []
        var right: [KeyNode] = []
        var current = node
        for depth in node.prefix.path.length..<target.path.length {
            let pair = GGM.children(of: current.prefix, seed: current.seed)
            let path = current.prefix.path
            let leftNode = KeyNode(
                prefix: Prefix(tree: target.tree, path: path.child(0)),
                seed: pair.left.copy()
            )
            let rightNode = KeyNode(
                prefix: Prefix(tree: target.tree, path: path.child(1)),
                seed: pair.right.copy()
            )
            if target.path.step(depth) == 1 {
                left.append(leftNode)
                current = rightNode
            } else {
                right.append(rightNode)
                current = leftNode
            }
        }
        return left + right.reversed()
    }

    private func index(covering prefix: Prefix) -> Int? {
        // The covering node, if any, is the last one that does not come after the prefix.
        let after = nodes.partitioningIndex { $0.prefix > prefix }
        guard after > 0, nodes[after - 1].prefix.covers(prefix) else { return nil }
        return after - 1
    }

    private func range(under prefix: Prefix) -> Range<Int> {
        let last = prefix.lastBelow
        let start = nodes.partitioningIndex { $0.prefix >= prefix }
        let end = nodes.partitioningIndex { $0.prefix > last }
        return start..<end
    }
}
