public import VaultModel

extension ErasureCertificate {
    /// The organisation that answers for the data (GDPR Art 4(7)).
    public struct Controller: Hashable, Sendable {
        /// Its random number in the vault.
        public let id: ControllerID
        /// Its name.
        public let name: String

        /// Names a controller.
        public init(id: ControllerID, name: String) {
            self.id = id
            self.name = name
        }

        static let keys: Set = ["id", "name"]

        var json: CanonicalJSON {
            .object(["id": .string(id.description), "name": .string(name)])
        }

        init(_ reader: MemberReader) throws(EvidenceError) {
            try reader.expect(Self.keys)
            id = try reader.identifier("id")
            name = try reader.text("name")
        }
    }

    /// How much of what belongs to the patient was erased.
    public enum Scope: String, CaseIterable, Hashable, Sendable {
        /// Everything: the whole chart.
        case patient
        /// Single records; others of the same patient may remain.
        case records
        /// Earlier versions of records that stay and were corrected.
        case versions
        /// What stood in the file of a patient to whom it does not belong; it stays in the right one's.
        case moved
    }

    /// The rules by which the erasure was decided.
    public struct Rulebook: Hashable, Sendable {
        /// Its name, as people know it.
        public let name: String
        /// Its digest in hexadecimal.
        public let digest: String

        /// Names a rulebook.
        public init(name: String, digest: String) {
            self.name = name
            self.digest = digest
        }

        static let keys: Set = ["digest", "name"]

        var json: CanonicalJSON {
            .object(["digest": .string(digest), "name": .string(name)])
        }

        init(_ reader: MemberReader) throws(EvidenceError) {
            try reader.expect(Self.keys)
            name = try reader.text("name")
            digest = try reader.text("digest")
        }
    }
}
