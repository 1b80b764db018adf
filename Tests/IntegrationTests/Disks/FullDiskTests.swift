import Foundation
import PostgresClient
import TestSupport
import Testing
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// A disk that is full, each in turn, on a file system of its own: what is said, that nothing acknowledged is lost, and that
/// it goes on by itself once there is room.
@Suite(.enabled(if: LoopDevice.isPossible, "needs root, mkfs.ext4 and loop devices"), .serialized)
struct FullDiskTests {
    private func store(_ size: Int, in controller: ControllerVault, for patient: PatientID) async throws
        -> RecordID
    {
        let intake = Intake(source: StampedSource(size: size), name: "scan.dcm", facts: Sample.facts)
        return try await controller.store(intake, for: patient, by: StaffMember(Sample.staff)).record
    }

    /// Expects a sentence about room on a disk.
    private func expectNoRoom(
        _ sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () async throws -> Void
    )
        async
    {
        do {
            try await body()
            Issue.record("there was room", sourceLocation: sourceLocation)
        } catch {
            #expect("\(error)".contains("no space is left"), "\(error)", sourceLocation: sourceLocation)
        }
    }

    @Test func ofLargeParts() async throws {
        try await VaultCopy.lend { copy in
            let blobs = copy.vault.path + "/blobs"
            let device = try LoopDevice(over: blobs)
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                try device.fill(leaving: 2 << 20)
                let left = device.free
                await expectNoRoom { _ = try await store(4_000_000, in: controller, for: patient) }
                // What had been written is given back.
                #expect(device.free >= left - 65_536)
                // What needs none of it goes on.
                let small = try await controller.store([1, 2, 3], for: patient)
                #expect(try await controller.bytes(of: small) == [1, 2, 3])
                try await controller.expectWhole(copy.sample.staying)
                // Erasing makes room.
                #expect(try await controller.erase(.patient(copy.sample.leaving.patient)).versions == 4)
                try device.clear()
                let large = try await store(4_000_000, in: controller, for: patient)
                #expect(try await controller.bytes(of: large).count == 4_000_000)
                try await controller.expectSound()
            }
        }
    }

    @Test func ofTheLedger() async throws {
        try await VaultCopy.lend { copy in
            let ledger = copy.vault.path + "/ledger"
            let device = try LoopDevice(over: ledger)
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                try device.fill()
                var records: [RecordID] = []
                for number in 0..<3 {
                    // Storing does not wait for the ledger.
                    records.append(try await controller.store([UInt8(number)], for: patient))
                    await expectNoRoom { try await controller.flush() }
                }
                try await controller.expectWhole(copy.sample.staying)
                try device.clear()
                for (number, record) in records.enumerated() {
                    #expect(try await controller.bytes(of: record) == [UInt8(number)])
                }
                try await controller.expectSound()
                for record in records {
                    #expect(try await controller.history(of: record).first?.entry != nil)
                }
            }
        }
    }

    @Test(.enabled(if: Acceptance.isOn, "LETHE_ACCEPT is not set"), arguments: [0, 1])
    func ofAPlaceOfTheKeySafe(place: Int) async throws {
        try await VaultCopy.lend { copy in
            let device = try LoopDevice(over: copy.places[place])
            try await copy.open { controller, open in
                try device.fill()
                let person = copy.sample.leaving
                await expectError(.pending) { _ = try await controller.erase(.patient(person.patient)) }
                // Which place, and why.
                let state = try #require(try await controller.overview().places.dropFirst(place).first).state
                #expect(state.contains("no space is left"), "\(state)")
                // It is closed, and stays so; the others are read, and stored for.
                await expectError(.closed) { _ = try await controller.bytes(of: person.note) }
                try await controller.expectWhole(copy.sample.staying)
                let record = try await controller.store([7], for: copy.sample.staying.patient)
                try device.clear()
                try await open.vault.finishErasures()
                try await open.vault.finishRenewals()
                #expect(try await controller.overview().waiting == 0)
                await controller.expectErased(person.note)
                #expect(try await controller.bytes(of: record) == [7])
                try await controller.expectSound()
            }
        }
    }

    /// The disk of the vault's own PostgreSQL: storing ends while there is room for erasures; a neighbour that takes the rest
    /// stops PostgreSQL, and the server starts it again when there is room.
    @Test(.enabled(if: Acceptance.isOn, "LETHE_ACCEPT is not set"))
    func ofTheDatabase() async throws {
        try await VaultCopy.lend { copy in
            let device = try LoopDevice(over: copy.vault.cluster, size: "400M")
            try await copy.served {
                let patient = copy.sample.staying.patient.description
                let file = try copy.file(Sample.content(200_000, seed: 5), named: "in.bin")
                let store = ["record", "store", file, "--patient", patient] + Sample.classOptions
                let first = try await copy.care(store).done()
                try device.fill(leaving: 60 << 20)
                let refused = try await copy.care(store)
                #expect(
                    refused.code == 1 && refused.talk.contains("the disk of the database is full"),
                    "\(refused.talk)"
                )
                // Erasing goes on.
                let erased = try await copy.care(
                    "patient",
                    "erase",
                    copy.sample.leaving.patient.description,
                    "--ground",
                    "Art 17(1)(b) GDPR",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                erased.expectDone()
                try device.fill()
                try await Self.exhaust(copy)
                let dead = try await copy.care("patient", "show", patient)
                #expect(dead.code == 1 && dead.talk.contains("postgresql"), "\(dead.talk)")
                try device.clear()
                var again = try await copy.care(store)
                for _ in 0..<60 where again.code != 0 {
                    try await Task.sleep(for: .milliseconds(500))
                    again = try await copy.care(store)
                }
                for answer in [first, try again.done()] {
                    let record = try #require(answer["record"]?.stringValue)
                    let read = try await copy.care("record", "read", record, "--purpose", "treatment")
                    #expect(read.output == Sample.content(200_000, seed: 5))
                }
                let check = try await copy.lethe(["vault", "check", "--deep"])
                check.expectDone()
            }
        }
    }

    /// Writes into PostgreSQL's log until it stops for want of room.
    private static func exhaust(_ copy: VaultCopy) async throws {
        let connection = PostgresConnection(
            try EmbeddedCluster(directory: copy.vault.cluster).administratorSettings
        )
        do {
            for _ in 0..<200 {
                try await connection.withSession(scope: nil) { session in
                    _ = try session.query(
                        "SELECT pg_logical_emit_message(true, 'filler', repeat('x', 4000000))"
                    )
                }
            }
            Issue.record("PostgreSQL went on without room")
        } catch {
            await connection.close()
        }
    }
}
