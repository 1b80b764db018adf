public import VaultCrypto
public import VaultModel

/// What approvers of a key safe sign: one order to one key safe, in exactly one spelling.
public struct SafeOrder: Hashable, Sendable {
    /// What is ordered.
    public enum Content: Hashable, Sendable {
        /// Keys are destroyed: how many patients as a whole, single versions, whole key trees; `prefixes` is the SHA-256
        /// of all their encoded prefixes, one after another.
        case destroy(PuncturePurpose, patients: Int64, versions: Int64, trees: Int64, prefixes: Digest)
        /// Other limits come into force.
        case limits(SafeLimits)
    }

    /// The vault whose key safe is meant.
    public let vault: VaultID
    /// The controller.
    public let controller: ControllerID
    /// The request.
    public let request: RequestID
    /// What is ordered.
    public let content: Content

    /// Makes an order.
    init(vault: VaultID, controller: ControllerID, request: RequestID, content: Content) {
        self.vault = vault
        self.controller = controller
        self.request = request
        self.content = content
    }

    /// The order to destroy what a request names.
    init(_ request: PunctureRequest, to identity: SafeIdentity) {
        let use = DayUse(of: request.prefixes)
        self.init(
            vault: identity.vault,
            controller: identity.controller,
            request: request.id,
            content: .destroy(
                request.purpose,
                patients: use.patients,
                versions: use.versions,
                trees: use.trees,
                prefixes: SHA256.hash(request.prefixes.flatMap(\.encoded))
            )
        )
    }
}

extension SafeOrder {
    private static let format = "lethe.order.v1"

    /// The order as canonical JSON, for the file that an approver takes to a machine of their own.
    public var json: CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "controller": .string(controller.description),
            "format": .string(Self.format),
            "request": .string(request.description),
            "vault": .string(vault.description),
        ]
        switch content {
        case .destroy(let purpose, let patients, let versions, let trees, let prefixes):
            members["order"] = .string("destroy")
            members["patients"] = .integer(patients)
            members["prefixes"] = .string(prefixes.hex)
            members["purpose"] = .string(purpose.word)
            members["trees"] = .integer(trees)
            members["versions"] = .integer(versions)
        case .limits(let limits):
            members["order"] = .string("limits")
            members["limits"] = limits.json
        }
        return .object(members)
    }

    /// Reads exactly what ``json`` writes; anything else is `nil`.
    public init?(_ json: CanonicalJSON) {
        guard let vault = json["vault"]?.stringValue.flatMap({ VaultID($0) }),
            let controller = json["controller"]?.stringValue.flatMap({ ControllerID($0) }),
            let request = json["request"]?.stringValue.flatMap({ RequestID($0) }),
            let content = Self.content(json)
        else { return nil }
        self.init(vault: vault, controller: controller, request: request, content: content)
        guard self.json == json else { return nil }
    }

    private static func content(_ json: CanonicalJSON) -> Content? {
        switch json["order"]?.stringValue {
        case "destroy":
            guard let word = json["purpose"]?.stringValue,
                let purpose = PuncturePurpose.allCases.first(where: { $0.word == word }),
                let patients = json["patients"]?.integerValue,
                let versions = json["versions"]?.integerValue,
                let trees = json["trees"]?.integerValue,
                let prefixes = json["prefixes"]?.stringValue.flatMap(Hex.decode).flatMap({ Digest(bytes: $0) }
                )
            else { return nil }
            return .destroy(
                purpose,
                patients: patients,
                versions: versions,
                trees: trees,
                prefixes: prefixes
            )
        case "limits": return json["limits"].flatMap(SafeLimits.init).map(Content.limits)
        default: return nil
        }
    }
}

extension PuncturePurpose {
    /// The purpose as orders and people name it.
    public var word: String {
        switch self {
        case .erasure: "erasure"
        case .expiry: "expiry"
        case .redaction: "redaction"
        case .move: "move"
        case .suppression: "suppression"
        case .renewal: "renewal"
        }
    }
}
