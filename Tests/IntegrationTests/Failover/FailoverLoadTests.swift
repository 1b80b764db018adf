import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// The server of the database dies while many store, amend, read and erase, and its standby takes over.
@Suite struct FailoverLoadTests {
    /// What was acknowledged: what each record may read, and which are erased.
    private struct Acknowledged: Sendable {
        var living: [RecordID: [[UInt8]]] = [:]
        var erased: Set<RecordID> = []
        var writes = 0
    }

    private static let workers = 12

    /// No acknowledged record is lost and no erasure is undone; work goes on by itself.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"))
    func nothingAcknowledgedIsLostUnderLoad() async throws {
        try await VaultCopy.lend(onServersWithStandby: true) { copy, servers in
            let known = Shared(Acknowledged())
            let failures = Shared<[String]>([])
            let hasFailedOver = Shared(false)
            try await copy.open { controller, _ in
                let isOver = Shared(false)
                await withTaskGroup(of: Void.self) { group in
                    for worker in 0..<Self.workers {
                        group.addTask {
                            await Self.work(worker, in: controller, copy.sample, known, failures) {
                                isOver.value
                            }
                        }
                    }
                    await Self.untilWritten(60, known)
                    servers.failOver()
                    hasFailedOver.update { $0 = true }
                    await Self.untilWritten(known.value.writes + 60, known)
                    isOver.update { $0 = true }
                }
                try await Self.expectKept(known.value, in: controller, "on the other server")
                try await controller.flush()
                try await controller.expectSound()
            }
            #expect(hasFailedOver.value)
            print(
                "failover under load: \(known.value.living.count) records, \(known.value.erased.count) erased, "
                    + "\(failures.value.count) calls failed meanwhile"
            )
            try await copy.open { controller, _ in
                try await Self.expectKept(known.value, in: controller, "reopened")
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound("reopened")
            }
        }
    }

    /// Stores, amends, reads and at times erases a record of its own; who is told of a failure goes on.
    private static func work(
        _ worker: Int,
        in controller: ControllerVault,
        _ sample: Sample,
        _ known: Shared<Acknowledged>,
        _ failures: Shared<[String]>,
        until isOver: () -> Bool
    ) async {
        let patient = worker % 2 == 0 ? sample.staying.patient : sample.leaving.patient
        var round: UInt64 = 0
        while !isOver() {
            round += 1
            let content = Sample.content(300 + worker, seed: round)
            do {
                let record = try await controller.store(content, for: patient)
                known.update {
                    $0.living[record] = [content]
                    $0.writes += 1
                }
                // Whether an amendment or an erasure that failed took effect is open: what is answered counts.
                let amended = Sample.content(200 + worker, seed: round)
                known.update { $0.living[record] = [content, amended] }
                _ = try await controller.amend(record, to: amended)
                let read = try await controller.bytes(of: record)
                if read != amended { failures.update { $0.append("another content was read") } }
                known.update {
                    $0.living[record] = [amended]
                    $0.writes += 1
                }
                guard round % 4 == 0 else { continue }
                known.update { $0.living[record] = nil }
                _ = try await controller.erase(.records([record]))
                known.update {
                    $0.erased.insert(record)
                    $0.writes += 1
                }
            } catch {
                failures.update { $0.append("\(error)") }
            }
        }
    }

    private static func untilWritten(_ count: Int, _ known: Shared<Acknowledged>) async {
        for _ in 0..<24_000 where known.value.writes < count {
            try? await Task.sleep(for: .milliseconds(5))
        }
        #expect(known.value.writes >= count, "work came to an end")
    }

    private static func expectKept(
        _ known: Acknowledged,
        in controller: ControllerVault,
        _ comment: Comment
    ) async throws {
        for (record, contents) in known.living {
            #expect(contents.contains(try await controller.bytes(of: record)), comment)
        }
        for record in known.erased { await controller.expectErased(record, comment) }
        #expect(known.living.count > 20 && known.erased.count > 4, comment)
    }
}
