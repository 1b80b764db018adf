/// Walks from live nodes down to many others, and goes the part that two ways have in common once.
///
/// Patients' numbers are dense: from one to the next it is two steps instead of forty.
struct Descent {
    /// The way last gone, from the live node down.
    private var way: [KeyNode] = []

    /// Returns the node of `target`, which is `node` itself or lies below it.
    mutating func descend(from node: KeyNode, to target: Prefix) -> KeyNode {
        precondition(node.prefix.covers(target), "a key tree is only walked downwards")
        if way.first !== node { way = [node] }
        way.removeLast(way.count - (way.lastIndex { $0.prefix.covers(target) } ?? 0) - 1)
        var last = way[way.count - 1]
        for depth in last.prefix.path.length..<target.path.length {
            let step = target.path.step(depth)
            let pair = GGM.children(of: last.prefix, seed: last.seed)
            last = KeyNode(
                prefix: Prefix(tree: target.tree, path: last.prefix.path.child(step)),
                seed: pair.take(right: step != 0)
            )
            way.append(last)
        }
        return last
    }
}
