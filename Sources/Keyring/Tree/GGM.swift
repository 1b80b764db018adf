internal import VaultCrypto
internal import VaultModel

/// The key tree of Goldreich, Goldwasser and Micali (1986) over SHA-512.
///
/// The two children of a node are the halves of SHA-512(inner label ‖ tree ‖ path ‖ seed); a leaf's key is the first
/// half of the same with the leaf label. Who holds a node's seed can compute everything below it and nothing else.
enum GGM {
    private static let innerLabel = Array("lethe.keyring.v1.inner".utf8)
    private static let leafLabel = Array("lethe.keyring.v1.leaf".utf8)

    /// Returns the seeds of both children.
    static func children(of prefix: Prefix, seed: borrowing SecretBytes) -> SeedPair {
        SHA512.split(label: innerLabel + prefix.encoded, seed: seed)
    }

    /// Returns the node of `target`, which is `node` itself or lies below it.
    static func descend(from node: KeyNode, to target: Prefix) -> KeyNode {
        precondition(node.prefix.covers(target), "a key tree is only walked downwards")
        return KeyNode(prefix: target, seed: seed(of: target, from: node))
    }

    /// Returns the key of the leaf `slot`, from a node at or above it.
    static func leafKey(of slot: Prefix, from node: KeyNode) -> SecretBytes {
        let seed = seed(of: slot, from: node)
        return SHA512.split(label: leafLabel + slot.encoded, seed: seed).take(right: false)
    }

    private static func seed(of target: Prefix, from node: KeyNode) -> SecretBytes {
        var seed = node.seed.copy()
        // The label of each step is that of the one before with a longer path, so it is not built anew.
        var label = innerLabel + Prefix(tree: target.tree, path: node.prefix.path).encoded
        let lengthIndex = innerLabel.count + 2
        let path = target.path.encoded.dropFirst()
        for depth in node.prefix.path.length..<target.path.length {
            let bit = path[path.startIndex + depth / 8] & (0x80 >> UInt8(depth % 8))
            seed = SHA512.split(label: label, seed: seed).take(right: bit != 0)
            label[lengthIndex] += 1
            if depth % 8 == 0 { label.append(0) }
            label[label.count - 1] |= bit
        }
        return seed
    }
}
