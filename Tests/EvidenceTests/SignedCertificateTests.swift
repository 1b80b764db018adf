import Testing
import VaultCrypto
import VaultModel

@testable import Evidence

struct SignedCertificateTests {
    let sample: Sample

    init() throws {
        sample = try Sample()
    }

    @Test func aCertificateComesBackAsItWas() throws {
        let certificate = sample.certificate(identifiersUntil: Timestamp(iso8601: "2027-02-01T00:00:00Z"))
        let signed = try sample.sign(certificate)
        #expect(try SignedCertificate(signed.text) == signed)
        #expect(signed.certificate == certificate)
        #expect(try ErasureCertificate(certificate.json) == certificate)
        #expect(!signed.text.contains("\n"))
    }

    /// Of a certificate without the long standard texts every byte, of a full one every 29th.
    @Test(arguments: [(true, 1), (false, 29)])
    func everyAlteredByteIsRefused(isShort: Bool, step: Int) throws {
        let bytes = Array(try sample.sign(sample.certificate(isShort: isShort)).text.utf8)
        #expect(CertificateVerifier.verify(bytes).isValid)
        for index in stride(from: 0, to: bytes.count, by: step) {
            var altered = bytes
            // Another letter of base64url, so that most alterations reach the checks behind the decoding.
            altered[index] = bytes[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
            #expect(!CertificateVerifier.verify(altered).isValid, "byte \(index)")
        }
    }

    @Test func everyAlteredBitOfHeaderAndSignatureIsRefused() throws {
        let bytes = Array(try sample.sign(sample.certificate(isShort: true)).text.utf8)
        let dots = bytes.indices.filter { bytes[$0] == UInt8(ascii: ".") }
        #expect(dots.count == 2)
        for index in bytes.indices where index <= dots[0] + 40 || index >= dots[1] - 40 {
            for bit in 0..<8 {
                var altered = bytes
                altered[index] ^= 1 << bit
                #expect(!CertificateVerifier.verify(altered).isValid, "byte \(index) bit \(bit)")
            }
        }
    }

    @Test func everyMissingOrAddedByteIsRefused() throws {
        let bytes = Array(try sample.sign(sample.certificate(isShort: true)).text.utf8)
        for index in stride(from: 0, to: bytes.count, by: 19) {
            var shorter = bytes
            shorter.remove(at: index)
            #expect(!CertificateVerifier.verify(shorter).isValid, "without byte \(index)")
            var longer = bytes
            longer.insert(UInt8(ascii: "A"), at: index)
            #expect(!CertificateVerifier.verify(longer).isValid, "one more before byte \(index)")
            #expect(!CertificateVerifier.verify(Array(bytes[..<index])).isValid, "cut at byte \(index)")
        }
        for end: [UInt8] in [[0x0a], [0x20], [0x3d], [0x2e], [0]] {
            #expect(!CertificateVerifier.verify(bytes + end).isValid)
            #expect(!CertificateVerifier.verify(end + bytes).isValid)
        }
    }

    /// The signature covers header and payload as text, so a JWS that says the same otherwise has another signature;
    /// here the issuer itself signs such forms, and they are refused nevertheless.
    @Test func otherSpellingsAreRefusedEvenWhenSigned() throws {
        let signed = try sample.sign(sample.certificate())
        let payload = signed.certificate.json.text
        let header =
            "{\"alg\":\"EdDSA\",\"kid\":\"\(sample.issuer.reference)\",\"typ\":\"\(SignedCertificate.type)\"}"
        #expect(compact(header, payload) == signed.text)
        let headers = [
            header.replacing("EdDSA", with: "none"), header.replacing("EdDSA", with: "ES256"),
            header.replacing(",", with: ", "), header.replacing("+jwt", with: ""),
            header.replacing("}", with: ",\"x\":1}"), header.replacing("{", with: "{\"crit\":[\"b64\"],"),
            header.replacing("certificates+", with: "other+"), "{}", "[]", "",
        ]
        for other in headers {
            #expect(throws: EvidenceError.self, "\(other)") { try SignedCertificate(compact(other, payload)) }
        }
        let payloads = [
            payload + "\n", " " + payload, payload.replacing(",\"format\"", with: ", \"format\""),
            payload.replacing("\"rehearsal\":false", with: "\"rehearsal\":0"),
            payload.replacing("\"rehearsal\":false", with: "\"rehearsal\":false,\"reserved\":1"),
            payload.replacing("\"rehearsal\":false,", with: ""),
            payload.replacing("lethe.certificate.v1", with: "lethe.certificate.v2"),
            payload.replacing("\"scope\":\"patient\"", with: "\"scope\":\"all\""),
            payload.replacing("\"records\":3", with: "\"records\":-3"),
            payload.replacing("\"records\":3", with: "\"records\":3.0"),
            payload.replacing("14:05:00Z", with: "14:05:00+00:00"),
            payload.replacing("withdrawn", with: "with\\u0064rawn"),
            payload.replacing("withdrawn", with: "a\\nb"),
            payload.replacing("withdrawn", with: "\u{202e}nward"), "{}", "[]", "null", "",
        ]
        for other in payloads {
            #expect(other != payload)
            #expect(throws: EvidenceError.self, "\(other.prefix(60))") {
                try SignedCertificate(compact(header, other))
            }
        }
    }

    @Test func textsThatWouldNotBeReadAreNotSigned() {
        for ground in ["", "two\nlines", "a\u{0}b", "right\u{202e}left", "a\u{2028}b"] {
            #expect(throws: EvidenceError.self) { try sample.sign(sample.certificate(ground: ground)) }
        }
    }

    @Test func aWeakKeySafeDoesNotClaimThatTheOldKeyWasOverwritten() {
        let strong = MethodItem.cryptographicErase(overwritesInPlace: true)
        let weak = MethodItem.cryptographicErase(overwritesInPlace: false)
        #expect(strong.map(\.topic) == weak.map(\.topic))
        #expect(strong.contains { $0.text.contains("overwritten in place") })
        #expect(!weak.contains { $0.text.contains("in place") })
        #expect(weak.contains { $0.text.contains("may have kept the old bytes") })
    }

    @Test func itHoldsOnlyWhatTheFormatNames() throws {
        let json = sample.certificate().json
        let members = try #require(json.objectValue)
        #expect(members.count == 19)
        let text = json.text
        for word in ["slot", "epoch", "puncture", "fence", "cover", "patient_number", "annex\":["] {
            #expect(!text.contains(word), "\(word)")
        }
    }

    /// Signs any header and payload in the compact form.
    private func compact(_ header: String, _ payload: String) -> String {
        let input = "\(Base64.encodeURL(Array(header.utf8))).\(Base64.encodeURL(Array(payload.utf8)))"
        return "\(input).\(Base64.encodeURL(Sample.key(2).sign(Array(input.utf8))))"
    }
}
