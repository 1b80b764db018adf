/// A page that is being put together; above level 0 it may hold pages that are not sealed yet.
struct PageDraft {
    enum Child {
        case stored(PageLink)
        indirect case draft(PageDraft)

        /// The first prefix below.
        var first: Prefix? {
            switch self {
            case .stored(let link): link.first
            case .draft(let draft): draft.first
            }
        }
    }

    let level: UInt8
    /// The nodes, at level 0.
    var nodes: [KeyNode] = []
    /// The pages below, above level 0.
    var children: [Child] = []

    /// An empty draft.
    init(level: UInt8) {
        self.level = level
    }

    /// A draft with the content of a page.
    init(_ page: Page) {
        level = page.level
        switch page.content {
        case .nodes(let cover): nodes = cover.nodes
        case .links(let links): children = links.map(Child.stored)
        }
    }

    var count: Int { level == 0 ? nodes.count : children.count }

    var first: Prefix? { level == 0 ? nodes.first?.prefix : children.first?.first }

    /// Adds the entries of the draft that follows in order.
    mutating func append(_ next: PageDraft) {
        nodes += next.nodes
        children += next.children
    }

    /// Divides into as few drafts of nearly equal size as the capacity of a page allows; none when empty.
    func divided(capacity: Int) -> [PageDraft] {
        guard count > capacity else { return count == 0 ? [] : [self] }
        let parts = (count + capacity - 1) / capacity
        return (0..<parts).map { part in
            let range = count * part / parts..<count * (part + 1) / parts
            var piece = PageDraft(level: level)
            if level == 0 {
                piece.nodes = Array(nodes[range])
            } else {
                piece.children = Array(children[range])
            }
            return piece
        }
    }
}
