public import VaultModel

extension ErasureCertificate {
    /// What is still there after the erasure, said completely.
    public struct Remains: Hashable, Sendable {
        /// A backup that was made before and still holds ciphertext.
        public struct Backup: Hashable, Sendable {
            /// What the backup is called.
            public let label: String
            /// When it was made.
            public let takenAt: Timestamp
            /// When it will be deleted; `nil` when nobody has said.
            public let expiresAt: Timestamp?

            /// Notes a backup.
            public init(label: String, takenAt: Timestamp, expiresAt: Timestamp?) {
                self.label = label
                self.takenAt = takenAt
                self.expiresAt = expiresAt
            }

            static let keys: Set = ["expires_at", "label", "taken_at"]

            var json: CanonicalJSON {
                .object([
                    "expires_at": expiresAt.map { .string($0.description) } ?? .null,
                    "label": .string(label),
                    "taken_at": .string(takenAt.description),
                ])
            }

            init(_ reader: MemberReader) throws(EvidenceError) {
                try reader.expect(Self.keys)
                label = try reader.text("label")
                takenAt = try reader.timestamp("taken_at")
                expiresAt = try reader.timestampOrNull("expires_at")
            }
        }

        /// What old backups hold unsealed about an erased record, each in words.
        public let clearList: [String]
        /// The backups that are registered; empty when none are.
        public let backups: [Backup]
        /// Until when an old backup could confirm that a known identifier existed here; `nil` when it cannot.
        public let identifiersUntil: Timestamp?

        /// Describes what remains.
        public init(
            clearList: [String] = Self.standardClearList,
            backups: [Backup],
            identifiersUntil: Timestamp?
        ) {
            self.clearList = clearList
            self.backups = backups
            self.identifiersUntil = identifiersUntil
        }

        /// The clear list of `docs/erasure.md` in the words of a certificate.
        public static let standardClearList = [
            "the number of the controller",
            "a number of the patient that means nothing outside the vault",
            "random identifiers of patient, record and version",
            "the number and state of each version",
            "the month in which its retention was to be reviewed",
            "its size, rounded up so that sizes do not tell contents apart",
            "the day on which it was stored",
        ]

        static let keys: Set = ["backups", "clear_list", "identifiers_until"]

        var json: CanonicalJSON {
            .object([
                "backups": .array(backups.map(\.json)),
                "clear_list": .array(clearList.map { .string($0) }),
                "identifiers_until": identifiersUntil.map { .string($0.description) } ?? .null,
            ])
        }

        init(_ reader: MemberReader) throws(EvidenceError) {
            try reader.expect(Self.keys)
            clearList = try reader.texts("clear_list")
            backups = try reader.list("backups", Backup.init)
            identifiersUntil = try reader.timestampOrNull("identifiers_until")
        }
    }
}
