import Testing
import VaultCrypto
import VaultModel

@testable import Ledger

struct SignedNoteTests {
    /// The example in the documentation of Go's `golang.org/x/mod/sumdb/note`.
    static let key = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
    static let note = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=

        """

    @Test(arguments: [
        key, "sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8",
        "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
    ])
    func publishedKeysAreRead(text: String) throws {
        #expect(try VerifierKey(text).text == text)
    }

    @Test func keysInAnyOtherFormAreRefused() {
        let material = "ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
        let wrong: [String] = [
            "", "PeterNeumann", "PeterNeumann+c74f20a3", "PeterNeumann+c74f20a4+\(material)",
            "PeterNeumann+C74F20A3+\(material)", "PeterNeuman+c74f20a3+\(material)", "+c74f20a3+\(material)",
            "\(Self.key)\n", " \(Self.key)", "\(Self.key)=", "Peter Neumann+c74f20a3+\(material)",
            "PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfs",
        ]
        for text in wrong {
            #expect(throws: LedgerError.self, "\(text)") { try VerifierKey(text) }
        }
    }

    @Test func aPublishedNoteVerifies() throws {
        let note = try SignedNote(decoding: Array(Self.note.utf8))
        let key = try VerifierKey(Self.key)
        #expect(try note.verify(with: [key]) == [key])
        #expect(note.encoded == Array(Self.note.utf8))
        let other = try VerifierKey("sum.golang.org+033de0ae+Ac4zctda0e5eza+HJyk9SxEdh+s3Ux18htTTAD8OuAn8")
        #expect(
            performing: { try note.verify(with: [other]) },
            throws: { ($0 as? LedgerError)?.code == .unsigned }
        )
        #expect(try note.verify(with: [other, key]) == [key])
    }

    @Test func everyAlteredByteOfANoteIsRefused() throws {
        let key = try VerifierKey(Self.key)
        let bytes = Array(Self.note.utf8)
        for index in bytes.indices {
            for change: UInt8 in [1, 2, 4, 8, 16, 32, 64, 128] {
                var altered = bytes
                altered[index] ^= change
                #expect(throws: LedgerError.self) { try SignedNote(decoding: altered).verify(with: [key]) }
            }
        }
    }

    @Test func notesInAnyOtherFormAreRefused() {
        let line = Self.note.split(separator: "\n")[2]
        let wrong: [String] = [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n\n\(line)", "text\n\n\(line)\n\n", "\n\(line)\n",
            "text\n\(line)\n", "text\r\n\n\(line)\n", "text\n\n\(line) \n", "text\n\n\(line)\n\(line)\n",
            "text\n\n- \(line.dropFirst(2))\n", "text\n\n— PeterNeumann \n",
            "text\n\n— PeterNeumann x08goA==\n",
            "text\n\n— Peter+Neumann \(line.split(separator: " ")[2])\n", "text\n\n\(line)\nx\n",
        ]
        for text in wrong {
            #expect(throws: LedgerError.self, "\(text)") { try SignedNote(decoding: Array(text.utf8)) }
        }
        #expect(throws: LedgerError.self) {
            try SignedNote(decoding: Array("t\u{e9}\n\n\(line)\n".utf8.dropFirst(2)))
        }
    }

    @Test func unknownSignaturesAreIgnoredAndTheTextMayHoldEmptyLines() throws {
        let key = SigningKey.generate()
        let own = try SignedNote(signing: "a\n\nb\n", as: "vault.example/1", with: key)
        let verifier = try VerifierKey(name: "vault.example/1", publicKey: key.publicKey)
        let other = SigningKey.generate()
        let cosigned = SignedNote(
            text: own.text,
            signatures: try SignedNote(signing: own.text, as: "witness", with: other).signatures
                + own.signatures
        )
        let read = try SignedNote(decoding: cosigned.encoded)
        #expect(read == cosigned)
        #expect(try read.verify(with: [verifier]) == [verifier])
        // The same name with another key is another signer; the same name and key with a wrong signature is fatal.
        let namesake = try VerifierKey(name: "vault.example/1", publicKey: other.publicKey)
        #expect(
            performing: { try read.verify(with: [namesake]) },
            throws: { ($0 as? LedgerError)?.code == .unsigned }
        )
        let forged = SignedNote(text: "a\n\nc\n", signatures: own.signatures)
        #expect(
            performing: { try forged.verify(with: [verifier]) },
            throws: { ($0 as? LedgerError)?.code == .badSignature }
        )
    }

    @Test func checkpointsHaveExactlyThreeLines() throws {
        let root = Base64.encode(MerkleTree.emptyRoot.bytes)
        #expect(try Checkpoint("vault.example/1\n0\n\(root)\n").size == 0)
        let wrong: [String] = [
            "", "vault.example/1\n0\n\(root)", "vault.example/1\n00\n\(root)\n",
            "vault.example/1\n+1\n\(root)\n",
            "vault.example/1\n-1\n\(root)\n", "vault.example/1\n18446744073709551616\n\(root)\n",
            "vault.example/1\n0\n\(root)\nextension\n", "\n0\n\(root)\n",
            "vault.example/1\n0\n\(root.dropLast())\n",
            "vault example\n0\n\(root)\n", "vault.example/1\n0\nAAAA\n", "vault.example/1\n\n\(root)\n",
        ]
        for text in wrong {
            #expect(throws: LedgerError.self, "\(text)") { try Checkpoint(text) }
        }
    }
}
