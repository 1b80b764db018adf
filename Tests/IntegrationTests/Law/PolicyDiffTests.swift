import Foundation
import PolicyEngine
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What another rulebook would change for what is stored, before it is in force.
@Suite(.serialized)
struct PolicyDiffTests {
    private static let staff = StaffMember(Sample.staff)

    private func write(_ rules: [RulebookFile], to folder: String) throws -> String {
        for file in rules {
            let url = URL(filePath: folder).appending(path: file.path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.bytes).write(to: url)
        }
        return folder
    }

    /// Thirty years instead of ten: exactly these records, in these words, in both directions.
    @Test func oneChangedPeriod() async throws {
        try await VaultCopy.lend { copy in
            let kept = try await copy.open { controller, _ in
                let kept = try await controller.store(
                    ["treatment.completed": "2024-03-10"],
                    for: copy.sample.leaving.patient
                )
                let impact = try await controller.compareRulebooks(
                    .active,
                    .files(Sample.longerRules),
                    by: Self.staff
                )
                func counts(_ kind: DecisionKind) -> [String: [Int]] {
                    let groups = impact.groups.filter { $0.change.kind == kind }
                    return Dictionary(grouping: groups) { group in
                        "\(group.recordClass.rawValue): \(group.change.before.sentence) -> \(group.change.after.sentence)"
                    }.mapValues { $0.flatMap { [$0.records, $0.patients] } }
                }
                let over = "kept no longer, since the end of 10 years (§ 630f(3) BGB)"
                let running = "kept until the end of 10 years (§ 630f(3) BGB)"
                let longer = "kept until the end of 30 years (§ 630f(3) BGB)"
                #expect(
                    counts(.retain) == [
                        "clinical_core: \(over) -> \(longer)": [4, 2],
                        "clinical_core: \(running) -> \(longer)": [1, 1],
                        "identity: \(over) -> \(longer)": [1, 1],
                        "identity: \(running) -> \(longer)": [1, 1],
                    ]
                )
                #expect(counts(.erase).values.flatMap(\.self).sorted() == [1, 1, 2, 4])
                #expect(counts(.disclose).isEmpty)
                #expect(impact.records == 7 && impact.changedRecords == 7)
                #expect(impact.patients == 2 && impact.changedPatients == 2)
                #expect(impact.groups.allSatisfy { $0.examples.count == min(3, $0.records) })
                #expect(impact.rules.changes.map(\.rule) == ["de.retain.core"])
                #expect(impact.asOf == VaultClock.system.now.day)

                let back = try await controller.compareRulebooks(
                    .files(Sample.longerRules),
                    .active,
                    kinds: [.retain],
                    examples: 1,
                    by: Self.staff
                )
                let due = back.groups.filter(\.change.becomesDue)
                #expect(due.map(\.records) == [4, 1])
                #expect(due.allSatisfy { $0.examples.count == 1 })
                // Asked for a later day, nothing runs any more under either.
                let later = try await controller.compareRulebooks(
                    .active,
                    .files(Sample.longerRules),
                    kinds: [.erase],
                    asOf: Day(iso8601: "2060-01-01"),
                    by: Self.staff
                )
                #expect(later.groups.isEmpty && later.records == 7)
                await expectError(.denied) {
                    _ = try await controller.compareRulebooks(.active, .active, by: nil)
                }
                await expectError(.notFound) {
                    _ = try await controller.compareRulebooks(.active, .digest("000000"), by: Self.staff)
                }
                let digest = controller.law.reference.digest.hex
                let same = try await controller.compareRulebooks(
                    .active,
                    .digest(String(digest.prefix(8))),
                    by: Self.staff
                )
                #expect(same.groups.isEmpty && same.rules.isEmpty)
                return kept
            }
            let folder = try write(Sample.longerRules, to: copy.root + "/rules")
            let table = try await copy.lethe([
                "policy", "diff", "active", folder, "--decision", "retain", "--controller", Sample.controller,
                "--as",
                Sample.staff,
            ])
            #expect(table.code == 0, "\(table.talk)")
            #expect(
                table.text.contains(
                    """
                    retain: 1 record of class clinical_core (1 patient): kept until the end of 10 years (§ 630f(3) BGB) \
                    -> kept until the end of 30 years (§ 630f(3) BGB)
                          such as \(kept)

                    """
                )
            )
            #expect(table.text.hasSuffix("  in all 7 of 7 records change, of 2 of 2 patients\n"))
        }
    }

    /// Facts that the new rules do not know are counted and nothing fails; what states one is withheld until it is
    /// stated anew, for rules that cannot hear a fact cannot decide by it.
    @Test func factsThatTheNewRulesDoNotKnow() async throws {
        let colours = Sample.rules.map { file in
            guard file.path == "vocabulary.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self).replacing(
                "\nfacts:\n",
                with: "\nfacts:\n  record.colour: {kind: {words: [red]}, source: record, plain: its colour}\n"
            )
            return RulebookFile(path: file.path, bytes: Array(text.utf8))
        }
        try await VaultCopy.lend { copy in
            try await copy.publish(colours, as: 2)
            let record = try await copy.open { controller, _ in
                let record = try await controller.store(
                    ["record.colour": "red", "treatment.completed": "2001-02-03"],
                    for: copy.sample.leaving.patient
                )
                let impact = try await controller.compareRulebooks(
                    .active,
                    .files(Sample.rules),
                    by: Self.staff
                )
                #expect(impact.unknownFacts == ["record.colour": 1])
                #expect(impact.groups.isEmpty && impact.failed == 0)
                #expect(impact.rules.others == ["the fact record.colour is gone"])
                return record
            }
            try await copy.publish(Sample.longerRules, as: 3)
            try await copy.open { controller, _ in
                await expectError(.denied) { _ = try await controller.bytes(of: record) }
                let report = try await controller.review()
                #expect(report.failed == 0 && report.patients == 2)
            }
        }
    }

    /// Without a vault the rules alone are compared, and that is said.
    @Test func withoutAVault() async throws {
        let directory = try TemporaryDirectory()
        let old = try write(Sample.rules, to: directory.path + "/old")
        let new = try write(Sample.longerRules, to: directory.path + "/new")
        let json = try await Program.run(
            Program.lethe,
            ["policy", "diff", old, new, "--format", "json"],
            in: directory.path
        )
        #expect(json.talk == "lethe: the rules alone are compared, no stored record\n")
        let answer = try json.done()
        #expect(answer["stored"] == nil)
        let rule = try #require(answer["rules"]?.arrayValue?.first)
        #expect(rule["rule"]?.stringValue == "de.retain.core" && rule["change"]?.stringValue == "changed")
        let active = try await Program.run(
            Program.lethe,
            ["policy", "diff", "active", new],
            in: directory.path
        )
        #expect(active.code == 2)
    }
}
