import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Corrections beside stores, amendments, readers and erasures in one process.
@Suite struct RectificationRaceTests {
    /// What is acknowledged is there or was corrected after it was shown; what is erased was shown to whoever corrected.
    @Test func amendmentsAndStoresAgainstCorrections() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                let form = try await controller.storeForm(for: patient)
                let amended = Shared<Set<Int32>>([])
                let corrected = Shared<[Int32]>([])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for round in 0..<UInt64(60) {
                            _ = try await controller.store(Sample.content(200, seed: round), for: patient)
                        }
                    }
                    group.addTask {
                        for round in 0..<UInt64(8) {
                            let content = Sample.content(100, seed: round)
                            let intake = Intake(
                                source: BytesSource(content),
                                name: "x.bin",
                                facts: Sample.formFacts
                            )
                            do {
                                let stored = try await controller.amend(
                                    form,
                                    with: intake,
                                    by: StaffMember(Sample.staff)
                                )
                                amended.update { $0.insert(stored.version.rawValue) }
                            } catch let error as VaultError where error.code == .conflict {}
                        }
                    }
                    // While others amend, what was shown may be outdated at once; when they rest, it is not.
                    group.addTask {
                        for round in 0..<UInt8(20) {
                            do {
                                let result = try await controller.rectify(form, to: [round])
                                let version = try #require(result.stored?.version.rawValue)
                                corrected.update { $0.append(version) }
                                #expect(result.erasure != nil)
                            } catch let error as VaultError where error.code == .conflict {}
                        }
                    }
                    try await group.waitForAll()
                }
                try await controller.rectify(form, to: [99])
                let stored = try #require(try await controller.history(of: form).last?.version.rawValue)
                corrected.update { $0.append(stored) }
                print("amended \(amended.value.count) times, corrected \(corrected.value.count) times")
                let last = stored
                #expect(Set(corrected.value).isDisjoint(with: amended.value))
                let history = try await controller.history(of: form)
                // Every version is one that somebody was told of.
                #expect(Int(last) == 2 + amended.value.count + corrected.value.count)
                #expect(history.map(\.version.rawValue) == [last])
                for version in 1..<last {
                    await expectError(.erased) {
                        _ = try await controller.bytes(of: form, version: version)
                    }
                }
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
            }
        }
    }

    /// Whichever comes first, in the end the record is erased with every version it ever had.
    @Test func theErasureOfARecordAgainstItsCorrection() async throws {
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open { controller, _ in
                let patient = copy.sample.leaving.patient
                for _ in 0..<4 {
                    let record = try await controller.storeForm(
                        RecordFacts(recordClass: .wellnessData, facts: [:]),
                        for: patient
                    )
                    async let correction: Void = {
                        do {
                            _ = try await controller.rectify(record, to: [1, 2, 3])
                        } catch let error as VaultError
                            where [.closed, .erased, .conflict].contains(error.code)
                        {}
                    }()
                    _ = try await controller.erase(.records([record]))
                    try await correction
                    await controller.expectErased(record)
                    await expectError(.erased) { _ = try await controller.bytes(of: record, version: 1) }
                }
                try await controller.expectSound()
            }
        }
    }

    /// A reader of a version that turns out to be wrong stops, and hands out nothing after that.
    @Test func aReaderOfAnOldVersionIsCutOff() async throws {
        let isPunctured = Shared(false)
        let faults = FaultPlan { step in if step == .shredPunctured { isPunctured.update { $0 = true } } }
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            try await copy.open(faults: faults) { controller, _ in
                let content = Sample.content(6 << 20, seed: 3)
                let intake = Intake(source: BytesSource(content), name: "x", facts: Sample.formFacts)
                let staff = StaffMember(Sample.staff)
                let record = try await controller.store(intake, for: copy.sample.leaving.patient, by: staff)
                    .record
                let (begins, begin) = AsyncStream<Void>.makeStream()
                let received = Shared<[UInt8]>([])
                async let correction = {
                    for await _ in begins {}
                    return try await controller.rectify(record, to: [1, 2, 3])
                }()
                await expectError(.closed) {
                    try await controller.read(record, by: staff, for: .treatment) { piece in
                        received.update { $0 += piece }
                        begin.finish()
                        // The reader is slow: it comes back only when the keys are gone.
                        let deadline = ContinuousClock.now + .seconds(20)
                        while !isPunctured.value, ContinuousClock.now < deadline { usleep(1000) }
                    }
                }
                #expect(try await correction.erasure?.versions == 1)
                let count = received.value.count
                #expect(count > 0 && count < content.count)
                #expect(content.starts(with: received.value))
                #expect(try await controller.bytes(of: record) == [1, 2, 3])
                try await controller.expectSound()
            }
        }
    }
}
