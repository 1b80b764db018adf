internal import VaultCrypto
public import VaultModel

/// Where the keys of records went that were moved to another patient, `docs/formats/key-file.md`: with it an older copy of
/// the database that repeats the move has them there.
public struct MoveFile: Hashable, Sendable {
    /// The key of a version in its new place.
    public struct Place: Hashable, Sendable {
        /// The record.
        public let record: RecordID
        /// The number of the version.
        public let version: VersionNumber
        /// The tree of the new place.
        public let tree: TreeNumber
        /// The new place.
        public let slot: Slot
        /// Record key and opening, wrapped for the new place.
        public let wrapped: [UInt8]
        /// Its facts, when the move sealed them anew under the record key.
        public let sealedFacts: [UInt8]?

        /// Names a place.
        public init(
            record: RecordID,
            version: VersionNumber,
            tree: TreeNumber,
            slot: Slot,
            wrapped: [UInt8],
            sealedFacts: [UInt8]?
        ) {
            self.record = record
            self.version = version
            self.tree = tree
            self.slot = slot
            self.wrapped = wrapped
            self.sealedFacts = sealedFacts
        }
    }

    private static let format = "lethe.move.v1"

    /// The request by which the old places were destroyed.
    public let request: RequestID
    /// The versions that were moved.
    public let places: [Place]

    /// Makes the content of a file.
    public init(_ request: RequestID, places: [Place]) {
        self.request = request
        self.places = places
    }

    /// The file of a controller, as canonical JSON.
    func encoded(for identity: SafeIdentity) -> [UInt8] {
        CanonicalJSON.object([
            "controller": .string(identity.controller.description),
            "format": .string(Self.format),
            "request": .string(request.description),
            "vault": .string(identity.vault.description),
            "versions": .array(places.map(\.json)),
        ]).encoded
    }

    /// Reads exactly what ``encoded(for:)`` writes; anything else is `nil`.
    init?(_ bytes: [UInt8], of identity: SafeIdentity) {
        guard let json = try? CanonicalJSON(decoding: bytes),
            let request = json["request"]?.stringValue.flatMap({ RequestID($0) }),
            let list = json["versions"]?.arrayValue
        else { return nil }
        let places = list.compactMap(Place.init)
        self.init(request, places: places)
        guard places.count == list.count, encoded(for: identity) == bytes else { return nil }
    }
}

extension MoveFile.Place {
    fileprivate var json: CanonicalJSON {
        .object([
            "facts": sealedFacts.map { .string(Base64.encode($0)) } ?? .null,
            "patient": .integer(Int64(slot.patient.rawValue)),
            "record": .string(record.description),
            "serial": .integer(Int64(slot.serial)),
            "tree": .integer(Int64(tree.rawValue)),
            "version": .integer(Int64(version.rawValue)),
            "wrapped": .string(Base64.encode(wrapped)),
        ])
    }

    fileprivate init?(_ json: CanonicalJSON) {
        guard let record = json["record"]?.stringValue.flatMap({ RecordID($0) }),
            let version = json["version"]?.integerValue.flatMap({ Int32(exactly: $0) })
                .flatMap({ VersionNumber($0) }),
            let tree = json["tree"]?.integerValue.flatMap({ Int16(exactly: $0) }).flatMap({ TreeNumber($0) }),
            let patient = json["patient"]?.integerValue.flatMap({ UInt64(exactly: $0) })
                .flatMap({ PatientNumber($0) }),
            let serial = json["serial"]?.integerValue.flatMap({ UInt32(exactly: $0) }),
            let slot = Slot(patient: patient, serial: serial),
            let wrapped = json["wrapped"]?.stringValue.flatMap(Base64.decode)
        else { return nil }
        self.init(
            record: record,
            version: version,
            tree: tree,
            slot: slot,
            wrapped: wrapped,
            sealedFacts: json["facts"]?.stringValue.flatMap(Base64.decode)
        )
    }
}
