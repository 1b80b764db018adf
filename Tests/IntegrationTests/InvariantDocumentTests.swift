import Foundation
import Testing
import VaultCore

/// `docs/operations.md` lists exactly the lines that `vault check --deep` prints.
@Suite struct InvariantDocumentTests {
    @Test func theDocumentListsWhatIsTested() async throws {
        try await VaultCopy.lend { vault in
            let tested = try await vault.open { controller, _ in
                try await controller.check(CheckDepth(isDeep: true))
            }
            #expect(tested.filter { !$0.holds }.map(\.invariant) == [])
            #expect(tested.map(\.invariant).sorted() == (try Self.documented().sorted()))
        }
    }

    private static func documented() throws -> [String] {
        let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        let document = tests.deletingLastPathComponent().appending(path: "docs/operations.md")
        let text = try String(contentsOf: document, encoding: .utf8)
        let from = try #require(text.components(separatedBy: "<!-- invariants:begin -->").last)
        let list = try #require(from.components(separatedBy: "<!-- invariants:end -->").first)
        return list.split(separator: "\n").filter { $0.hasPrefix("- ") }.map { String($0.dropFirst(2)) }
    }
}
