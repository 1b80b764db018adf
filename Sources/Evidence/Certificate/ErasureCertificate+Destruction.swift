public import VaultModel

extension ErasureCertificate {
    /// The destruction of the keys in every place of the key safe.
    public struct Destruction: Hashable, Sendable {
        /// One place that confirmed that the key is gone from it.
        public struct Confirmation: Hashable, Sendable {
            /// What the place is called.
            public let place: String
            /// When it confirmed.
            public let at: Timestamp

            /// Notes a confirmation.
            public init(place: String, at: Timestamp) {
                self.place = place
                self.at = at
            }

            static let keys: Set = ["at", "place"]

            var json: CanonicalJSON {
                .object(["at": .string(at.description), "place": .string(place)])
            }

            init(_ reader: MemberReader) throws(EvidenceError) {
                try reader.expect(Self.keys)
                place = try reader.text("place")
                at = try reader.timestamp("at")
            }
        }

        /// The assurance level of the key safe, in its words.
        public let level: String
        /// Who keeps the key safe and how, as the controller declared it.
        public let declaration: String
        /// How many places the key safe has.
        public let places: Int
        /// How many of them suffice, since fewer shares of an older key than open it are left then; `nil` when all
        /// must have confirmed.
        public let needed: Int?
        /// How many places more were declared lost, in which nothing was destroyed and each of which opens alone; `nil` for
        /// none.
        public let lost: Int?
        /// The places that confirmed; a certificate needs all, or as many as suffice.
        public let confirmations: [Confirmation]

        /// Describes a destruction.
        public init(
            level: String,
            declaration: String,
            places: Int,
            needed: Int? = nil,
            lost: Int? = nil,
            confirmations: [Confirmation]
        ) {
            self.level = level
            self.declaration = declaration
            self.places = places
            self.needed = needed
            self.lost = lost
            self.confirmations = confirmations
        }

        static let keys: Set = ["confirmations", "declaration", "level", "places"]

        var json: CanonicalJSON {
            var members: [String: CanonicalJSON] = [
                "confirmations": .array(confirmations.map(\.json)),
                "declaration": .string(declaration),
                "level": .string(level),
                "places": .integer(Int64(places)),
            ]
            if let needed { members["needed"] = .integer(Int64(needed)) }
            if let lost { members["lost"] = .integer(Int64(lost)) }
            return .object(members)
        }

        init(_ reader: MemberReader) throws(EvidenceError) {
            try reader.expect(Self.keys.union(["needed", "lost"].filter(reader.has)))
            level = try reader.text("level")
            declaration = try reader.text("declaration")
            places = try reader.count("places")
            needed = reader.has("needed") ? try reader.count("needed") : nil
            lost = reader.has("lost") ? try reader.count("lost") : nil
            confirmations = try reader.list("confirmations", Confirmation.init)
        }
    }
}
