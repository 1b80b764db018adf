import Foundation
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// An erasure beyond the key safe's limits, from its fence to the second approval, through the command line.
@Suite struct LimitCommandTests {
    private func register(_ name: String, in copy: VaultCopy) async throws -> String {
        let file = copy.root + "/" + name + ".key"
        let made = try await copy.lethe(["staff", "make-key", file])
        let half = try copy.file(made.output, named: name + ".pub")
        try await copy.care("staff", "add", name, "--role", "dpo", "--key", half).done()
        return file
    }

    @Test func anErasureWaitsForTwoApprovers() async throws {
        try await VaultCopy.lend { copy in
            try await copy.served {
                let keys = [try await register("Weber", in: copy), try await register("Roth", in: copy)]
                let limits = ["key-safe", "limits", "--controller", Sample.controller, "--as", "Weber"]
                let set = try await copy.lethe(
                    limits + [
                        "--patients", "0", "--approver", "Weber", "--approver", "Roth", "--approvals", "2",
                    ]
                )
                #expect(
                    set.code == 0 && set.text.contains("0 patients and 10000 versions a day"),
                    "\(set.talk)"
                )
                let erased = try await copy.care(
                    "patient",
                    "erase",
                    copy.sample.leaving.patient.description,
                    "--ground",
                    "Art 17",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                erased.expectRefusal(
                    4,
                    "this is more than the key safe destroys within a day by itself; it waits for approvals: 0 of 2 so "
                        + "far (`lethe key-safe waiting`); what belongs to it is closed for reading until then"
                )
                let note = [
                    "record", "read", copy.sample.leaving.note.description, "--controller", Sample.controller,
                    "--as", Sample.staff, "--purpose", "treatment",
                ]
                try await copy.lethe(note).expectRefusal(
                    2,
                    "this record is closed for reading: an erasure runs"
                )
                let status = try await copy.lethe(["vault", "status"])
                #expect(status.text.contains("waits: ") && status.text.contains("approved by 0 of 2"))

                let orders = try await copy.care("key-safe", "waiting").done()["orders"]?.arrayValue ?? []
                try #require(orders.count == 1)
                let request = try #require(orders[0]["order"]?["request"]?.stringValue)
                // One signs here; once more is no second approval.
                for _ in 1...2 {
                    let first = try await copy.care("key-safe", "approve", request, "--key", keys[0])
                    #expect(first.code == 4 && first.json?["missing"]?.integerValue == 1, "\(first.talk)")
                }
                // Wider limits need the same two, too.
                let wider = try await copy.lethe(limits + ["--patients", "1000", "--format", "json"])
                #expect(wider.code == 4, "\(wider.talk)")
                #expect(wider.json?["limits"]?["patients"]?.integerValue == 0)
                // The other signs on a machine without the vault.
                let order = try await copy.care("key-safe", "waiting", request)
                let file = try copy.file(order.output, named: "order.json")
                let signed = try await Program.run(
                    Program.lethe,
                    ["key-safe", "sign", file, "--key", keys[1]],
                    in: "/"
                )
                #expect(signed.talk.contains("destroy 1 patients as a whole (erasure)"), "\(signed.talk)")
                let approval = try copy.file(signed.output, named: "approval")
                let second = try await copy.care("key-safe", "approve", request, "--approval", approval)
                #expect(second.code == 0, "\(second.talk)")
                try await copy.lethe(note).expectRefusal(
                    2,
                    "this record was erased; its certificate says when"
                )
                let certificates = try await copy.care("certificate", "list").done()
                #expect(certificates["certificates"]?.arrayValue?.count == 1)
            }
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
            }
        }
    }
}
