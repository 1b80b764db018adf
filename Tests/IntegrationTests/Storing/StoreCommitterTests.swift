import CoreMetrics
import Testing
import VaultModel

@testable import VaultCore

/// Which stores are written together, who waits, and who is sent away.
@Suite(.timeLimit(.minutes(1))) struct StoreCommitterTests {
    private let writes = HeldWrites()

    @Test func aStoreAloneIsWrittenByItself() async throws {
        let committer = committer()
        let alone = Shared(0)
        for _ in 0..<3 { try await committer.store(Self.record(1)) { alone.update { $0 += 1 } } }
        #expect(alone.value == 3)
        #expect(await writes.batches.isEmpty)
        #expect(!committer.isBusy)
    }

    /// Whoever comes while others are written is written with all who came meanwhile.
    @Test func whoWaitsIsWrittenTogether() async throws {
        let committer = committer()
        await withTaskGroup(of: Void.self) { group in
            await occupy(committer, &group)
            await add([3, 4, 5, 3, 4, 5, 3], committer, &group)
            await writes.letOneGo()
            await writes.until(held: 2)
            #expect(await writes.batches.last == [3, 4, 5, 3, 4, 5, 3])
            await writes.letGo()
        }
        #expect(await writes.batches.count == 2)
        #expect(!committer.isBusy)
    }

    /// A patient with many waiting stores leaves room in each transaction for the others.
    @Test func whoFloodsKeepsNobodyWaiting() async throws {
        let committer = committer(StoreCommitter.Limits(together: 3))
        await withTaskGroup(of: Void.self) { group in
            await occupy(committer, &group)
            await add([3, 3, 3, 3, 3, 3, 4, 5], committer, &group)
            await writes.letOneGo()
            await writes.until(held: 2)
            #expect(await writes.batches.last == [3, 4, 5])
            await writes.letGo()
        }
    }

    /// What is held up by one patient's lock is one transaction: that patient's next stores wait for it.
    @Test func onePatientHoldsUpOneTransaction() async throws {
        let committer = committer()
        await withTaskGroup(of: Void.self) { group in
            await occupy(committer, &group)
            // Patient 2 is being written.
            await add([2, 2, 3], committer, &group)
            await writes.letOneGo()
            await writes.until(held: 2)
            #expect(await writes.batches.last == [3])
            await writes.letGo()
        }
        #expect(await writes.batches.last == [2, 2])
    }

    @Test func whoFindsNoRoomIsTold() async throws {
        let committer = committer(StoreCommitter.Limits(waiting: 2))
        await withTaskGroup(of: Void.self) { group in
            await occupy(committer, &group)
            await add([3, 4], committer, &group)
            await expectError(.busy) { try await committer.store(Self.record(5)) {} }
            await writes.letGo()
        }
        // There is room again.
        try await committer.store(Self.record(5)) {}
    }

    @Test func bytesThatWaitAreBounded() async throws {
        let committer = committer(StoreCommitter.Limits(waitingBytes: 2500))
        await withTaskGroup(of: Void.self) { group in
            await occupy(committer, &group)
            await add([3, 4], committer, &group)
            await expectError(.busy) { try await committer.store(Self.record(5)) {} }
            await writes.letGo()
        }
    }

    /// A transaction that fails fails everybody in it, and keeps no place.
    @Test func aFailureIsToldToAll() async throws {
        struct Failure: Error {}
        let writes = writes
        let committer = StoreCommitter(metrics: VaultMetrics(NOOPMetricsHandler.instance)) { _ in
            await writes.wait()
            throw Failure()
        }
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<2 {
                group.addTask {
                    await #expect(throws: Failure.self) {
                        try await committer.store(Self.record(1)) {
                            await writes.wait()
                            throw Failure()
                        }
                    }
                }
            }
            // The second is of the same patient, and waits for the first.
            await writes.until(held: 1)
            await writes.letGo()
        }
        #expect(!committer.isBusy)
    }

    private func committer(_ limits: StoreCommitter.Limits = .init()) -> StoreCommitter {
        StoreCommitter(limits: limits, metrics: VaultMetrics(NOOPMetricsHandler.instance)) { [writes] in
            await writes.write($0)
        }
    }

    /// Takes both places: one store alone for patient 1, and a transaction of one for patient 2.
    private func occupy(_ committer: StoreCommitter, _ group: inout TaskGroup<Void>) async {
        let writes = writes
        group.addTask { try? await committer.store(Self.record(1)) { await writes.wait() } }
        await writes.until(held: 1)
        group.addTask {
            await expectError(.closed) { try await committer.store(Self.record(2)) {} }
        }
        await writes.until(held: 2)
    }

    /// Adds stores one after another; what is written together is answered with "closed".
    private func add(_ patients: [UInt64], _ committer: StoreCommitter, _ group: inout TaskGroup<Void>) async
    {
        for (count, patient) in patients.enumerated() {
            group.addTask {
                await expectError(.closed) { try await committer.store(Self.record(patient)) {} }
            }
            while committer.waitingCount != count + 1 { await Task.yield() }
        }
    }

    /// A record of about a thousand bytes, which nobody writes.
    private static func record(_ patient: UInt64) throws -> NewRecord {
        NewRecord(
            patient: try #require(PatientNumber(patient)),
            draft: VersionDraft(
                record: .random(),
                version: .first,
                episode: nil,
                storedOn: try #require(Day(iso8601: "2026-01-01")),
                sealedMetadata: [UInt8](repeating: 0, count: 1000),
                sealedFacts: [],
                commitment: { throw VaultError(.unusable, "nobody commits to this") },
                parts: [],
                tree: try #require(TreeNumber(1)),
                wrap: { _ in [] }
            )
        )
    }
}
