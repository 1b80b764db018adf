public import VaultModel

/// How much a key safe destroys within a day by itself, and who can let it destroy more.
///
/// The key safe holds and enforces them, so that a vault process in the wrong hands cannot erase a hospital.
public struct SafeLimits: Hashable, Sendable {
    /// The time over which destruction is counted, in seconds: a day, ending now.
    public static let period: Int64 = 86_400
    /// The largest number of approvers.
    public static let maximumApprovers = 32

    /// What a key safe begins with: no approvers are known yet, and nothing goes beyond the figures.
    public static let standard = SafeLimits(
        unchecked: 0,
        patients: 100,
        versions: 10_000,
        coolingOff: 7 * 86_400,
        approvals: 0,
        approvers: []
    )

    /// How often they were set; the place of a key safe with more knows better.
    public let number: Int64
    /// How many patients may be destroyed as a whole within the period without approval.
    public let patients: Int64
    /// How many single slots may be destroyed within the period without approval.
    public let versions: Int64
    /// How many seconds lie at least between a sweep's announcement and its destruction.
    public let coolingOff: Int64
    /// How many approvers must sign what goes beyond; 0 when none are known.
    public let approvals: Int
    /// Who can sign, in the order of their keys.
    public let approvers: [Approver]

    /// Makes limits.
    ///
    /// - Throws: `KeyringError` with code `request` for negative figures, for two approvers with one key, and for more
    ///   signatures than approvers, or none.
    public init(
        patients: Int64,
        versions: Int64,
        coolingOff: Int64,
        approvals: Int,
        approvers: [Approver]
    ) throws(KeyringError) {
        let figures = [patients, versions, coolingOff]
        guard figures.allSatisfy({ (0...CanonicalJSON.maximumInteger).contains($0) }) else {
            throw KeyringError(.request, "limits are whole numbers, 0 or more")
        }
        guard Set(approvers.map(\.key)).count == approvers.count,
            approvers.count <= Self.maximumApprovers,
            approvers.isEmpty ? approvals == 0 : (1...approvers.count).contains(approvals)
        else {
            throw KeyringError(
                .request,
                "approvers are at most \(Self.maximumApprovers) people with a key each, and between one and all of them sign"
            )
        }
        self.init(
            unchecked: 0,
            patients: patients,
            versions: versions,
            coolingOff: coolingOff,
            approvals: approvals,
            approvers: approvers
        )
    }

    private init(
        unchecked number: Int64,
        patients: Int64,
        versions: Int64,
        coolingOff: Int64,
        approvals: Int,
        approvers: [Approver]
    ) {
        self.number = number
        self.patients = patients
        self.versions = versions
        self.coolingOff = coolingOff
        self.approvals = approvals
        self.approvers = approvers.sorted { $0.key.bytes.lexicographicallyPrecedes($1.key.bytes) }
    }

    /// The same limits as the one set after others.
    func following(_ present: SafeLimits) -> SafeLimits {
        SafeLimits(
            unchecked: present.number + 1,
            patients: patients,
            versions: versions,
            coolingOff: coolingOff,
            approvals: approvals,
            approvers: approvers
        )
    }

    /// Whether they let nothing happen that others would stop.
    func isAtLeastAsStrict(as other: SafeLimits) -> Bool {
        patients <= other.patients && versions <= other.versions && coolingOff >= other.coolingOff
            && approvers == other.approvers && approvals >= other.approvals
    }
}

extension SafeLimits {
    static let limit = 1 << 16
    private static let format = "lethe.limits.v1"

    /// The limits as canonical JSON.
    public var json: CanonicalJSON {
        .object([
            "approvals": .integer(Int64(approvals)),
            "approvers": .array(approvers.map(\.json)),
            "cooling_off": .integer(coolingOff),
            "format": .string(Self.format),
            "number": .integer(number),
            "patients": .integer(patients),
            "versions": .integer(versions),
        ])
    }

    /// Reads exactly what ``json`` writes; anything else is `nil`.
    public init?(_ json: CanonicalJSON) {
        guard json["format"]?.stringValue == Self.format,
            let number = json["number"]?.integerValue, number >= 0,
            let patients = json["patients"]?.integerValue, let versions = json["versions"]?.integerValue,
            let coolingOff = json["cooling_off"]?.integerValue,
            let approvals = json["approvals"]?.integerValue, let count = Int(exactly: approvals),
            let approvers = json["approvers"]?.arrayValue?.compactMap(Approver.init),
            let limits = try? SafeLimits(
                patients: patients,
                versions: versions,
                coolingOff: coolingOff,
                approvals: count,
                approvers: approvers
            )
        else { return nil }
        self.init(
            unchecked: number,
            patients: limits.patients,
            versions: limits.versions,
            coolingOff: limits.coolingOff,
            approvals: limits.approvals,
            approvers: limits.approvers
        )
        guard self.json == json else { return nil }
    }

    /// The content of the file `limits`.
    var encoded: [UInt8] { json.encoded }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? CanonicalJSON(decoding: bytes) else { return nil }
        self.init(json)
    }

    /// What two places together say: what was set last.
    ///
    /// Two that were set at different places as often as each other cannot be told by age; the smaller figures count.
    func merged(with other: SafeLimits) -> SafeLimits {
        guard number == other.number else { return number > other.number ? self : other }
        guard self != other else { return self }
        let mine = [patients, versions, -coolingOff]
        let theirs = [other.patients, other.versions, -other.coolingOff]
        if mine != theirs { return mine.lexicographicallyPrecedes(theirs) ? self : other }
        return encoded.lexicographicallyPrecedes(other.encoded) ? self : other
    }
}
