import Testing
import VaultCrypto
import VaultModel

@Suite struct StatementTests {
    private func terms(
        scope: String = "patient",
        ground: String = "Art 17(1)(b) GDPR",
        approvers: [String] = ["Dr. Änne Müller", "José Núñez"],
        rulebookName: String = "Rules of 1 Nov 2026",
        rulebookDigest: String = String(repeating: "5e", count: 32),
        closed: Int64 = 1_795_356_183
    ) -> ErasureTerms {
        ErasureTerms(
            scope: scope,
            ground: ground,
            approvers: approvers,
            rulebookName: rulebookName,
            rulebookDigest: rulebookDigest,
            closedForReadingSince: Timestamp(secondsSinceEpoch: closed)
        )
    }

    private func records() throws -> [Statement] {
        let controller = ControllerID.random()
        let at = Timestamp(secondsSinceEpoch: 1_795_356_183)
        let part = RecordStatement.Part(size: 5, digest: SHA256.hash([1, 2, 3, 4, 5]))
        let record = RecordID.random()
        let first = RecordStatement(record: record, version: .first, parts: [part], previous: nil)
        let second = RecordStatement(
            record: record,
            version: .first.next,
            parts: [part, part],
            previous: .randomPadding()
        )
        let annex = ErasureAnnex(versions: [
            .init(record: record, version: .first.next, commitment: .randomPadding()),
            .init(record: record, version: .first, commitment: .randomPadding()),
        ])
        let erasure = ErasureStatement(shred: .random(), annex: annex, terms: terms())
        let day = try #require(Day(year: 2027, month: 1, day: 1))
        let signers = RulebookStatement.Signers(author: .random(), approver: .random())
        let signed = RulebookStatement(digest: annex.digest, activeFrom: day, signers: signers)
        let unsigned = RulebookStatement(digest: annex.digest, activeFrom: day, signers: nil)
        let rectification = RectificationStatement(
            record: record,
            corrected: [.init(number: .first, commitment: .randomPadding())],
            correction: .init(number: .first.next, commitment: .randomPadding()),
            outcome: .overwritten,
            rulebook: annex.digest,
            ground: "Art 16 GDPR"
        )
        func move(_ side: MoveStatement.Side) -> MoveStatement {
            MoveStatement(
                shred: .random(),
                by: "Dr. Weiß",
                side: side,
                rulebook: annex.digest,
                ground: "Art 16 GDPR"
            )
        }
        let events: [Statement.Event] = [
            .record(first), .record(second), .erasure(erasure), .rulebook(signed), .rulebook(unsigned),
            .rectification(rectification),
            .reconciliation(.init(knownEntries: 16, entries: 64, unexplained: 48, erasures: 2)),
            .merge(.init(outcome: .merged, by: "Dr. Weiß", reason: "registered twice")),
            .merge(.init(outcome: .separated, by: "Dr. Weiß", reason: "two persons")),
            .move(move(.left(2))), .move(move(.arrived(annex.versions))),
        ]
        return events.map {
            Statement(origin: "example.org/lethe/1", controller: controller, at: at, event: $0)
        }
    }

    @Test func decodesWhatItEncodes() throws {
        for statement in try records() {
            #expect(try Statement(decoding: statement.bytes) == statement)
        }
    }

