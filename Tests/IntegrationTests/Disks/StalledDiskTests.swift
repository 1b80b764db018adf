import Foundation
import PostgresClient
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A disk that does not answer for a while, as an array that rebuilds: whoever needs it waits, nobody else does.
@Suite(.enabled(if: LoopDevice.isPossible, "needs root, mkfs.ext4 and loop devices"), .serialized)
struct StalledDiskTests {
    @Test(.enabled(if: Acceptance.isOn, "LETHE_ACCEPT is not set"))
    func ofLargeParts() async throws {
        try await VaultCopy.lend(limit: .seconds(60)) { copy in
            let device = try LoopDevice(over: copy.vault.path + "/blobs", size: "64M")
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let source = StampedSource(size: 1_000_000)
                let intake = Intake(source: source, name: "scan.dcm", facts: Sample.facts)
                let isOver = Shared(false)
                let stores: [Task<RecordID, any Error>]
                do {
                    try device.freeze()
                    defer { device.thaw() }
                    // More of them than there are processors.
                    stores = (0..<12).map { _ in
                        Task {
                            let stored = try await controller.store(
                                intake,
                                for: patient,
                                by: StaffMember(Sample.staff)
                            )
                            isOver.update { $0 = true }
                            return stored.record
                        }
                    }
                    for number in 0..<20 {
                        let record = try await controller.store([UInt8(number)], for: patient)
                        #expect(try await controller.bytes(of: record) == [UInt8(number)])
                    }
                    _ = try await controller.erase(.records([copy.sample.leaving.note]))
                    try await controller.flush()
                    #expect(!isOver.value)
                }
                for store in stores {
                    let bytes = try await controller.bytes(of: try await store.value)
                    #expect(try bytes == source.bytes(0..<1_000_000))
                }
                await controller.expectErased(copy.sample.leaving.note)
                try await controller.expectSound()
            }
        }
    }

    /// Waits until PostgreSQL works on several things of the vault at once.
    private static func awaitWork(in copy: VaultCopy) async throws {
        let connection = PostgresConnection(
            try EmbeddedCluster(directory: copy.vault.cluster).administratorSettings
        )
        var count: Int64 = 0
        while count < 3 {
            count = try await connection.withSession(scope: nil) { session in
                try session.queryOne(
                    "SELECT count(*) FROM pg_stat_activity WHERE usename = 'lethe' AND state = 'active'"
                )?.int64(0) ?? 0
            }
            try await Task.sleep(for: .milliseconds(5))
        }
        await connection.close()
    }

    @Test(.enabled(if: Acceptance.isOn, "LETHE_ACCEPT is not set"))
    func ofTheDatabase() async throws {
        try await VaultCopy.lend(limit: .seconds(60)) { copy in
            let device = try LoopDevice(over: copy.vault.cluster, size: "400M")
            try await copy.open { controller, _ in
                let patient = copy.sample.staying.patient
                let acknowledged = Shared(0)
                let stores: [Task<RecordID, any Error>]
                let erasure: Task<ErasureResult, any Error>
                do {
                    try device.freeze()
                    defer { device.thaw() }
                    stores = (0..<12).map { number in
                        Task {
                            let record = try await controller.store([UInt8(number)], for: patient)
                            acknowledged.update { $0 += 1 }
                            return record
                        }
                    }
                    erasure = Task { try await controller.erase(.records([copy.sample.leaving.note])) }
                    try await Self.awaitWork(in: copy)
                    #expect(acknowledged.value == 0)
                }
                for (number, store) in stores.enumerated() {
                    #expect(try await controller.bytes(of: try await store.value) == [UInt8(number)])
                }
                #expect(try await erasure.value.records == 1)
                await controller.expectErased(copy.sample.leaving.note)
                try await controller.expectSound()
            }
        }
    }
}
