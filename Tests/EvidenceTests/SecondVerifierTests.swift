import Foundation
import TestSupport
import Testing

@testable import Evidence

/// A verifier in another language, written from the specification, comes to the same results.
struct SecondVerifierTests {
    @Test(
        .enabled(
            if: Python.has("cryptography", "oblivious"),
            "needs the Python packages `cryptography` and `oblivious`"
        )
    )
    func pythonVerifiesCertificates() throws {
        let sample = try Sample()
        #expect(try accepts(sample, sample.certificate()))
        #expect(try accepts(sample, sample.certificate(identifiersUntil: Sample.time("20:00:00"))))
        #expect(try !accepts(sample, sample.certificate(records: 4)))
        #expect(try !accepts(sample, sample.certificate(scope: .records)))
        #expect(try !accepts(sample, sample.certificate(scope: .versions)))
        let corrected = try Sample(scope: .versions)
        #expect(try accepts(corrected, corrected.certificate(scope: .versions)))
        #expect(try !accepts(corrected, corrected.certificate()))
        #expect(try !accepts(sample, sample.certificate(ground: "Art 17(1)(d) GDPR")))
        #expect(try !accepts(sample, sample.certificate(approvers: [])))
        let rulebook = ErasureCertificate.Rulebook(name: "Other rules", digest: Sample.rulebook.digest)
        #expect(try !accepts(sample, sample.certificate(rulebook: rulebook)))
        #expect(try !accepts(sample, sample.certificate(closed: "14:02:09")))
        let quoting = try Sample(ground: "Löschung \"auf Antrag\" \\ <b> 削除 \u{1f600}")
        #expect(try accepts(quoting, quoting.certificate()))
        #expect(try !accepts(sample, sample.certificate(unreadable: "14:03:01")))
        #expect(try !accepts(sample, sample.certificate(places: 3)))
        #expect(try accepts(sample, sample.certificate(places: 3, needed: 2)))
        #expect(try accepts(sample, sample.certificate(lost: 1)))
        #expect(try !accepts(sample, sample.certificate(lost: 0)))
        #expect(try !accepts(sample, sample.certificate(places: 2, needed: 2)))
        let evidence = sample.evidence(opening: [1] + [UInt8](repeating: 0, count: 31))
        #expect(try !accepts(sample, sample.certificate(evidence: evidence)))
    }

    /// Both verifiers' result, which must be the same.
    private func accepts(_ sample: Sample, _ certificate: ErasureCertificate) throws -> Bool {
        let text = try sample.sign(certificate).text
        let path = FileManager.default.temporaryDirectory.appendingPathComponent("lethe-\(UUID()).jws").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let program = Python.program("certificate.py")
        let result = try Python.run([program, path, sample.issuer.text, sample.evidence.logKey.text])
        let isValid = CertificateVerifier.verify(Array(text.utf8), trusted: sample.trusted).isValid
        #expect((result.status == 0) == isValid, "\(result.output)")
        return isValid
    }
}
