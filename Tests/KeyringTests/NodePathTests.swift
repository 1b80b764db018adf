import Testing
import VaultModel

@testable import Keyring

@Suite struct NodePathTests {
    @Test(arguments: [
        (UInt32(0), 1), (1, 3), (2, 3), (3, 5), (6, 5), (7, 7), (1000, 19), (Slot.maximumSerial, 45),
    ])
    func serialsLieAtTheDepthOfThePrefixCode(serial: UInt32, depth: Int) {
        let path = NodePath.slot(slot(5, serial))
        #expect(path.length == 40 + depth)
        #expect(NodePath.patient(patient(5)).isPrefix(of: path))
        #expect(path.slot == slot(5, serial))
        #expect(path.patient == patient(5))
    }

    @Test func slotPathsAreNeverPrefixesOfOneAnother() {
        let paths = (UInt32(0)..<300).map { NodePath.slot(slot(1, $0)) }.sorted()
        for (first, second) in zip(paths, paths.dropFirst()) {
            #expect(first < second)
            #expect(!first.isPrefix(of: second))
        }
        // Within one length the code keeps the order of the serials.
        #expect(NodePath.slot(slot(1, 7)) < NodePath.slot(slot(1, 8)))
    }

    @Test func inOrderWalkIsTheOrder() {
        let root = NodePath.root
        let left = root.child(0)
        let right = root.child(1)
        #expect(
            [right, left.child(1), root, left, left.child(0)].sorted()
                == [root, left, left.child(0), left.child(1), right]
        )
        #expect(left.sibling == right)
        #expect(right.child(0).parent == right)
        #expect(root.parent == nil && root.sibling == nil)
        #expect(left.child(1).isPrefix(of: left.lastBelow) && !right.isPrefix(of: left.lastBelow))
        #expect(left.lastBelow < right)
    }

    @Test func encodingIsReadBackAndNothingElseIs() {
        var random = SeededGenerator(seed: 1)
        for _ in 0..<2000 {
            var path = NodePath.root
            for _ in 0..<Int.random(in: 0...127, using: &random) {
                path = path.child(UInt8.random(in: 0...1, using: &random))
            }
            let bytes = path.encoded
            #expect(NodePath(encoded: bytes) == path)
            #expect(NodePath(encoded: bytes + [0]) == nil)
            #expect(NodePath(encoded: Array(bytes.dropLast())) == nil)
            let unused = (8 - path.length % 8) % 8
            if unused > 0 {
                var dirty = bytes
                dirty[dirty.count - 1] |= 1
                #expect(NodePath(encoded: dirty) == nil)
            }
        }
        #expect(NodePath(encoded: []) == nil)
        #expect(NodePath(encoded: [128] + Array(repeating: 0, count: 16)) == nil)
        #expect(NodePath(encoded: [0]) == .root)
    }

    @Test func hostileBytesAreRefusedOrCanonical() {
        var random = SeededGenerator(seed: 2)
        var accepted = 0
        for _ in 0..<20_000 {
            let bytes = (0..<Int.random(in: 0...8, using: &random)).map { _ in
                UInt8.random(in: 0...40, using: &random)
            }
            if let path = NodePath(encoded: bytes) {
                accepted += 1
                #expect(path.encoded == bytes)
            }
            if let prefix = Prefix(encoded: bytes) { #expect(prefix.encoded == bytes) }
        }
        #expect(accepted > 0)
    }

    @Test func nodesThatAreNoLeafHaveNoSlot() {
        #expect(NodePath.root.slot == nil)
        #expect(NodePath.patient(patient(1)).slot == nil)
        #expect(NodePath.patient(patient(1)).child(0).slot == nil)
        #expect(NodePath.patient(patient(1)).child(0).child(0).child(0).slot == nil)
        #expect(NodePath.slot(slot(1, 0)).child(0).slot == nil)
        #expect(NodePath.root.patient == nil)
    }
}
