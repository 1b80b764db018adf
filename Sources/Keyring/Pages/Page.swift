/// An opened page of the keyring: live nodes, or links to the pages below.
struct Page: Sendable {
    enum Content: Sendable {
        case nodes(Cover)
        case links([PageLink])
    }

    /// The most entries a page may hold; a full page is about 16 KiB.
    static let capacity = 320

    /// 0 for nodes; pages of links are one level above what they link to.
    let level: UInt8
    let content: Content

    /// A page of live nodes.
    init(nodes: Cover) {
        level = 0
        content = .nodes(nodes)
    }

    /// A page of links to pages of the level below.
    init(level: UInt8, links: [PageLink]) {
        precondition(level > 0, "links are above level 0")
        self.level = level
        content = .links(links)
    }

    /// How many entries it holds.
    var count: Int {
        switch content {
        case .nodes(let cover): cover.nodes.count
        case .links(let links): links.count
        }
    }
}
