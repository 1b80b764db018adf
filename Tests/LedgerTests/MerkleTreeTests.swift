import Testing
import VaultCrypto
import VaultModel

@testable import Ledger

struct MerkleTreeTests {
    /// The inputs and roots that the Certificate Transparency project publishes for RFC 6962.
    static let inputs = [
        "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
    ]
    static let roots = [
        "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
        "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
        "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
        "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
        "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
    ]

    @Test func rootsAreThoseOfTheReferenceVectors() throws {
        var edge = RightEdge()
        #expect(edge.root.hex == Self.roots[0])
        for (index, input) in Self.inputs.enumerated() {
            _ = edge.append([try #require(Hex.decode(input))])
            #expect(edge.root.hex == Self.roots[index + 1])
        }
    }

    @Test func emptyRootIsThatOfTheRFC() {
        #expect(Base64.encode(MerkleTree.emptyRoot.bytes) == "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=")
        #expect(RightEdge().root == MerkleTree.emptyRoot)
    }

    @Test func theEdgeGivesTheRootOfEverySize() {
        let entries = makeEntries(600, seed: 1)
        let leaves = entries.map(MerkleTree.leafHash)
        var edge = RightEdge()
        for (index, entry) in entries.enumerated() {
            _ = edge.append([entry])
            guard index < 70 || (250..<260).contains(index) || index > 508 && index < 516 else { continue }
            #expect(edge.root == NaiveTree.root(leaves[...index]))
        }
        #expect(edge.root == NaiveTree.root(leaves[...]))
    }

    @Test func proofsOfEverySmallTreeVerifyAndNoOtherDoes() {
        let leaves = makeEntries(33, seed: 2).map(MerkleTree.leafHash)
        let stranger = MerkleTree.leafHash([7])
        for size in 1...leaves.count {
            let root = NaiveTree.root(leaves[..<size])
            for index in 0..<size {
                let path = NaiveTree.path(index, leaves[..<size])
                let proof = InclusionProof(index: UInt64(index), size: UInt64(size), path: path)
                #expect(throws: Never.self) { try proof.verify(leaf: leaves[index], root: root) }
                #expect(throws: LedgerError.self) { try proof.verify(leaf: stranger, root: root) }
                #expect(throws: LedgerError.self) { try proof.verify(leaf: leaves[index], root: stranger) }
                for wrong in Self.alterations(of: path, stranger) {
                    let altered = InclusionProof(index: UInt64(index), size: UInt64(size), path: wrong)
                    #expect(throws: LedgerError.self) { try altered.verify(leaf: leaves[index], root: root) }
                }
                let moved = InclusionProof(index: UInt64(index + 1), size: UInt64(size), path: path)
                #expect(throws: LedgerError.self) { try moved.verify(leaf: leaves[index], root: root) }
            }
        }
    }

    @Test func consistencyProofsOfEverySmallTreeVerifyAndNoOtherDoes() {
        let leaves = makeEntries(33, seed: 3).map(MerkleTree.leafHash)
        let stranger = MerkleTree.leafHash([7])
        for later in 1...leaves.count {
            let laterRoot = NaiveTree.root(leaves[..<later])
            for earlier in 1...later {
                let earlierRoot = NaiveTree.root(leaves[..<earlier])
                let path = NaiveTree.proof(earlier, leaves[..<later])
                func check(_ path: [Digest], _ earlierRoot: Digest, _ laterRoot: Digest) throws {
                    try ConsistencyProof(
                        earlierSize: UInt64(earlier),
                        laterSize: UInt64(later),
                        path: path
                    ).verify(earlierRoot: earlierRoot, laterRoot: laterRoot)
                }
                #expect(throws: Never.self) { try check(path, earlierRoot, laterRoot) }
                #expect(throws: LedgerError.self) { try check(path, stranger, laterRoot) }
                #expect(throws: LedgerError.self) { try check(path, earlierRoot, stranger) }
                for wrong in Self.alterations(of: path, stranger) {
                    #expect(throws: LedgerError.self) { try check(wrong, earlierRoot, laterRoot) }
                }
            }
        }
    }

    @Test func consistencyWithTheEmptyTreeNeedsNoHashes() throws {
        let root = MerkleTree.leafHash([1])
        let proof = ConsistencyProof(earlierSize: 0, laterSize: 1, path: [])
        try proof.verify(earlierRoot: MerkleTree.emptyRoot, laterRoot: root)
        #expect(throws: LedgerError.self) { try proof.verify(earlierRoot: root, laterRoot: root) }
        let shrinking = ConsistencyProof(earlierSize: 2, laterSize: 1, path: [])
        #expect(throws: LedgerError.self) { try shrinking.verify(earlierRoot: root, laterRoot: root) }
    }

    /// Each hash replaced, one too few, one too many at either end.
    static func alterations(of path: [Digest], _ stranger: Digest) -> [[Digest]] {
        var altered = path.indices.map { position in
            var copy = path
            copy[position] = stranger
            return copy
        }
        if !path.isEmpty { altered += [Array(path.dropLast()), Array(path.dropFirst())] }
        return altered + [path + [stranger], [stranger] + path]
    }
}
