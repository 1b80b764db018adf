import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Stores, amendments, readers and erasures at the same time in one process.
@Suite struct RaceTests {
    /// What was acknowledged, by whoever asked.
    private struct Acknowledged {
        let record: RecordID
        let version: Int32
        let content: [UInt8]
    }

    /// Stores and amendments of one patient go on until the patient is closed.
    ///
    /// The certificate counts exactly what was acknowledged: nothing came in after the fence, and nothing that was
    /// acknowledged is missing from it.
    @Test func storesAndAmendmentsAgainstTheErasureOfThePatient() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let person = copy.sample.leaving
                let acknowledged = Shared<[Acknowledged]>([])
                let result = try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in 0..<6 {
                        group.addTask {
                            try await Self.untilClosed { round in
                                let content = Sample.content(200 + worker, seed: UInt64(round))
                                let record = try await controller.store(content, for: person.patient)
                                acknowledged.update {
                                    $0.append(.init(record: record, version: 1, content: content))
                                }
                            }
                        }
                        group.addTask {
                            try await Self.untilClosed { round in
                                let content = Sample.content(100 + worker, seed: UInt64(round))
                                do {
                                    let version = try await controller.amend(person.note, to: content)
                                    acknowledged.update {
                                        $0.append(
                                            .init(
                                                record: person.note,
                                                version: version.rawValue,
                                                content: content
                                            )
                                        )
                                    }
                                } catch let error as VaultError where error.code == .conflict {}
                            }
                        }
                    }
                    while acknowledged.value.count < 40 { try await Task.sleep(for: .milliseconds(5)) }
                    let result = try await controller.erase(.patient(person.patient))
                    try await group.waitForAll()
                    return result
                }
                let all = acknowledged.value
                print(
                    "acknowledged \(all.count), erased \(result.versions) versions of \(result.records) records"
                )
                // The identity, two versions of the note, the scan, and what was acknowledged meanwhile.
                #expect(result.versions == 4 + all.count)
                #expect(result.records == 3 + all.count { $0.version == 1 })
                #expect(Set(all.map { "\($0.record) \($0.version)" }).count == all.count)
                for record in Set(all.map(\.record)) { await controller.expectErased(record) }
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }

    /// Amendments of many records while single ones are erased: what was acknowledged of the others is all there.
    @Test func amendmentsAgainstErasuresOfSingleRecords() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                var records: [RecordID] = []
                for number in 0..<6 {
                    records.append(
                        try await controller.store(Sample.content(500, seed: UInt64(number)), for: patient)
                    )
                }
                let leaving = Array(records.prefix(4))
                let staying = Array(records.suffix(2))
                let acknowledged = Shared<[Acknowledged]>([])
                let erased = Shared(0)
                let isOver = Shared(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for record in records + records {
                        group.addTask {
                            try await Self.untilClosed(orOver: { isOver.value }) { round in
                                let content = Sample.content(300, seed: UInt64(round))
                                do {
                                    let version = try await controller.amend(record, to: content)
                                    acknowledged.update {
                                        $0.append(
                                            .init(record: record, version: version.rawValue, content: content)
                                        )
                                    }
                                } catch let error as VaultError where error.code == .conflict {}
                            }
                        }
                    }
                    while acknowledged.value.count < 30 { try await Task.sleep(for: .milliseconds(5)) }
                    try await withThrowingTaskGroup(of: Void.self) { erasures in
                        for record in leaving {
                            erasures.addTask {
                                let result = try await controller.erase(.records([record]))
                                erased.update { $0 += result.versions }
                            }
                        }
                        try await erasures.waitForAll()
                    }
                    isOver.update { $0 = true }
                    try await group.waitForAll()
                }
                let all = acknowledged.value
                #expect(erased.value == 4 + all.count { leaving.contains($0.record) })
                for record in leaving { await controller.expectErased(record) }
                for version in all where staying.contains(version.record) {
                    let bytes = try await controller.bytes(of: version.record, version: version.version)
                    #expect(bytes == version.content)
                }
                for record in staying {
                    let amendments = all.count { $0.record == record }
                    #expect(try await controller.history(of: record).count == 1 + amendments)
                }
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
            }
        }
    }

    /// One patient is erased once, however many ask for it.
    @Test func manyErasuresOfOnePatient() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let outcomes = await withTaskGroup(of: String.self) { group in
                    for _ in 0..<5 {
                        group.addTask {
                            do {
                                return try await controller.erase(.patient(patient)).certificate.id
                                    .description
                            } catch {
                                return (error as? VaultError)?.code.rawValue ?? "\(error)"
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                let certificates = try await controller.certificates().map(\.id.description)
                #expect(certificates.count == 1)
                #expect(outcomes.filter(certificates.contains).count == 1)
                #expect(outcomes.filter { $0 == "erased" }.count == 4)
                try await controller.expectSound()
            }
        }
    }

    /// Registrations, finds and index renewals do not lose anybody.
    @Test func registrationsAgainstIndexRenewals() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let patients = try await withThrowingTaskGroup(of: (String, PatientID)?.self) { group in
                    for number in 0..<20 {
                        let identifier = "urn:mrn|race-\(number)"
                        group.addTask { (identifier, try await controller.register(identifier)) }
                    }
                    for _ in 0..<3 {
                        group.addTask {
                            _ = try await controller.renewIndex()
                            return nil
                        }
                    }
                    var registered: [(identifier: String, patient: PatientID)] = []
                    for try await case let (identifier, patient)? in group {
                        registered.append((identifier, patient))
                    }
                    return registered
                }
                for (identifier, patient) in patients {
                    let known = try #require(PatientIdentifier(identifier))
                    #expect(try await controller.find(known) == [patient])
                }
                try await controller.expectSound()
            }
        }
    }

    /// A reader in the middle of a large document stops when its record is erased, and hands out nothing after that.
    @Test func readerStopsWhenItsRecordIsErased() async throws {
        await BlockedThreads.turn.enter()
        defer { BlockedThreads.turn.leave() }
        let isPunctured = Shared(false)
        let faults = FaultPlan { step in if step == .shredPunctured { isPunctured.update { $0 = true } } }
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open(faults: faults) { controller, _ in
                let content = Sample.content(6 << 20, seed: 3)
                let record = try await controller.store(content, for: copy.sample.leaving.patient)
                let (begins, begin) = AsyncStream<Void>.makeStream()
                let received = Shared<[UInt8]>([])
                async let erasure = {
                    for await _ in begins {}
                    return try await controller.erase(.records([record]))
                }()
                await expectError(.closed) {
                    try await controller.read(record, by: StaffMember(Sample.staff), for: .treatment) {
                        piece in
                        received.update { $0 += piece }
                        begin.finish()
                        // The reader is slow: it comes back only when the keys are gone.
                        let deadline = ContinuousClock.now + .seconds(20)
                        while !isPunctured.value, ContinuousClock.now < deadline { usleep(1000) }
                    }
                }
                #expect(try await erasure.versions == 1)
                let count = received.value.count
                #expect(count > 0 && count < content.count)
                #expect(content.starts(with: received.value))
                await controller.expectErased(record)
                try await controller.expectSound()
            }
        }
    }

    /// Repeats until the patient or record is closed or erased; any other failure is one.
    private static func untilClosed(
        orOver isOver: () -> Bool = { false },
        _ body: (_ round: Int) async throws -> Void
    ) async throws {
        for round in 0... {
            if isOver() { return }
            do {
                try await body(round)
            } catch let error as VaultError where error.code == .closed || error.code == .erased {
                return
            }
        }
    }
}
