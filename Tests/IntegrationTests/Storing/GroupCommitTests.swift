import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

@testable import lethe

/// Stores of many at the same time in a real vault: fewer transactions than stores, and nothing lost.
@Suite struct GroupCommitTests {
    @Test func storesShareTransactionsWhileAPatientIsErased() async throws {
        let book = MetricsBook()
        try await VaultCopy.lend(limit: .seconds(120)) { copy in
            var options = OpenVault.Options.test()
            options.metrics = book
            try await copy.open(options) { controller, _ in
                let (leaving, staying) = (copy.sample.leaving.patient, copy.sample.staying.patient)
                let kept = Shared<[(RecordID, [UInt8])]>([])
                let gone = Shared<[RecordID]>([])
                let isErased = Shared(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in 0..<8 {
                        group.addTask {
                            for round in 0..<6 {
                                let content = Sample.content(2000 + worker, seed: UInt64(round))
                                let record = try await controller.store(content, for: staying)
                                kept.update { $0.append((record, content)) }
                            }
                        }
                        group.addTask {
                            while !isErased.value {
                                do {
                                    let record = try await controller.store([1, 2, 3], for: leaving)
                                    gone.update { $0.append(record) }
                                } catch let error as VaultError
                                    where error.code == .closed || error.code == .erased
                                {
                                    return
                                }
                            }
                        }
                    }
                    group.addTask {
                        while gone.value.count < 16 { await Task.yield() }
                        _ = try await controller.erase(.patient(leaving))
                        isErased.update { $0 = true }
                    }
                    try await group.waitForAll()
                }
                #expect(kept.value.count == 48)
                for (record, content) in kept.value {
                    #expect(try await controller.bytes(of: record) == content)
                }
                for record in gone.value { await controller.expectErased(record) }
                try await controller.expectSound()
            }
        }
        let counts = book.text.split(separator: "\n").filter { $0.hasPrefix("lethe_store_batch_records_") }
        func value(_ name: String) throws -> Double {
            let line = try #require(counts.first { $0.hasPrefix("lethe_store_batch_records_\(name) ") })
            return try #require(Double(line.split(separator: " ")[1]))
        }
        #expect(try value("count") < value("sum"), "no two stores shared a transaction")
    }
}
