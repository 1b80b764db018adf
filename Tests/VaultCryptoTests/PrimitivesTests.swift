import Testing
import VaultCrypto
import VaultModel

/// Vectors of the standards themselves.
@Suite struct PrimitivesTests {
    private func hex(_ text: String) throws -> [UInt8] { try #require(Hex.decode(text)) }

    private func hex(_ secret: borrowing SecretBytes) -> String {
        Hex.encode(secret.publicBytes(in: 0..<secret.count))
    }

    /// FIPS 180-4, example computations.
    @Test func sha256() {
        #expect(
            SHA256.hash([]).hex == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
        )
        #expect(
            SHA256.hash(Array("abc".utf8)).hex
                == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        )
        var stream = SHA256Stream()
        for _ in 0..<1_000 { stream.update([UInt8](repeating: 0x61, count: 1_000)) }
        let million = stream.finish()
        #expect(million.hex == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    @Test func sha256WithPrefixIsThePlainHashOfAllBytes() throws {
        let left = SHA256.hash([1])
        let right = SHA256.hash([2])
        #expect(SHA256.hash(prefix: 1, left, right) == SHA256.hash([1] + left.bytes + right.bytes))
        #expect(SHA256.hash(prefix: 0, [7, 8]) == SHA256.hash([0, 7, 8]))
    }

    @Test func digestsKeepBytesAndOrder() throws {
        let bytes = (0..<32).map { UInt8(255 - $0) }
        let digest = try #require(Digest(bytes: bytes))
        #expect(digest.bytes == bytes)
        #expect(digest.hex == Hex.encode(bytes))
        #expect(Digest(bytes: Array(bytes.dropLast())) == nil)
        #expect(Digest(bytes: bytes + [0]) == nil)
        let later = try #require(Digest(bytes: bytes.dropLast() + [255]))
        #expect(digest < later && !(later < digest) && digest != later)
    }

    /// FIPS 180-4, example computations.
    @Test func sha512() {
        let expected =
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a"
            + "2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f"
        #expect(Hex.encode(SHA512.hash(Array("abc".utf8))) == expected)
        #expect(
            hex(SHA512.hash(label: Array("a".utf8), secret: SecretBytes(copying: Array("bc".utf8))))
                == expected
        )
        let pair = SHA512.split(label: Array("ab".utf8), seed: SecretBytes(copying: Array("c".utf8)))
        #expect(hex(pair.left) == String(expected.prefix(64)))
        #expect(hex(pair.right) == String(expected.suffix(64)))
    }

    /// RFC 4231, test cases 1, 2 and 6.
    @Test func hmac() throws {
        let cases: [(key: [UInt8], message: [UInt8], value: String)] = [
            (
                [UInt8](repeating: 0x0b, count: 20), Array("Hi There".utf8),
                "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
            ),
            (
                Array("Jefe".utf8), Array("what do ya want for nothing?".utf8),
                "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
            ),
            (
                [UInt8](repeating: 0xaa, count: 131),
                Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
                "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
            ),
        ]
        for item in cases {
            let value = HMACSHA256.authenticate(item.message, key: SecretBytes(copying: item.key))
            #expect(value.hex == item.value)
        }
    }

    /// RFC 5869, test cases 1, 2 and 3.
    @Test func hkdf() throws {
        let first = HKDF.derive(
            from: SecretBytes(copying: [UInt8](repeating: 0x0b, count: 22)),
            salt: try hex("000102030405060708090a0b0c"),
            info: try hex("f0f1f2f3f4f5f6f7f8f9"),
            count: 42
        )
        #expect(
            hex(first)
                == "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
        )
        let second = HKDF.derive(
            from: SecretBytes(copying: (0..<80).map { UInt8($0) }),
            salt: (0x60..<0xb0).map { UInt8($0) },
            info: (0xb0...0xff).map { UInt8($0) },
            count: 82
        )
        #expect(
            hex(second)
                == "b11e398dc80327a1c8e7f78c596a49344f012eda2d4efad8a050cc4c19afa97c59045a99cac7827271cb41c65e590e09"
                + "da3275600c2f09b8367793a9aca3db71cc30c58179ec3e87c14c01d5c1f3434f1d87"
        )
        let third = HKDF.derive(
            from: SecretBytes(copying: [UInt8](repeating: 0x0b, count: 22)),
            salt: [],
            info: [],
            count: 42
        )
        #expect(
            hex(third)
                == "8da4e775a563c18f715f802a063c5a31b8a11f5c5ee1879ec3454e5f3c738d2d9d201395faa4b61a96c8"
        )
        // The pseudorandom key of test case 1 gives its output by the expand step alone.
        let expanded = HKDF.expand(
            SecretBytes(copying: try hex("077709362c2e32df0ddc3f0dc47bba6390b6c73bb50f9c3122ec844ad7c2b3e5")),
            info: try hex("f0f1f2f3f4f5f6f7f8f9"),
            count: 42
        )
        #expect(hex(expanded) == hex(first))
        for count in [1, 31, 32, 33, 64, 8_160] {
            let longer = HKDF.expand(expanded, info: [7], count: 8_160)
            #expect(
                hex(HKDF.expand(expanded, info: [7], count: count)) == String(hex(longer).prefix(2 * count))
            )
        }
    }

    /// The GCM specification of McGrew and Viega, test cases 13, 14 and 16.
    @Test func aesGCM() throws {
        let zero = SecretBytes(copying: [UInt8](repeating: 0, count: 32))
        let nonce = [UInt8](repeating: 0, count: 12)
        #expect(
            Hex.encode(AESGCM.seal([], key: zero, nonce: nonce, aad: []))
                == "530f8afbc74536b9a963b4f1c4cb738b"
        )
        #expect(
            Hex.encode(AESGCM.seal([UInt8](repeating: 0, count: 16), key: zero, nonce: nonce, aad: []))
                == "cea7403d4d606b6e074ec5d3baf39d18d0d1c8a799996bf0265b98b5d48ab919"
        )
        let key = SecretBytes(
            copying: try hex("feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308")
        )
        let plaintext = try hex(
            "d9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525"
                + "b16aedf5aa0de657ba637b39"
        )
        let aad = try hex("feedfacedeadbeeffeedfacedeadbeefabaddad2")
        let sealed = AESGCM.seal(plaintext, key: key, nonce: try hex("cafebabefacedbaddecaf888"), aad: aad)
        #expect(Hex.encode(sealed.suffix(16).map { $0 }) == "76fc6ece0f4e1768cddf8853bb2d551b")
        let opened = try AESGCM.open(sealed, key: key, nonce: try hex("cafebabefacedbaddecaf888"), aad: aad)
        #expect(opened == plaintext)
    }

    @Test func aesGCMRefusesEveryChangedByte() throws {
        let key = SecretBytes(random: 32)
        let nonce = RandomBytes.make(12)
        let sealed = AESGCM.seal([1, 2, 3], key: key, nonce: nonce, aad: [4])
        let refused = CryptoErrorCheck(.authentication)
        for index in sealed.indices {
            var changed = sealed
            changed[index] ^= 1
            try refused { () throws(CryptoError) in
                _ = try AESGCM.open(changed, key: key, nonce: nonce, aad: [4])
            }
        }
        try refused { () throws(CryptoError) in _ = try AESGCM.open(sealed, key: key, nonce: nonce, aad: [5])
        }
        try refused { () throws(CryptoError) in
            _ = try AESGCM.openSecret(sealed, key: key, nonce: nonce, aad: []).count
        }
        let tooShort = CryptoErrorCheck(.size)
        try tooShort { () throws(CryptoError) in
            _ = try AESGCM.open([1, 2], key: key, nonce: nonce, aad: [])
        }
    }

    @Test func aesGCMSealsSecrets() throws {
        let key = SecretBytes(random: 32)
        let nonce = RandomBytes.make(12)
        let secret = SecretBytes(random: 64)
        let sealed = AESGCM.seal(secret: secret, key: key, nonce: nonce, aad: [])
        #expect(sealed.count == 80)
        #expect(try AESGCM.openSecret(sealed, key: key, nonce: nonce, aad: []).isEqual(to: secret) == true)
    }

    /// RFC 8032 section 7.1, tests 1 and 3.
    @Test func ed25519() throws {
        let first = SigningKey(
            seed: SecretBytes(
                copying: try hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60")
            )
        )
        #expect(
            Hex.encode(first.publicKey.bytes)
                == "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"
        )
        let signature = first.sign([])
        #expect(
            Hex.encode(signature)
                == "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46b"
                + "d25bf5f0595bbe24655141438e7a100b"
        )
        #expect(first.publicKey.isValid(signature, for: []))
        #expect(!first.publicKey.isValid(signature, for: [0]))
        #expect(!first.publicKey.isValid(Array(signature.dropLast()), for: []))
        #expect(!SigningKey.generate().publicKey.isValid(signature, for: []))
        let again = SigningKey(seed: first.seed())
        #expect(again.publicKey == first.publicKey)
    }

    @Test func ed25519RefusesNonCanonicalInput() throws {
        let key = SigningKey.generate()
        var signature = key.sign([1])
        // Adding the group order to S gives a second encoding of the same signature.
        let order = try hex("edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010")
        var carry = 0
        for index in 0..<32 {
            let sum = Int(signature[32 + index]) + Int(order[index]) + carry
            signature[32 + index] = UInt8(sum & 255)
            carry = sum >> 8
        }
        #expect(!key.publicKey.isValid(signature, for: [1]))
        #expect(PublicKey(bytes: [UInt8](repeating: 0, count: 32)) == nil)
        #expect(PublicKey(bytes: [1] + [UInt8](repeating: 0, count: 31)) == nil)
        #expect(PublicKey(bytes: [UInt8](repeating: 255, count: 32)) == nil)
        #expect(PublicKey(bytes: [1, 2]) == nil)
    }
}
