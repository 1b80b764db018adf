internal import VaultModel

/// Applies many edits to a tree of pages in one pass; each page concerned is read once and written once.
struct PageEditor {
    private let store: PageStore
    private let capacity: Int
    private var file: PageFile
    /// The pages that the edited tree no longer uses.
    private(set) var retired: [PageLocation] = []

    /// A page with fewer entries joins its neighbour.
    private var smallest: Int { capacity / 4 }

    private init(store: PageStore, file: PageFile, capacity: Int) {
        self.store = store
        self.file = file
        self.capacity = capacity
    }

    /// What an edit gave: the new top page, not sealed yet, and the pages no longer used.
    struct Result {
        let root: Page
        let retired: [PageLocation]
    }

    /// Edits a tree and writes the changed pages, all but the top one, into a page file.
    static func apply(
        _ edits: [PageEdit],
        to root: Page,
        store: PageStore,
        file: inout PageFile,
        capacity: Int = Page.capacity
    ) throws -> Result {
        var editor = PageEditor(store: store, file: file, capacity: capacity)
        let page = try editor.edited(root: root, edits.sorted { $0.prefix < $1.prefix })
        file = editor.file
        return Result(root: page, retired: editor.retired)
    }

    private mutating func edited(root: Page, _ edits: [PageEdit]) throws -> Page {
        var draft = try edited(PageDraft(root), edits)
        // A top page with one page below is that page; with none, an empty page of nodes.
        while draft.level > 0, draft.count == 1, !isNew(draft.children[0]) {
            draft = try loaded(draft.children[0])
        }
        if draft.count == 0 { draft = PageDraft(level: 0) }
        while draft.count > capacity {
            var above = PageDraft(level: draft.level + 1)
            for piece in draft.divided(capacity: capacity) { above.children.append(stored(piece)) }
            draft = above
        }
        for level in 1..<max(draft.level, 1) { seal(level: level, in: &draft) }
        return page(of: draft)
    }

    /// Applies edits, in order, to everything below a page; the result may be empty or too large.
    private mutating func edited(_ draft: PageDraft, _ edits: [PageEdit]) throws -> PageDraft {
        guard draft.level > 0 else { return Self.editedNodes(draft, edits) }
        let links = draft.children.compactMap { child -> PageLink? in
            if case .stored(let link) = child { link } else { nil }
        }
        var perChild = Array(repeating: [PageEdit](), count: links.count)
        for edit in edits {
            for index in touched(by: edit, in: links) { perChild[index].append(edit) }
        }
        var result = PageDraft(level: draft.level)
        var open: PageDraft?
        for (index, link) in links.enumerated() {
            let changes = perChild[index]
            let next = index + 1 < links.count ? links[index + 1].first : nil
            if changes.isEmpty {
                guard let small = open, small.count < smallest else {
                    flush(&open, into: &result)
                    result.children.append(.stored(link))
                    continue
                }
                open?.append(try loaded(.stored(link)))
            } else if Self.destroysAll(changes, from: link.first, to: next) {
                try retire(link, level: draft.level - 1)
            } else {
                let child = try edited(loaded(.stored(link)), changes)
                if open == nil { open = child } else { open?.append(child) }
            }
            // More than a page's worth goes out; the last, perhaps small piece waits for its neighbour.
            spill(&open, into: &result)
        }
        flush(&open, into: &result)
        return result
    }

    private static func editedNodes(_ draft: PageDraft, _ edits: [PageEdit]) -> PageDraft {
        var cover = Cover(draft.nodes)
        var result = draft
        for edit in edits {
            if case .puncture(let prefix) = edit { cover.puncture(prefix) }
        }
        result.nodes = cover.nodes
        for edit in edits {
            if case .append(let node) = edit { result.nodes.append(node) }
        }
        return result
    }

    private func touched(by edit: PageEdit, in links: [PageLink]) -> Range<Int> {
        switch edit {
        case .puncture(let prefix): PageRange.touched(by: prefix, in: links)
        case .rewrite(let prefix):
            PageRange.touched(by: prefix, in: links).prefix(1)
        case .append: links.count - 1..<links.count
        }
    }

    /// Returns whether one puncture covers the first prefix of a page and that of the page behind it, and so
    /// everything between them.
    private static func destroysAll(_ edits: [PageEdit], from first: Prefix, to next: Prefix?) -> Bool {
        guard let next else { return false }
        return edits.contains { edit in
            if case .puncture(let prefix) = edit {
                prefix.covers(first) && prefix.covers(next)
            } else {
                false
            }
        }
    }

    private mutating func retire(_ link: PageLink, level: UInt8) throws {
        retired.append(link.location)
        guard level > 0 else { return }
        try PageTree.visitLinks(of: store.page(link), store) { retired.append($0.location) }
    }

    private mutating func loaded(_ child: PageDraft.Child) throws -> PageDraft {
        switch child {
        case .draft(let draft): return draft
        case .stored(let link):
            let page = try store.page(link)
            retired.append(link.location)
            return PageDraft(page)
        }
    }

    private mutating func spill(_ open: inout PageDraft?, into result: inout PageDraft) {
        guard let draft = open, draft.count > 2 * capacity else { return }
        var pieces = draft.divided(capacity: capacity)
        open = pieces.popLast()
        for piece in pieces { result.children.append(stored(piece)) }
    }

    /// Returns whether a page was written in this very edit, so that it cannot be read back yet.
    private func isNew(_ child: PageDraft.Child) -> Bool {
        if case .stored(let link) = child { link.location.epoch == file.state.epoch } else { false }
    }

    private mutating func flush(_ open: inout PageDraft?, into result: inout PageDraft) {
        guard let draft = open else { return }
        open = nil
        for piece in draft.divided(capacity: capacity) { result.children.append(stored(piece)) }
    }

    /// Pages of nodes are sealed at once, so that their seeds leave memory; pages of links wait for their turn.
    private mutating func stored(_ draft: PageDraft) -> PageDraft.Child {
        guard draft.level == 0, let first = draft.first else { return .draft(draft) }
        return .stored(file.append(page(of: draft), first: first))
    }

    /// Seals every waiting page of one level below a draft; those of lower levels are sealed already.
    private mutating func seal(level: UInt8, in draft: inout PageDraft) {
        guard draft.level > level else { return }
        for index in draft.children.indices {
            guard case .draft(var child) = draft.children[index] else { continue }
            if child.level == level, let first = child.first {
                draft.children[index] = .stored(file.append(page(of: child), first: first))
            } else {
                seal(level: level, in: &child)
                draft.children[index] = .draft(child)
            }
        }
    }

    private func page(of draft: PageDraft) -> Page {
        guard draft.level > 0 else { return Page(nodes: Cover(draft.nodes)) }
        let links = draft.children.compactMap { child -> PageLink? in
            if case .stored(let link) = child { link } else { nil }
        }
        return Page(level: draft.level, links: links)
    }
}
