import Foundation
import Testing
import VaultCore
import VaultModel

/// An invented house is what its seed says, and is stored as any other.
@Suite struct GeneratedHouseTests {
    private static let staff = StaffMember(Sample.staff)

    @Test func theSameSeedGivesTheSame() throws {
        let house = try #require(GeneratedHouse(patients: 7, records: 60, largest: 20, seed: 3))
        let same = try #require(GeneratedHouse(patients: 7, records: 60, largest: 20, seed: 3))
        let other = try #require(GeneratedHouse(patients: 7, records: 60, largest: 20, seed: 4))
        #expect((0..<7).reduce(0) { $0 + house.records(of: $1) } == 60)
        #expect(house.records(of: 0) == 20)
        for patient in 0..<7 {
            #expect(house.identity(of: patient) == same.identity(of: patient))
            #expect(house.identity(of: patient)?.identifiers != other.identity(of: patient)?.identifiers)
            for number in 1..<house.records(of: patient) {
                let (one, two) = (house.document(number, of: patient), same.document(number, of: patient))
                #expect(try one.source.read(at: 0, count: 4096) == two.source.read(at: 0, count: 4096))
                #expect(one.facts == two.facts && one.recordClass == two.recordClass)
            }
        }
        #expect(
            try house.document(1, of: 0).source.read(at: 0, count: 4096)
                != other.document(1, of: 0).source.read(at: 0, count: 4096)
        )
        #expect(GeneratedHouse(patients: 10, records: 19, largest: 11, seed: 1) == nil)
        #expect(GeneratedHouse(patients: 1, records: 5, largest: 4, seed: 1) == nil)
    }

    /// Everybody is found, every file has its records, the documents are what was drawn, and every invariant holds.
    @Test func aHouseIsStored() async throws {
        try await VaultCopy.lend { copy in
            let house = try #require(GeneratedHouse(patients: 12, records: 400, largest: 150, seed: 9))
            try await copy.open { _, open in
                let controller = try await open.vault.controller(named: Sample.otherController)
                var told = 0
                try await controller.generate(house, by: Self.staff) { told = $0 }
                #expect(told == 400)
                for patient in [0, 1, 11] {
                    let identifier = try #require(house.identifier(of: patient))
                    let id = try #require(try await controller.find(identifier).first)
                    let shown = try await controller.records(of: id)
                    #expect(shown.count == house.records(of: patient))
                    let last = house.records(of: patient) - 1
                    let record = try #require(shown.first { $0.metadata.parts[0].name == "\(last).txt" })
                    let bytes = try await controller.bytes(of: record.record)
                    #expect(try bytes == house.document(last, of: patient).source.read(at: 0, count: 1 << 16))
                }
                try await controller.expectSound()
                // What is not empty any more takes no other house.
                await expectError(.denied) {
                    try await controller.generate(house, by: Self.staff) { _ in }
                }
            }
            let refused = try await copy.lethe([
                "bench", "generate", "--as", Sample.staff, "--controller", Sample.controller,
            ])
            #expect(refused.code == 2, "\(refused.talk)")
        }
    }

    /// A file that was found whole is opened again when it changes, and all are when the whole vault is checked.
    @Test func aCheckKnowsWhatItHasSeen() async throws {
        try await VaultCopy.lend { copy in
            let house = try #require(GeneratedHouse(patients: 4, records: 300, largest: 200, seed: 2))
            try await copy.open { _, open in
                let controller = try await open.vault.controller(named: Sample.otherController)
                try await controller.generate(house, by: Self.staff) { _ in }
                try await controller.expectSound()
            }
            // The disk spoils the facts of one document of two patients each, who both were found whole.
            try await copy.database { session in
                let spoiled = try session.execute(
                    """
                    UPDATE record_versions v SET sealed_facts = sealed_meta
                    WHERE slot IN (SELECT max(slot) FROM record_versions
                        WHERE controller_id = 2 AND patient_no > 0 GROUP BY patient_no ORDER BY 1 LIMIT 2)
                        AND controller_id = 2
                    """
                )
                #expect(spoiled == 2)
            }
            try await copy.open { _, open in
                let controller = try await open.vault.controller(named: Sample.otherController)
                for isDeep in [false, true] {
                    let changed = CheckDepth(isDeep: isDeep, onlyChanged: true)
                    #expect(try await controller.check(changed).filter { !$0.holds }.isEmpty)
                }
                let first = try #require(house.identifier(of: 0))
                let patient = try #require(try await controller.find(first).first)
                _ = try await controller.store([1, 2, 3], for: patient)
                try await controller.flush()
                let shallow = CheckDepth(isDeep: false, onlyChanged: true)
                let broken = try await controller.check(shallow).filter { !$0.holds }
                #expect(broken.map(\.violation) == ["1 version"])
                let all = try await controller.check(CheckDepth(isDeep: false)).filter { !$0.holds }
                #expect(all.map(\.violation) == ["2 versions"])
                // What is broken has no mark.
                let again = try await controller.check(shallow).filter { !$0.holds }
                #expect(again.map(\.violation) == ["2 versions"])
            }
        }
    }
}