    @Test func hasTheOneSpelling() throws {
        let statement = Statement(
            origin: "example.org/lethe/1",
            controller: try #require(ControllerID("00000000-0000-4000-8000-000000000001")),
            at: Timestamp(secondsSinceEpoch: 0),
            event: .record(
                RecordStatement(
                    record: try #require(RecordID("00000000-0000-4000-8000-000000000002")),
                    version: .first,
                    parts: [.init(size: 0, digest: SHA256.hash([]))],
                    previous: nil
                )
            )
        )
        #expect(
            String(decoding: statement.bytes, as: UTF8.self)
                == #"{"at":"1970-01-01T00:00:00Z","controller":"00000000-0000-4000-8000-000000000001","#
                + #""format":"lethe.statement.v1","kind":"record","origin":"example.org/lethe/1","parts":[{"sha256":"#
                + #""e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855","size":0}],"#
                + #""record":"00000000-0000-4000-8000-000000000002","version":1}"#
        )
    }

    @Test func refusesEveryOtherSpelling() throws {
        for statement in try records() {
            let text = String(decoding: statement.bytes, as: UTF8.self)
            let others = [
                text + " ", " " + text, text.replacing("\"kind\"", with: "\"Kind\""),
                text.replacing("statement.v1", with: "statement.v2"),
                text.replacing("\"kind\":\"record\"", with: "\"kind\":\"other\""),
                text.replacing("\"version\":1", with: "\"version\":0"),
                text.replacing("{\"at\"", with: "{\"aa\":1,\"at\""),
                text.replacing("\"at\":\"2026", with: "\"at\":\"2026-"),
                text.replacing("\"previous\":\"", with: "\"previous\":\"0"),
                text.replacing("\"size\":5", with: "\"size\":-5"),
                text.replacing("\"versions\":2", with: "\"versions\":\"2\""),
                text.replacing("\"author\":", with: "\"auther\":"),
                text.replacing("2027-01-01", with: "2027-1-01"),
                text.replacing("overwrite_ok", with: "overwrite"),
                text.replacing("\"version\":2", with: "\"version\":1"),
                "", "{}", "[]", "null",
            ]
            for other in others where other != text {
                try CryptoErrorCheck(.statement).callAsFunction { () throws(CryptoError) in
                    _ = try Statement(decoding: Array(other.utf8))
                }
            }
        }
    }

    @Test func everyChangedByteIsNoticed() throws {
        for statement in try records() {
            for index in statement.bytes.indices {
                var changed = statement.bytes
                changed[index] ^= 1
                if let decoded = try? Statement(decoding: changed) { #expect(decoded != statement) }
            }
        }
    }

    @Test func theFirstVersionHasNoneBefore() throws {
        for statement in try records() {
            guard case .record(let record) = statement.event, record.previous == nil else { continue }
            let text = String(decoding: statement.bytes, as: UTF8.self)
            let previous = Commitment.randomPadding().hex
            let forged = text.replacing("\"record\":", with: "\"previous\":\"\(previous)\",\"record\":")
            #expect(forged != text)
            #expect(throws: CryptoError.self) { try Statement(decoding: Array(forged.utf8)) }
        }
    }

    @Test func theAnnexIsSortedSaltedAndStrict() throws {
        let versions = (0..<20).map { _ in
            ErasureAnnex.Version(record: .random(), version: .first, commitment: .randomPadding())
        }
        let annex = ErasureAnnex(versions: versions)
        #expect(try ErasureAnnex(decoding: annex.bytes) == annex)
        #expect(annex.versions.map(\.record) == annex.versions.map(\.record).sorted())
        #expect(
            ErasureAnnex(versions: versions).digest != annex.digest,
            "the digest says nothing about the list"
        )
        #expect(ErasureAnnex(versions: versions + versions).versions == annex.versions)
        let first = try #require(versions.first)
        let twice = ErasureAnnex(versions: [
            first, .init(record: first.record, version: first.version, commitment: .randomPadding()),
        ])
        #expect(throws: CryptoError.self) { try ErasureAnnex(decoding: twice.bytes) }
        let statement = ErasureStatement(shred: .random(), annex: annex, terms: terms())
        #expect(statement.records == 20 && statement.versions == 20 && statement.annex == annex.digest)
        let text = String(decoding: annex.bytes, as: UTF8.self)
        for other in [text + "\n", text.replacing("annex.v1", with: "annex.v2"), "{}"] {
            #expect(throws: CryptoError.self) { try ErasureAnnex(decoding: Array(other.utf8)) }
        }
    }

    @Test func theTermsHaveOneSpellingAndBindEachOfTheirMembers() throws {
        let same = terms()
        #expect(
            String(decoding: same.bytes, as: UTF8.self)
                == #"{"approvers":["Dr. Änne Müller","José Núñez"],"closed_for_reading_since":"2026-11-22T14:03:03Z","#
                + #""format":"lethe.terms.v1","ground":"Art 17(1)(b) GDPR","rulebook":{"digest":""#
                + String(repeating: "5e", count: 32) + #"","name":"Rules of 1 Nov 2026"},"scope":"patient"}"#
        )
        #expect(try ErasureTerms(decoding: same.bytes) == same)
        let others = [
            terms(scope: "records"), terms(ground: "Art 17(1)(d) GDPR"), terms(approvers: []),
            terms(approvers: ["José Núñez", "Dr. Änne Müller"]),
            // The same to the eye and to Unicode, other bytes.
            terms(approvers: ["Dr. A\u{308}nne Müller", "José Núñez"]),
            terms(rulebookName: "Rules of 2 Nov 2026"),
            terms(rulebookDigest: String(repeating: "5f", count: 32)), terms(closed: 1_795_356_184),
        ]
        #expect(Set(others.map(\.digest)).union([same.digest]).count == others.count + 1)
        let annex = ErasureAnnex(versions: [])
        #expect(ErasureStatement(shred: .random(), annex: annex, terms: same).terms == same.digest)
        let text = String(decoding: same.bytes, as: UTF8.self)
        let spellings = [
            text + "\n", text.replacing("terms.v1", with: "terms.v2"),
            text.replacing("{\"app", with: "{\"a\":1,\"app"), text.replacing("[\"Dr", with: "[1,\"Dr"),
            text.replacing("\"digest\"", with: "\"a\":1,\"digest\""),
            text.replacing("03Z", with: "03+00:00"), "{}", "",
        ]
        for other in spellings {
            #expect(other != text)
            #expect(throws: CryptoError.self, "\(other)") { try ErasureTerms(decoding: Array(other.utf8)) }
        }
    }
}
