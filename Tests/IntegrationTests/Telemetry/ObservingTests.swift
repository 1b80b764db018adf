import Foundation
import Logging
import Testing
import VaultCore
import VaultModel
import VaultStorage

@testable import lethe

/// What is measured and logged of a vault's work, and what never is.
@Suite struct ObservingTests {
    @Test func operationsAreMeasuredAndLoggedUnderTheirRequest() async throws {
        let book = MetricsBook()
        let lines = Shared<[String]>([])
        try await VaultCopy.lend { copy in
            var options = OpenVault.Options.test()
            options.metrics = book
            options.logger = Logger(label: "test") { label in
                JSONLogHandler(label: label, metadataProvider: RequestMark.provider) { line in
                    lines.update { $0.append(line) }
                }
            }
            options.logger.logLevel = .debug
            let person = copy.sample.leaving
            try await copy.open(options) { controller, _ in
                let record = try await RequestMark.during {
                    let record = try await controller.store(Sample.firstNote, for: person.patient)
                    _ = try await controller.amend(record, to: Sample.secondNote)
                    return record
                }
                try await RequestMark.during {
                    #expect(try await controller.bytes(of: record) == Sample.secondNote)
                    try await controller.flush()
                    #expect(try await controller.erase(.records([record])).versions == 2)
                    await expectError(.erased) { _ = try await controller.bytes(of: record) }
                }
                try Self.expectMeasured(book.text)
                try Self.expectLogged(lines.value)
                let all = lines.value.joined()
                for secret in [
                    "\(record)", "\(person.patient)", person.name, person.identifier, Sample.staff,
                    Sample.controller,
                ] {
                    #expect(!all.contains(secret) && !book.text.contains(secret), "\(secret)")
                }
            }
        }
    }

    private static func expectMeasured(_ text: String) throws {
        for line in [
            #"lethe_operation_seconds_count{operation="store",outcome="done"} 1"#,
            #"lethe_operation_seconds_count{operation="amend",outcome="done"} 1"#,
            #"lethe_operation_seconds_count{operation="read",outcome="done"} 1"#,
            #"lethe_operation_seconds_count{operation="read",outcome="erased"} 1"#,
            #"lethe_operation_seconds_count{operation="shred",outcome="done"} 1"#,
            "lethe_shredded_versions_total 2",
        ] {
            #expect(text.contains(line + "\n"), "\(line)\n\(text)")
        }
        // Padded: sixteen for what was stored, sixteen or more for the erasure.
        let entries = try #require(
            text.split(separator: "\n").first { $0.hasPrefix("lethe_ledger_entries_total ") }
        )
        let count = try #require(Int(entries.split(separator: " ")[1]))
        #expect(count >= 32 && count % 16 == 0)
    }

    private static func expectLogged(_ lines: [String]) throws {
        let objects = try lines.map { line in
            try #require(try CanonicalJSON(decoding: Array(line.utf8.dropLast())).objectValue)
        }
        let operations = objects.filter { $0["metadata"]?.objectValue?["outcome"] != nil }
        #expect(
            operations.compactMap { $0["message"]?.stringValue }.filter { $0 != "sequence" }
                == ["store", "amend", "read", "shred", "read"]
        )
        let requests = operations.map { $0["metadata"]?.objectValue?["request"]?.stringValue }
        #expect(requests.allSatisfy { $0?.count == 16 })
        #expect(Set(requests).count == 2 && requests[0] == requests[1])
    }
}
