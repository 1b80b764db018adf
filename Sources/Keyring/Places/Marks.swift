internal import VaultModel

/// What a key safe remembers beside its states: whom it obeys, which patient numbers are spent and
/// how far the serials of any patient may have come; public.
struct Marks: Hashable, Sendable {
    /// The vault incarnation it obeys.
    var incarnation: IncarnationID
    /// How often an incarnation was adopted; the place with more knows better.
    var adoption: Int64
    /// The first patient number not yet handed out.
    var patients: UInt64
    /// A serial that no patient's slots have reached.
    var serials: UInt32
    /// How many places the key safe has; all must be named when it is opened.
    var places: Int
    /// How often other places were named since it was made; the place with more knows better how many there are.
    var arrangement: Int64 = 0

    private static let format = "lethe.marks.v1"
    static let limit = 4096

    /// The content of the file `marks`.
    var encoded: [UInt8] {
        var members: [String: CanonicalJSON] = [
            "format": .string(Self.format), "incarnation": .string(incarnation.description),
            "adoption": .integer(adoption), "patients": .integer(Int64(patients)),
            "places": .integer(Int64(places)), "serials": .integer(Int64(serials)),
        ]
        if arrangement > 0 { members["arrangement"] = .integer(arrangement) }
        return CanonicalJSON.object(members).encoded
    }

    /// Makes marks.
    init(incarnation: IncarnationID, adoption: Int64, patients: UInt64, serials: UInt32, places: Int) {
        self.incarnation = incarnation
        self.adoption = adoption
        self.patients = patients
        self.serials = serials
        self.places = places
    }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? CanonicalJSON(decoding: bytes), json["format"]?.stringValue == Self.format,
            let incarnation = json["incarnation"]?.stringValue.flatMap({ IncarnationID($0) }),
            let adoption = json["adoption"]?.integerValue, adoption >= 1,
            let patients = json["patients"]?.integerValue, patients >= 1,
            patients <= 1 << PatientNumber.bitWidth,
            let serials = json["serials"]?.integerValue, serials >= 1,
            serials <= Int64(Slot.maximumSerial) + 1,
            let places = json["places"]?.integerValue, (1...64).contains(places)
        else { return nil }
        self.init(
            incarnation: incarnation,
            adoption: adoption,
            patients: UInt64(patients),
            serials: UInt32(serials),
            places: Int(places)
        )
        if let number = json["arrangement"]?.integerValue { arrangement = number }
        guard arrangement >= 0, encoded == bytes else { return nil }
    }

    /// What two places together remember.
    ///
    /// - Throws: `KeyringError` with code `diverged` when they obey different incarnations since the same adoption.
    func merged(with other: Marks) throws -> Marks {
        if adoption == other.adoption, incarnation != other.incarnation { throw KeyringError.diverged }
        var newer = adoption >= other.adoption ? self : other
        newer.patients = max(patients, other.patients)
        newer.serials = max(serials, other.serials)
        let arranged = arrangement >= other.arrangement ? self : other
        newer.arrangement = arranged.arrangement
        newer.places = arrangement == other.arrangement ? max(places, other.places) : arranged.places
        return newer
    }
}
