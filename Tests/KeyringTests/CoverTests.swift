import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Property tests of the key tree: what punctures destroy and what they leave.
@Suite struct CoverTests {
    private static func freshCover() -> Cover {
        Cover([KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))])
    }

    /// Every slot of some patients, and the key each has in an unpunctured tree.
    private func keys(_ cover: Cover, of slots: [Slot]) -> [Slot: SharedSecret] {
        var keys: [Slot: SharedSecret] = [:]
        for slot in slots {
            let prefix = Prefix.slot(slot, in: .first)
            if let node = cover.node(covering: prefix) {
                keys[slot] = SharedSecret(GGM.leafKey(of: prefix, from: node))
            }
        }
        return keys
    }

    @Test(arguments: 0..<8)
    func exactlyThePuncturedSlotsCannotBeDerived(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let patients = (0..<12).map { _ in
            Bool.random(using: &random) ? UInt64.random(in: 0..<16, using: &random) : random.next() >> 24
        }
        let slots = Set(patients.flatMap { number in (UInt32(0)..<12).map { slot(number, $0) } }).sorted()
        var cover = Self.freshCover()
        let original = keys(cover, of: slots)
        var punctured: [Prefix] = []
        for round in 1...40 {
            let prefix = Self.randomPrefix(slots, &random)
            punctured.append(prefix)
            cover.puncture(prefix)
            if round % 10 == 0 { check(cover, punctured, slots, original, seed) }
        }
        #expect(punctured.count == 40 && original.count == slots.count)
    }

    /// A slot, a patient, or now and then any node on the way to a slot.
    private static func randomPrefix(_ slots: [Slot], _ random: inout SeededGenerator) -> Prefix {
        let slot = slots.randomElement(using: &random) ?? slots[0]
        let leaf = Prefix.slot(slot, in: .first)
        switch Int.random(in: 0..<10, using: &random) {
        case 0: return .patient(slot.patient, in: .first)
        case 1:
            let length = Int.random(in: 34...leaf.path.length, using: &random)
            return Prefix(tree: .first, path: leaf.path.ancestor(ofLength: length))
        default: return leaf
        }
    }

    private func check(
        _ cover: Cover,
        _ punctured: [Prefix],
        _ slots: [Slot],
        _ original: [Slot: SharedSecret],
        _ seed: UInt64
    ) {
        let now = keys(cover, of: slots)
        for slot in slots {
            let leaf = Prefix.slot(slot, in: .first)
            let isPunctured = punctured.contains { $0.covers(leaf) }
            #expect((now[slot] == nil) == isPunctured, "seed \(seed), slot \(slot.packed)")
            if let key = now[slot], let before = original[slot] {
                let same = key.bytes.isEqual(to: before.bytes)
                #expect(same, "seed \(seed), slot \(slot.packed)")
            }
        }
        for prefix in punctured {
            // No stored node is at, above or below anything punctured.
            #expect(!cover.nodes.contains { $0.prefix.covers(prefix) || prefix.covers($0.prefix) })
            #expect(!cover.touches(prefix))
        }
        for (first, second) in zip(cover.nodes, cover.nodes.dropFirst()) {
            #expect(first.prefix < second.prefix && !first.prefix.covers(second.prefix))
        }
    }

    @Test func scatteredPunctureAddsFewNodesAndNeighboursFewer() {
        var cover = Self.freshCover()
        cover.puncture(.slot(77, 5))
        let first = cover.nodes.count
        #expect(first == 45)
        cover.puncture(.slot(77, 6))
        #expect(cover.nodes.count == first - 1)
        cover.puncture(.patient(77))
        #expect(cover.nodes.count == 40)
    }

    @Test func everySlotHasItsOwnKeyAndInnerLabelsDiffer() {
        let root = KeyNode(prefix: Prefix(tree: .first, path: .root), seed: SecretBytes(random: 32))
        let leaf = Prefix.slot(1, 0)
        let node = GGM.descend(from: root, to: leaf)
        let key = GGM.leafKey(of: leaf, from: root)
        let viaNode = GGM.leafKey(of: leaf, from: node)
        let children = GGM.children(of: leaf, seed: node.seed)
        let sameKey = key.isEqual(to: viaNode)
        let clash =
            key.isEqual(to: node.seed) || key.isEqual(to: children.left) || key.isEqual(to: children.right)
        #expect(sameKey && !clash)
        let other = GGM.leafKey(of: .slot(1, 1), from: root)
        let equal = other.isEqual(to: key)
        #expect(!equal)
    }
}
