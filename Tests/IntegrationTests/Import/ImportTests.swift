import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Many documents stored together: the use case behind `lethe import`.
@Suite struct ImportTests {
    /// Every document becomes a record of its patient, whatever finds them, and can be read back; of those that cannot be
    /// stored each is named with the reason, and none keeps the others from it.
    @Test func storesWhatItCanAndNamesTheRest() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let (first, second) = (
                    try await controller.register("urn:mrn|import-1"), copy.sample.staying.patient
                )
                let day = try #require(Day(iso8601: "2026-01-02"))
                let care = try #require(EpisodeEvents(begun: day, completed: nil, site: nil, label: nil))
                _ = try await controller.openEpisode(of: first, events: care, by: StaffMember(Sample.staff))
                _ = try await controller.erase(.patient(copy.sample.leaving.patient))
                let identifier = try #require(PatientIdentifier("urn:mrn|import-1"))
                let nobody = try #require(PatientIdentifier("urn:mrn|nobody"))
                let large = Sample.content(300_000, seed: 5)
                var items = (1...300).map { number in
                    ImportRun.item(number, number % 2 == 0 ? .patient(second) : .identified(identifier))
                }
                items += [
                    ImportRun.item(301, .identified(nobody)),
                    ImportRun.item(302, .patient(copy.sample.leaving.patient)),
                    ImportRun.item(303, .patient(first), facts: ["treatment.completed": "someday"]),
                    ImportRun.item(304, .patient(first), episode: 2),
                    ImportRun.item(305, .patient(first), episode: 1),
                    ImportRun.item(306, .patient(first), content: large),
                    ImportRun.item(307, .patient(first), source: BrokenSource()),
                ]
                let results = try await ImportRun(controller).run(items)
                #expect(results.stored.count == 302)
                #expect(Set(results.refused.keys) == [301, 302, 303, 304, 307])
                #expect(results.refused[302] == "this patient was erased")
                #expect(results.refused[301]?.hasPrefix("there is no such patient") == true)
                for number in [1, 2, 299, 300] {
                    let record = try #require(results.stored[number])
                    #expect(try await controller.bytes(of: record) == ImportRun.content(number))
                }
                #expect(try await controller.bytes(of: try #require(results.stored[306])) == large)
                // Each of the two has their own, and the identity.
                #expect(try await controller.records(of: first).count == 153)
                try await controller.expectSound()
                try await controller.expectWhole(copy.sample.staying)
            }
        }
    }

    /// What has a source id is stored once, however often and by however many it is imported at a time.
    @Test func storesNothingTwice() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|import-1")
                let items = (1...40).map { ImportRun.item($0, .patient(patient), source: "a|\($0)") }
                async let one = ImportRun(controller).run(items)
                async let other = ImportRun(controller).run(items.reversed())
                let (first, second) = try await (one, other)
                #expect(first.stored.count + second.stored.count == 40)
                let again = try await ImportRun(controller).run(items)
                #expect(again.stored.isEmpty && again.known.count == 40)
                for (number, record) in again.known {
                    #expect(record == first.stored[number] ?? second.stored[number])
                }
                #expect(try await controller.records(of: patient).count == 41)
                // The same id of another patient's document is a mistake, and nothing is passed over silently.
                let mistaken = ImportRun.item(1, .patient(copy.sample.staying.patient), source: "a|1")
                let refused = try await ImportRun(controller).run([mistaken])
                #expect(refused.refused[1] == "its source id names a record of another patient")
                try await controller.expectSound()
            }
        }
    }

    /// Source ids outlive what is not erased: amendments, corrections, moves, renewals of the index and of all keys.
    @Test func sourceIDsStayWithTheirRecords() async throws {
        try await VaultCopy.lend { copy in
            let patient = try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|import-1")
                let other = try await controller.register("urn:mrn|import-2")
                func item(_ number: Int, _ owner: PatientID) -> ImportItem {
                    ImportRun.item(number, .patient(owner), source: "a|\(number)")
                }
                let stored = try await ImportRun(controller).run((1...6).map { item($0, patient) }).stored
                let records = try (1...6).map { try #require(stored[$0]) }
                _ = try await controller.amend(records[0], to: Sample.secondNote)
                try await controller.move(records[1], to: other)
                _ = try await controller.erase(.records([records[2]]))
                _ = try await controller.renewIndex()
                _ = try await controller.renewKeys()
                _ = try await controller.renewIndex()
                let again = try await ImportRun(controller).run(
                    [item(1, patient), item(2, other), item(3, patient), item(4, patient)]
                )
                #expect(again.known[1] == records[0] && again.known[2] == records[1])
                // Nothing is left of an id whose record was erased.
                #expect(again.stored[3] != nil && again.known[4] == records[3])
                try await controller.expectSound()
                return patient
            }
            try await copy.open { controller, _ in
                let items = [4, 5].map { ImportRun.item($0, .patient(patient), source: "a|\($0)") }
                #expect(try await ImportRun(controller).run(items).known.count == 2)
                _ = try await controller.erase(.patient(patient))
                try await controller.expectSound()
            }
        }
    }

    /// A key renewal, an index renewal and erasures while documents come in: all is stored once, in the tree of then.
    @Test func goesOnBesideErasuresAndRenewals() async throws {
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                var patients: [PatientID] = []
                for number in 1...8 {
                    patients.append(try await controller.register("urn:mrn|import-\(number)"))
                }
                let items = (0..<1200).map { number in
                    ImportRun.item(number, .patient(patients[number % 8]), source: "a|\(number)")
                }
                async let imported = ImportRun(controller).run(items)
                _ = try await controller.renewIndex()
                _ = try await controller.renewKeys()
                _ = try await controller.erase(.patient(patients[0]))
                let results = try await imported
                let refused = results.refused.keys
                #expect(refused.allSatisfy { $0 % 8 == 0 }, "nobody else is refused")
                #expect(results.stored.count + refused.count == items.count)
                let again = try await ImportRun(controller).run(items.filter { $0.number % 8 != 0 })
                #expect(again.known.count == 1050 && again.stored.isEmpty)
                try await controller.expectSound()
            }
        }
    }
}
