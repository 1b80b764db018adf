import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Evidence

struct CertificateHTMLTests {
    let sample: Sample

    init() throws {
        sample = try Sample()
    }

    private func page(_ certificate: ErasureCertificate) throws -> String {
        let signed = try sample.sign(certificate)
        let page = CertificateHTML.render(signed)
        // For looking at: LETHE_CERTIFICATE_SAMPLES=folder swift test
        if let folder = ProcessInfo.processInfo.environment["LETHE_CERTIFICATE_SAMPLES"] {
            let name = certificate.isRehearsal ? "rehearsal" : "certificate"
            try Data(page.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).html"))
            try Data(signed.text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).jws"))
            let keys = "\(sample.issuer.text)\n\(sample.evidence.logKey.text)\n"
            try Data(keys.utf8).write(to: URL(fileURLWithPath: "\(folder)/keys"))
        }
        return page
    }

    @Test func itSpeaksTheWordsOfADataProtectionOfficer() throws {
        let page = try page(sample.certificate(identifiersUntil: Timestamp(iso8601: "2027-02-01T00:00:00Z")))
        let sentences = [
            "Erased on 22 Nov 2026 at 14:03 UTC", "The keys were destroyed in both key safes.",
            "Closed for reading since", "22 Nov 2026 at 14:02 UTC",
            "From this moment no backup made before can open what was erased.",
            "The whole chart of one patient: 3 records in 5 versions",
            "Until 1 Feb 2027 an old backup could confirm that a known identifier existed here, not what was in the",
            "Dr. Änne Müller", "José Núñez", "Server room B", "Yearly archive", "no date given",
            "Nobody has said when the last of them will be gone.",
        ]
        for sentence in sentences {
            #expect(page.contains(sentence), "\(sentence)")
        }
        for word in ["slot", "epoch", "punctur", "fence", "tombstone", "shred"] {
            let shown = page.replacing("\"kind\":\"erasure\"", with: "").replacing(
                "&quot;shred&quot;",
                with: ""
            )
            #expect(!shown.contains(word), "\(word)")
        }
    }

    @Test func otherCasesHaveTheirOwnWords() throws {
        let page = try page(
            sample.certificate(places: 1, confirmations: [("Vault", "14:03:01")], backups: [])
        )
        #expect(page.contains("The keys were destroyed in the one key safe."))
        #expect(page.contains("The controller has registered no backups."))
        let dated = try self.page(sample.certificate(backups: Array(Sample.backups.prefix(1))))
        #expect(dated.contains("After 22 Dec 2026 nothing is left in any of them."))
        #expect(page.contains("No backup can confirm any more that an identifier was known here"))
    }

    @Test func aRehearsalIsMarkedEverywhere() throws {
        let page = try page(sample.certificate(isRehearsal: true))
        #expect(page.contains("<body class=\"rehearsal\">"))
        #expect(page.contains("certifies nothing"))
        #expect(!(try self.page(sample.certificate())).contains("class=\"rehearsal\""))
    }

    @Test func whatPeopleWroteCannotBecomeMarkup() throws {
        let sample = try Sample(ground: "<script>alert('x')</script> & \"so on\"")
        let page = try page(sample.certificate())
        #expect(CertificateVerifier.verify(Array(try sample.sign(sample.certificate()).text.utf8)).isValid)
        #expect(page.contains("&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt; &amp; &quot;so on&quot;"))
        #expect(!page.contains("<script"))
    }

    @Test func nothingIsLoadedAndOnlyThisStyleIsAllowed() throws {
        let page = try page(sample.certificate())
        for mark in ["<script", "<img", "<link", "http://", "https://", "url(", " style=", "@import"] {
            #expect(!page.contains(mark), "\(mark)")
        }
        let start = try #require(page.range(of: "<style>")?.upperBound)
        let end = try #require(page.range(of: "</style>")?.lowerBound)
        let hash = Base64.encode(SHA256.hash(Array(page[start..<end].utf8)).bytes)
        let policy = "default-src &#39;none&#39;; style-src &#39;sha256-\(hash)&#39;"
        #expect(page.contains(policy))
    }
}
