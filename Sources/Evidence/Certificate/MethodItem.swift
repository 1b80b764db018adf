import VaultModel

/// One line of the description of how data was erased, in the terms that NIST SP 800-88 asks a vendor for.
public struct MethodItem: Hashable, Sendable {
    /// What the line is about.
    public let topic: String
    /// What is said about it.
    public let text: String

    /// Makes a line.
    public init(topic: String, text: String) {
        self.topic = topic
        self.text = text
    }

    static let keys: Set = ["text", "topic"]

    var json: CanonicalJSON {
        .object(["text": .string(text), "topic": .string(topic)])
    }

    init(_ reader: MemberReader) throws(EvidenceError) {
        try reader.expect(Self.keys)
        topic = try reader.text("topic")
        text = try reader.text("text")
    }

    /// The description of the method that the vault uses (NIST SP 800-88 Revision 2, cryptographic erase).
    ///
    /// - Parameters:
    ///   - overwritesInPlace: Whether every key safe lies where new bytes take the place of the old ones; `false` for a
    ///     weak one.
    ///   - sharesKeys: Whether every key safe holds a share of the top key instead of the key itself.
    public static func cryptographicErase(overwritesInPlace: Bool, sharesKeys: Bool = false) -> [Self] {
        let sanitisation = overwritesInPlace ? inPlace : elsewhere
        return standard(sanitisation: sharesKeys ? sanitisation + " " + shares : sanitisation)
    }

    private static let shares =
        "Each key safe holds a share of the top key. In those that confirmed, the share of the previous top key was "
        + "destroyed so; what may be left in the others is too little to open it."

    private static let inPlace =
        "The branches of the tree that lead to the keys were removed, the rest was sealed under a new top key, and "
        + "the previous top key was overwritten in place in every key safe with random bytes, flushed to the device "
        + "and read back."

    private static let elsewhere =
        "The branches of the tree that lead to the keys were removed, the rest was sealed under a new top key, and "
        + "the previous top key was overwritten with random bytes in every key safe. At least one key safe lies on a "
        + "file system that may have kept the old bytes elsewhere on its device."

    private static func standard(sanitisation: String) -> [Self] {
        [
            Self(
                topic: "Standard",
                text:
                    "Cryptographic erase after NIST SP 800-88 Revision 2, used by analogy: the standard speaks of "
                    + "storage media, this certificate of the keys of single records."
            ),
            Self(
                topic: "Key generation",
                text:
                    "Each storing of a version draws its own 256-bit key from the random generator of the operating "
                    + "system; no key is used for two versions."
            ),
            Self(
                topic: "Encryption of the data",
                text:
                    "AES-256-GCM in chunks of 64 KiB under keys derived with HKDF-SHA-256. Nothing of a record is "
                    + "ever stored unencrypted, except what is listed above as remaining."
            ),
            Self(
                topic: "Key level and wrapping",
                text:
                    "Each key is wrapped with AES-256-GCM under a key that is derived from a tree of keys from "
                    + "which single branches can be removed (SHA-512, HKDF-SHA-256). The tree is sealed under one 256-bit top key, kept only in the key safe."
            ),
            Self(
                topic: "Data areas",
                text:
                    "Contents, descriptions and facts of the records and the openings of their ledger entries, in "
                    + "the database, its replicas, logs and backups, in file stores and in every other copy."
            ),
            Self(topic: "Sanitisation of the keys", text: sanitisation),
            Self(
                topic: "Verification",
                text:
                    "The key safe was opened afresh and can no longer derive the keys; no wrapped key, identifier or "
                    + "file of the records was left in the database; every reader and cache had let go."
            ),
            Self(
                topic: "Key life cycle",
                text:
                    "The top key is never printed, exported, escrowed or injected. Copies of the key safe made "
                    + "against its custody rule are outside what this certificate can attest."
            ),
            Self(
                topic: "Error handling",
                text:
                    "As long as one key safe has not confirmed, or the verification finds anything, no certificate is "
                    + "made and nobody is told that the records are erased."
            ),
        ]
    }
}
