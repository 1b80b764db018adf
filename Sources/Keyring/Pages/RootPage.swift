internal import VaultCrypto
internal import VaultModel

/// What the top key opens: the index keys, the key trees, and the top page of the nodes.
struct RootPage: Sendable {
    let indexKeys: IndexKeys
    /// The key trees, oldest first; a tree stays listed when nothing in it lives any more.
    let trees: [TreeNumber]
    let page: Page

    /// The first state of a new keyring: one tree, nothing punctured.
    static func initial() -> RootPage {
        let seed = KeyNode(
            prefix: Prefix(tree: .first, path: .root),
            seed: SecretBytes(random: KeyNode.seedSize)
        )
        let key = IndexKey(number: 1, key: SharedSecret(SecretBytes(random: PageCodec.secretSize)))
        return RootPage(
            indexKeys: IndexKeys(current: key, next: nil),
            trees: [.first],
            page: Page(nodes: Cover([seed]))
        )
    }

    /// The same with other index keys.
    func with(indexKeys: IndexKeys) -> RootPage {
        RootPage(indexKeys: indexKeys, trees: trees, page: page)
    }

    /// The same with another top page.
    func with(page: Page) -> RootPage {
        RootPage(indexKeys: indexKeys, trees: trees, page: page)
    }
}
