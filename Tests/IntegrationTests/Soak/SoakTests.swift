import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// Many clients of one server while its database is restarted, its connections are cut, and it is killed itself.
///
/// No acknowledged record is lost, no erased one can be read, everybody goes on afterwards by themselves, and the memory
/// stays as it is.
@Suite struct SoakTests {
    private enum Trouble: CaseIterable {
        case connectionsCut
        case databaseRestarted
        case serverKilled
    }

    @Test func someClientsWhileThingsBreak() async throws {
        try await soak(clients: 16, troubles: Trouble.allCases, doneBetween: 24)
    }

    /// Ten minutes; in the second half the server lives on, so that its memory can be compared.
    @Test(.enabled(if: Acceptance.isOn, "for make accept"))
    func twoHundredClientsWhileThingsBreak() async throws {
        try await soak(
            clients: 200,
            troubles: Trouble.allCases,
            doneBetween: 400,
            lasting: .seconds(600)
        )
    }

    private func soak(
        clients: Int,
        troubles: [Trouble],
        doneBetween: Int,
        lasting: Duration = .zero
    ) async throws {
        try await VaultCopy.lend(onServersWithStandby: false, limit: lasting + .seconds(600)) {
            copy,
            servers in
            let patients = try await copy.open { controller, _ in
                var patients: [String] = []
                for number in 0..<max(4, clients / 10) {
                    patients.append(try await controller.register("urn:soak|\(number)").description)
                }
                return patients
            }
            let server = try await SoakServer(copy)
            let (done, isOver) = (Shared(0), Shared(false))
            let begin = ContinuousClock.now
            let known = try await withThrowingTaskGroup(of: SoakClient.self) { group in
                for number in 0..<clients {
                    let client = SoakClient(
                        number: number,
                        vault: copy.vault,
                        files: copy.root,
                        patient: patients[number % patients.count],
                        done: done
                    )
                    group.addTask { try await client.run(until: isOver) }
                }
                try await progress(done, by: doneBetween)
                for trouble in troubles {
                    try await make(trouble, server, servers)
                    try await progress(done, by: doneBetween)
                }
                // From here on it is the same process.
                let half = lasting / 2
                var memory: Int?
                while ContinuousClock.now - begin < lasting {
                    let isSecondHalf = ContinuousClock.now - begin > half
                    if isSecondHalf, memory == nil { memory = server.memory }
                    let trouble = troubles.randomElement() ?? .connectionsCut
                    try await make(
                        isSecondHalf && trouble == .serverKilled ? .connectionsCut : trouble,
                        server,
                        servers
                    )
                    try await progress(done, by: doneBetween)
                }
                if let memory {
                    let now = server.memory
                    print("memory of the server: \(memory) KiB at half time, \(now) KiB at the end")
                    #expect(now < memory + 48 << 10, "\(memory) KiB became \(now) KiB")
                }
                isOver.update { $0 = true }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            try await expectMeasured(by: copy)
            try await server.stop()
            try await expectKept(known, in: copy)
            print("\(clients) clients, \(done.value) commands done in \(ContinuousClock.now - begin)")
        }
    }

    /// Waits until so many more commands are done: nobody lends a hand.
    private func progress(_ done: Shared<Int>, by count: Int) async throws {
        let before = done.value
        while done.value < before + count { try await Task.sleep(for: .milliseconds(20)) }
    }

    private func make(_ trouble: Trouble, _ server: SoakServer, _ servers: DatabaseServers) async throws {
        switch trouble {
        case .connectionsCut: servers.proxy.cutAll()
        case .databaseRestarted: try await servers.stopped { _ in }
        case .serverKilled: try await server.replace()
        }
    }

    /// Expects that the server tells what it has measured since it began.
    private func expectMeasured(by copy: VaultCopy) async throws {
        let metrics = try await copy.lethe(["server", "metrics"])
        #expect(metrics.code == 0, "\(metrics.talk)")
        for line in [
            #"lethe_operation_seconds_count{operation="store",outcome="done"} "#,
            "lethe_store_batch_records_sum ", #"lethe_pool_connections{state="idle"} "#,
            #"lethe_command_seconds_count{command="RecordStore",code="0"} "#,
        ] { #expect(metrics.text.contains("\n" + line), "\(line)") }
    }

    /// Expects every acknowledged version of what is kept, and nothing of what is erased.
    private func expectKept(_ clients: [SoakClient], in copy: VaultCopy) async throws {
        try await copy.open { controller, _ in
            var (kept, erased) = (0, 0)
            for record in clients.flatMap(\.records) {
                let id = try #require(RecordID(record.id))
                switch record.fate {
                case .kept:
                    for (version, body) in record.acknowledged {
                        #expect(try await controller.bytes(of: id, version: version) == body.bytes)
                        kept += 1
                    }
                    let newest = try await controller.bytes(of: id)
                    #expect(record.newest.contains { $0.bytes == newest })
                case .erased:
                    await controller.expectErased(id)
                    erased += 1
                case .unknown: break
                }
            }
            print("\(kept) acknowledged versions are there, \(erased) erased records are not")
            #expect(kept > 0)
            try await controller.expectWhole(copy.sample.staying)
            try await controller.expectSound()
        }
    }
}
