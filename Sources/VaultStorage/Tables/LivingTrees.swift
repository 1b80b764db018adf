internal import Keyring
internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// The key trees between which keys move while a key renewal runs; an erasure destroys its keys in all of them.
struct LivingTrees {
    private let moving: [TreeNumber]

    /// Asks for the trees, in a round trip with others.
    static func statement(controller: Int32) -> SQL {
        """
        SELECT old_trees || keyring_no FROM key_renewals
        WHERE controller_id = \(controller) AND ended_at IS NULL AND keyring_no IS NOT NULL
        """
    }

    /// Reads the answer to ``statement(controller:)``.
    init(from rows: [Row]) throws {
        moving = try rows.first?.int16s(0).compactMap { TreeNumber($0) } ?? []
    }

    /// The trees in which a patient may have keys, of whom one is known.
    func beside(_ tree: TreeNumber) -> [TreeNumber] {
        Set(moving + [tree]).sorted()
    }

    /// What an erasure takes of slots, which are given with the tree of their key.
    func prefixes(of rows: [Row]) throws -> [Prefix] {
        try rows.flatMap { row in
            guard let slot = Slot(packed: try row.int64(0)), let tree = TreeNumber(try row.int16(1)) else {
                throw ShredTables.damaged
            }
            return beside(tree).map { Prefix.slot(slot, in: $0) }
        }
    }
}
