import Testing
import VaultCrypto

@Suite struct PEMTests {
    /// The example of RFC 8410 section 10.
    private static let privateText = """
        -----BEGIN PRIVATE KEY-----
        MC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC
        -----END PRIVATE KEY-----

        """
    private static let publicText = """
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
        -----END PUBLIC KEY-----

        """

    private func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

    @Test func readsAndWritesTheExampleOfTheStandard() throws {
        let key = try SigningKey(pem: secret(Self.privateText))
        #expect(key.publicKey.pem == Self.publicText)
        #expect(try PublicKey(pem: secret(Self.publicText)) == key.publicKey)
        #expect(try PublicKey(pem: secret(Self.privateText)) == key.publicKey)
        let isSame = key.pem().isEqual(to: secret(Self.privateText))
        #expect(isSame)
    }

    @Test func aFreshKeyComesBack() throws {
        let key = SigningKey.generate()
        let again = try SigningKey(pem: key.pem())
        #expect(again.publicKey == key.publicKey)
        let message = Array("rules".utf8)
        #expect(key.publicKey.isValid(again.sign(message), for: message))
    }

    @Test func refusesWhatIsNoSuchKey() throws {
        let encrypted = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGjMF8GCSqGSIb3DQEFDTBSMDEGCSqGSIb3DQEFDDAkBBDAPqR2IPyE8rI3vdRw
            7oIPAgIIADAMBggqhkiG9w0CCQUAMB0GCWCGSAFlAwQBKgQQNW1lT1NPXnL1bi4W
            oG0VawRAGZ4sZ8k8dY4r7Pj3pDj0Xh2mFhSxQm8F1XjDPTLkcN0p0sN9JkEhWIzR
            5WzRymGd8sNgR6QFJmGVRxA4gqQ3gA==
            -----END ENCRYPTED PRIVATE KEY-----

            """
        // X25519, the sibling that only agrees on keys.
        let other = """
            -----BEGIN PUBLIC KEY-----
            MCowBQYDK2VuAyEAGb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=
            -----END PUBLIC KEY-----

            """
        for text in ["", "key", Self.publicText.replacing("MCow", with: "MCox"), other, encrypted] {
            #expect(throws: CryptoError.self, "\(text)") { try PublicKey(pem: secret(text)) }
        }
        for text in ["", Self.publicText, encrypted] {
            #expect(throws: CryptoError.self, "\(text)") {
                let key = try SigningKey(pem: secret(text))
                _ = key.publicKey
            }
        }
    }
}
