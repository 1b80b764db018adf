import Foundation
import PolicyEngine
import Testing
import VaultStorage

/// The rules that come with Lethe.
struct StandardRulesTests {
    private static let policies = URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../../policies").standardizedFileURL

    /// The program carries exactly the files of `policies/`.
    @Test func areTheFilesOfTheFolder() throws {
        let paths = try FileManager.default.subpathsOfDirectory(atPath: Self.policies.path)
            .filter { $0.hasSuffix(".yaml") }
        #expect(Set(StandardRules.files.map(\.path)) == Set(paths))
        for file in StandardRules.files {
            #expect(
                try Array(Data(contentsOf: Self.policies.appending(path: file.path))) == file.bytes,
                "\(file.path)"
            )
        }
    }

    /// They load without a problem, and every case beside them comes out as it says.
    @Test func loadAndPassTheirTests() throws {
        let (rulebook, problems) = RulebookLoader.load(StandardRules.files)
        #expect(problems.isEmpty, "\(problems.map(\.description).joined(separator: "\n"))")
        let results = PolicyTestRunner.run(try #require(rulebook))
        #expect(results.count > 100)
        for result in results where !result.passed {
            Issue.record(
                "\(result.test.place) \(result.test.id): \(result.differences.joined(separator: "; "))"
            )
        }
    }
}
