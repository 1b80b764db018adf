import Synchronization
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// A keyring whose page files are kept in memory.
private final class MemoryPages {
    let identity = SafeIdentity(vault: .random(), controller: .random())
    let capacity: Int
    var files: [Epoch: [UInt8]] = [:]
    var root: Page
    var live = LivePages()
    var epoch = Epoch(1)

    init(capacity: Int, root: KeyNode) {
        self.capacity = capacity
        self.root = Page(nodes: Cover([root]))
    }

    var store: PageStore {
        PageStore(identity: identity, capacity: 0, sources: [{ [unowned self] in self.read($0) }])
    }

    var tree: PageTree { PageTree(root: root, store: store) }

    private func read(_ location: PageLocation) -> [UInt8]? {
        guard let file = files[location.epoch], Int(location.end) <= file.count else { return nil }
        return Array(file[Int(location.offset)..<Int(location.end)])
    }

    func apply(_ edits: [PageEdit]) throws {
        epoch = epoch.next
        var file = PageFile(identity: identity, state: StateName.fresh(epoch))
        let moves = live.pagesToMove(limit: 4).map(PageEdit.rewrite)
        let result = try PageEditor.apply(
            edits + moves,
            to: root,
            store: store,
            file: &file,
            capacity: capacity
        )
        files[epoch] = Array(file.pieces.joined())
        root = result.root
        for link in file.written { live.insert(link.location, first: link.first) }
        for change in live.remove(result.retired) {
            guard change.end > 0 else {
                files[change.epoch] = nil
                continue
            }
            let count = files[change.epoch]?.count ?? 0
            files[change.epoch]?.removeLast(count - Int(change.end))
        }
        if file.written.isEmpty { files[epoch] = nil }
    }

    var levels: Int { Int(root.level) + 1 }
}

@Suite struct PageTreeTests {
    @Test(arguments: [(UInt64(1), 4), (2, 8), (3, 16), (4, 5), (5, 320)])
    func pagesHoldWhatTheCoverHolds(seed: UInt64, capacity: Int) throws {
        var random = SeededGenerator(seed: seed)
        let root = KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))
        let pages = MemoryPages(capacity: capacity, root: root)
        var cover = Cover([root])
        var punctured: [Prefix] = []
        var deepest = 1
        for round in 0..<60 {
            let batch = (0..<Int.random(in: 1...8, using: &random)).map { _ in
                Self.randomPrefix(&random, round)
            }
            for prefix in batch { cover.puncture(prefix) }
            punctured += batch
            try pages.apply(PunctureRequest.reduced(batch).map(PageEdit.puncture))
            deepest = max(deepest, pages.levels)
            if round % 5 == 4 {
                try check(pages, cover, "seed \(seed), round \(round)")
                try checkLiveness(pages)
            }
            for prefix in punctured.suffix(20) { #expect(try !pages.tree.touches(prefix)) }
        }
        #expect(deepest >= (capacity < 10 ? 3 : 2))
        // Destroying everything leaves nothing, in one page.
        try pages.apply([.puncture(root.prefix)])
        #expect(pages.root.count == 0 && pages.levels == 1 && pages.live.liveBytes == 0)
        #expect(pages.files.isEmpty)
    }

    /// Neighbours, scattered slots, whole patients, and now and then a wide node.
    private static func randomPrefix(_ random: inout SeededGenerator, _ round: Int) -> Prefix {
        let number =
            Bool.random(using: &random) ? UInt64.random(in: 0..<64, using: &random) : random.next() >> 24
        switch Int.random(in: 0..<12, using: &random) {
        case 0...2: return .patient(number)
        case 3 where round > 30:
            let path = NodePath.patient(patient(number))
            return Prefix(tree: .first, path: path.ancestor(ofLength: Int.random(in: 3...38, using: &random)))
        default: return .slot(number, UInt32.random(in: 0..<30, using: &random))
        }
    }

    private func check(_ pages: MemoryPages, _ cover: Cover, _ comment: Comment) throws {
        let found = try pages.tree.nodes(under: Prefix(tree: .first, path: .root))
        #expect(found.map(\.prefix) == cover.nodes.map(\.prefix), comment)
        #expect(zip(found, cover.nodes).allSatisfy { $0.hasSameSeed(as: $1) }, comment)
        for node in cover.nodes.prefix(50) {
            #expect(try pages.tree.node(covering: node.prefix)?.prefix == node.prefix, comment)
        }
    }

    /// The pages noted as live are exactly those that the root leads to, and files end with a live page.
    private func checkLiveness(_ pages: MemoryPages) throws {
        var ends: [Epoch: UInt64] = [:]
        var bytes: UInt64 = 0
        try pages.tree.visitLinks { link in
            bytes += UInt64(link.location.length)
            ends[link.location.epoch] = max(ends[link.location.epoch] ?? 0, link.location.end)
        }
        #expect(pages.live.liveBytes == bytes)
        #expect(pages.live.ends == ends)
        #expect(Set(pages.files.keys).isSuperset(of: ends.keys))
    }

    @Test func addedTreesStandBehindTheOthers() throws {
        let root = KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))
        let pages = MemoryPages(capacity: 6, root: root)
        for number in 1...40 { try pages.apply([.puncture(.patient(UInt64(number * 977)))]) }
        let second = try #require(TreeNumber(2))
        let node = KeyNode(prefix: Prefix(tree: second, path: .root), seed: SecretBytes(random: 32))
        try pages.apply([.append(node)])
        let other = Prefix.patient(patient(977), in: second)
        #expect(try pages.tree.node(covering: other)?.prefix == node.prefix)
        #expect(try !pages.tree.touches(.patient(977)))
        try pages.apply([.puncture(.patient(5)), .puncture(other)])
        #expect(try !pages.tree.touches(other))
        #expect(try pages.tree.touches(.patient(6)))
        #expect(try pages.tree.touches(Prefix.patient(patient(5), in: second)))
    }

    @Test func filesThatAreMostlyUnusedAreEmptied() throws {
        let root = KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))
        let pages = MemoryPages(capacity: 320, root: root)
        // One large file, then single punctures that hit it all over.
        var random = SeededGenerator(seed: 9)
        let batch = (0..<6000).map { _ in Prefix.patient(UInt64.random(in: 0..<10_000_000, using: &random)) }
        try pages.apply(PunctureRequest.reduced(batch).map(PageEdit.puncture))
        for _ in 0..<200 {
            try pages.apply([.puncture(.patient(UInt64.random(in: 0..<10_000_000, using: &random)))])
        }
        #expect(pages.live.fileBytes <= pages.live.liveBytes * 5 / 4 + (1 << 20) + (1 << 18))
        #expect(pages.files.values.reduce(0) { $0 + $1.count } <= Int(pages.live.fileBytes))
        try checkLiveness(pages)
    }
}
