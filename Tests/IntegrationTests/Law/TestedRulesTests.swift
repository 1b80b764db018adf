import Foundation
import PolicyEngine
import Testing
import VaultCore

/// A controller begins only with rules that decide their own tests as they say.
struct TestedRulesTests {
    @Test func rulesThatFailATestAreRefusedByItsName() async throws {
        let expected = "outcome: refuse, keep_until: 2033-03-10, due: 2026-04-02"
        let rules = Sample.rules.map { file in
            guard file.path == "tests/de.yaml" else { return file }
            let text = String(decoding: file.bytes, as: UTF8.self)
            guard let place = text.firstRange(of: expected) else { return file }
            let changed = text.replacingCharacters(
                in: place,
                with: "outcome: refuse, keep_until: 2034-03-10, due: 2026-04-02"
            )
            return RulebookFile(path: file.path, bytes: Array(changed.utf8))
        }
        #expect(rules != Sample.rules)
        try await VaultCopy.lend { copy in
            try await copy.open { _, open in
                let before = try await open.vault.controllers().count
                let error = await #expect(throws: VaultError.self) {
                    try await open.vault.createController(
                        name: "Untested",
                        country: "DE",
                        facts: Sample.house,
                        rules: rules
                    )
                }
                #expect(error?.code == .invalidRules)
                #expect(error?.description.contains("test E-01: ") == true)
                #expect(error?.description.contains("test E-02: ") == false)
                #expect(try await open.vault.controllers().count == before)
            }
        }
    }
}
