import Foundation
import Residue
import TestSupport
import Testing

/// The search of `make residue` in small: it finds nothing of the erased, everything of the living, and every mistake that
/// is made on purpose.
@Suite struct ResidueLabTests {
    @Test func nothingIsLeftOfTheErased() async throws {
        let report = try await search([])
        #expect(report.isClean, "\(report.lines.joined(separator: "\n"))")
        #expect(report.erased.versions >= 20 && report.erased.patients == 4)
        #expect(report.living.count == 6 && report.living.allSatisfy { $0.of > 20 })
        // Everything was looked for somewhere, and what had to be found was found in each store.
        #expect(HitKind.allCases.allSatisfy { kind in report.stores.contains { $0.searched.contains(kind) } })
        #expect(report.stores.count == 28 && report.isSearched)
        #expect(report.recognised.living > 20)
    }

    /// All of them at once, each found where it is to be found.
    @Test func everyMistakeIsFound() async throws {
        let report = try await search(Set(Weakness.allCases))
        #expect(!report.isClean)
        for weakness in Weakness.allCases { expectFound(weakness, in: report) }
        let lines = report.lines.joined(separator: "\n")
        #expect(report.isWhole && report.isSearched, "the living can be read all the same: \(lines)")
    }

    /// One by one, and nothing but that.
    @Test(.enabled(if: Acceptance.isOn), arguments: Weakness.allCases)
    func oneMistakeIsFound(_ weakness: Weakness) async throws {
        let report = try await search([weakness])
        #expect(!report.isClean)
        expectFound(weakness, in: report)
        let kinds: Set<HitKind> =
            switch weakness {
            // Who has the key safe of then has its index key, too.
            case .previousTopKeyKept: [.opens, .key, .recognised]
            case .wrapOutsideTheSlot, .oldSlotKept, .oneTreePunctured, .oldTreeKept, .oldLeavesKept: [.opens]
            case .fieldTokens: [.recognised]
            case .clearKeepUntil: [.date]
            }
        #expect(report.kinds == kinds)
    }

    private func search(_ weaknesses: Set<Weakness>) async throws -> ResidueReport {
        let directory = try TemporaryDirectory()
        // The account of the server must be able to enter it.
        try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: directory.path)
        let options = ResidueLab.Options(patients: 10, weaknesses: weaknesses, isThorough: false)
        return try await Turns.shared.take {
            try await ResidueLab.run(options, in: directory.path) { _ in }
        }
    }

    private func expectFound(_ weakness: Weakness, in report: ResidueReport) {
        let (store, kind): (String, HitKind) =
            switch weakness {
            case .previousTopKeyKept: ("pages of every past state, with the top key of today", .opens)
            case .oldTreeKept: ("the database, restored to the point before the erasures", .opens)
            // What was forgotten goes with the old tree in the end; until then it opens.
            case .oldSlotKept, .oneTreePunctured:
                ("keys in both trees, in the middle of the key renewal", .opens)
            case .wrapOutsideTheSlot, .oldLeavesKept:
                ("wrapped keys of every state, under every key that is left", .opens)
            case .fieldTokens: ("the database, as it is now", .recognised)
            case .clearKeepUntil: ("the database, as it is now", .date)
            }
        let found = report.stores.first { $0.name == store }?.hits[kind] ?? []
        #expect(!found.isEmpty, "\(weakness)")
    }
}
