import Foundation
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
}
