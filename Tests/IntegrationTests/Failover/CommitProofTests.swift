import Foundation
import PostgresClient
import TestSupport
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A COMMIT that nobody answered, on a server that crashed behind it and gave the transaction's number to another: whether
/// it took effect is known by what it wrote.
@Suite struct CommitProofTests {
    /// In the small form of one command.
    @Test func oneIsKnownByItsRows() async throws {
        try await expectKnown([.addStaff])
    }

    @Test(.enabled(if: Acceptance.isOn, "for make accept"), arguments: DoubtfulWrite.allCases)
    func everyWriteIsKnownByItsRows(_ write: DoubtfulWrite) async throws {
        try await expectKnown([write])
    }

    /// A reconciliation, on the same older database each time.
    @Test(.enabled(if: Acceptance.isOn, "for make accept")) func aReconciliationIsKnownByItsRows()
        async throws
    {
        try await VaultCopy.lend(onServersWithStandby: false) { copy, servers in
            let staying = copy.sample.staying
            let old = copy.root + "/older"
            try await servers.stopped { try await copy.copyTree($0 + "/data", to: old) }
            try await copy.open { controller, _ in
                _ = try await controller.addSite(name: "Haus 9", region: "DE-BY", calendar: "DE-BY")
                _ = try await controller.erase(.records([staying.scan]))
                try await controller.state(
                    ["hold.claim_open": "true"],
                    about: staying.patient,
                    reason: "letter",
                    by: StaffMember(Sample.staff)
                )
            }
            for isCommitted in [true, false] {
                var commit = 0
                var wasCut = true
                while wasCut {
                    commit += 1
                    let comment: Comment = "reconciliation, COMMIT \(commit), took effect: \(isCommitted)"
                    try await servers.stopped { cluster in
                        try FileManager.default.removeItem(atPath: cluster + "/data")
                        try await copy.copyTree(old, to: cluster + "/data")
                    }
                    let open = try await OpenVault.open(copy.vault, options: .test())
                    let row = try #require(try await open.vault.shortfalls().first?.row, comment)
                    arm(servers, commit, isCommitted)
                    let isDone = (try? await open.vault.reconcile(row)) != nil
                    wasCut = servers.proxy.hasCut
                    servers.proxy.disarm()
                    #expect(isDone || !isCommitted, comment)
                    if !isDone { _ = try await open.vault.reconcile(row) }
                    let controller = try await open.vault.controller(named: Sample.controller)
                    await controller.expectErased(staying.scan, comment)
                    let facts = try await controller.facts(
                        about: staying.patient,
                        by: StaffMember(Sample.staff),
                        for: .administration
                    )
                    #expect(facts.stated.facts["hold.claim_open"] == "true", comment)
                    try await controller.expectSound(comment)
                    try await open.close()
                }
                #expect(commit > 4, "a reconciliation commits each of its steps")
            }
        }
    }

    /// Loses one COMMIT after the other, each first behind its effect and then before.
    private func expectKnown(_ writes: [DoubtfulWrite]) async throws {
        try await VaultCopy.lend(onServersWithStandby: false) { copy, servers in
            try await copy.open { controller, open in
                for (number, write) in writes.enumerated() {
                    try await expectKnown(write, 1000 * number, open, servers)
                }
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
            try await copy.open { controller, _ in try await controller.expectSound("opened again") }
        }
    }

    private func expectKnown(
        _ write: DoubtfulWrite,
        _ first: Int,
        _ open: OpenVault,
        _ servers: DatabaseServers
    ) async throws {
        var number = first
        for isCommitted in [true, false] {
            var commit = 0
            var wasCut = true
            while wasCut {
                commit += 1
                number += 1
                let comment: Comment = "\(write), COMMIT \(commit), took effect: \(isCommitted)"
                let round = try await write.prepare(number, in: open)
                let before = try await servers.count(write.count)
                arm(servers, commit, isCommitted)
                let failure = await failure { try await write.act(round) }
                wasCut = servers.proxy.hasCut
                servers.proxy.disarm()
                let after = try await servers.count(write.count)
                let mayFail = wasCut && (!isCommitted || write.runsSideBySide)
                #expect(failure == nil || mayFail, "\(comment): \(failure ?? "")")
                if failure == nil { #expect(after == before + write.rise, comment) }
                if failure != nil, write.isOne { #expect(after == before, comment) }
                guard failure != nil else { continue }
                // What an operator does who reads of it: looks at the status, which finishes erasures, and asks again.
                _ = try await round.controller.overview()
                let second = await self.failure { try await write.act(round) }
                let end = try await servers.count(write.count)
                #expect(end == before + write.rise, "\(comment), again: \(second ?? "done")")
                if write == .createController {
                    let new = try await open.vault.controller(named: round.name)
                    _ = try await new.register("urn:mrn|1")
                    try await new.expectSound(comment)
                }
            }
            #expect(commit > 1, "\(write) commits nothing")
        }
    }

    private func arm(_ servers: DatabaseServers, _ commit: Int, _ isCommitted: Bool) {
        servers.proxy.arm(
            DatabaseProxy.Plan(
                cut: isCommitted ? .answerLost : .before,
                number: commit,
                after: { servers.crash() }
            )
        )
    }

    private func failure(_ body: () async throws -> Void) async -> String? {
        do {
            try await body()
            return nil
        } catch {
            return "\(error)"
        }
    }
}
