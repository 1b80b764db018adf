/// Reading a tree of pages: which nodes live at, above or below a prefix.
///
/// The pages of one level divide the order of prefixes among them, and no boundary ever lies strictly inside the part
/// of a live node: boundaries are made of live nodes, and nodes only ever split downwards. So the node above a prefix
/// is always in the page in whose part the prefix lies.
struct PageTree {
    let root: Page
    let store: PageStore

    /// Returns the live node at or above a prefix.
    func node(covering prefix: Prefix) throws -> KeyNode? {
        var page = root
        while true {
            switch page.content {
            case .nodes(let cover): return cover.node(covering: prefix)
            case .links(let links):
                let after = links.partitioningIndex { $0.first > prefix }
                guard after > 0 else { return nil }
                page = try store.page(links[after - 1])
            }
        }
    }

    /// Returns the live nodes at or below a prefix, in order.
    func nodes(under prefix: Prefix) throws -> [KeyNode] {
        var nodes: [KeyNode] = []
        _ = try visit(root, under: prefix) { found in
            nodes += found
            return true
        }
        return nodes
    }

    /// Returns whether a live node is at, above or below a prefix.
    func touches(_ prefix: Prefix) throws -> Bool {
        if try node(covering: prefix) != nil { return true }
        var found = false
        _ = try visit(root, under: prefix) { nodes in
            found = found || !nodes.isEmpty
            return !found
        }
        return found
    }

    /// Calls `body` with every link below the root, each before those it leads to.
    func visitLinks(_ body: (PageLink) throws -> Void) throws {
        try Self.visitLinks(of: root, store, body)
    }

    /// Calls `body` with every link in and below a page.
    static func visitLinks(of page: Page, _ store: PageStore, _ body: (PageLink) throws -> Void) throws {
        guard case .links(let links) = page.content else { return }
        for link in links {
            try body(link)
            if page.level > 1 { try visitLinks(of: store.page(link), store, body) }
        }
    }

    /// Calls `body` with runs of nodes under a prefix until it returns false.
    private func visit(
        _ page: Page,
        under prefix: Prefix,
        _ body: (ArraySlice<KeyNode>) -> Bool
    ) throws -> Bool {
        switch page.content {
        case .nodes(let cover): return body(cover.nodes(under: prefix))
        case .links(let links):
            for index in PageRange.touched(by: prefix, in: links) {
                guard try visit(store.page(links[index]), under: prefix, body) else { return false }
            }
            return true
        }
    }
}
