import Foundation
import Testing

@testable import Evidence

struct CertificateReportTests {
    let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test func everyCheckIsExplainedInLinesThatFitATerminal() throws {
        let signed = try sample.sign(sample.certificate())
        let report = CertificateVerifier.verify(Array(signed.text.utf8), trusted: sample.trusted)
        let text = report.text
        #expect(text.hasPrefix("Erasure certificate \(signed.certificate.id)\n"))
        #expect(text.contains("Closed for reading since 22 Nov 2026 at 14:02 UTC"))
        #expect(text.contains("All copies unreadable from 22 Nov 2026 at 14:04 UTC"))
        #expect(text.contains("\nCustody of the key safe, as the controller declares: "))
        #expect(
            text.hasSuffix(
                "Valid. The issuer stated all of this; the ledger binds what was erased, why and by whom."
            )
        )
        #expect(text.components(separatedBy: "\n  yes ").count == report.checks.count + 1)
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 97 })
    }

    @Test func whatIsNotValidIsNotRepeated() throws {
        let report = try sample.verify(sample.certificate(records: 4))
        #expect(!report.text.contains("Klinikum"))
        #expect(report.text.contains("  NO "))
        #expect(report.text.hasSuffix("Not valid. Do not rely on this certificate."))
    }

    @Test func aFileMayEndInOneNewline() throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lethe-\(UUID()).jws").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let text = try sample.sign(sample.certificate()).text
        for (end, isValid) in [("", true), ("\n", true), ("\n\n", false), (" ", false), ("\r\n", false)] {
            try Data((text + end).utf8).write(to: URL(fileURLWithPath: path))
            #expect(CertificateVerifier.verify(try CertificateFile.read(path)).isValid == isValid)
        }
        #expect(throws: (any Error).self) { try CertificateFile.read(path + "-missing") }
    }

    @Test func keysGivenAsTextMustBeKeys() throws {
        let trusted = try TrustedKeys(certificateKey: sample.issuer.text, logKey: nil, issuer: "x")
        #expect(trusted == TrustedKeys(certificateKey: sample.issuer, issuer: "x"))
        #expect(throws: EvidenceError.self) {
            try TrustedKeys(certificateKey: "key", logKey: nil, issuer: nil)
        }
        #expect(throws: EvidenceError.self) { try TrustedKeys(certificateKey: nil, logKey: "", issuer: nil) }
    }
}
