internal import VaultModel

/// What was accepted and declared about a key safe's custody; public.
struct Custody: Hashable, Sendable {
    /// Whether storage that may keep overwritten data was accepted when it was made.
    var acceptsWeak: Bool
    /// The declaration, when one was given.
    var declaration: CustodyDeclaration?
    /// The places that were declared lost, oldest first.
    var lost: [LostPlace] = []

    private static let format = "lethe.custody.v1"
    static let limit = 1 << 16

    /// The content of the file `custody`.
    var encoded: [UInt8] {
        var members: [String: CanonicalJSON] = ["format": .string(Self.format), "weak": .bool(acceptsWeak)]
        if let declaration {
            members["by"] = .string(declaration.by)
            members["statement"] = .string(declaration.statement)
            members["at"] = .string(declaration.at.description)
        }
        if !lost.isEmpty { members["lost"] = .array(lost.map(\.json)) }
        return CanonicalJSON.object(members).encoded
    }

    /// Makes a custody record.
    init(acceptsWeak: Bool, declaration: CustodyDeclaration?) {
        self.acceptsWeak = acceptsWeak
        self.declaration = declaration
    }

    /// Reads exactly what ``encoded`` writes; anything else is `nil`.
    init?(decoding bytes: [UInt8]) {
        guard let json = try? CanonicalJSON(decoding: bytes), json["format"]?.stringValue == Self.format,
            let weak = json["weak"]?.boolValue, let all = json.objectValue?.count
        else { return nil }
        acceptsWeak = weak
        if let list = json["lost"] {
            lost = list.arrayValue?.compactMap { LostPlace(json: $0) } ?? []
            guard !lost.isEmpty, lost.count == list.arrayValue?.count else { return nil }
        }
        let count = all - (lost.isEmpty ? 0 : 1)
        guard count > 2 else { return }
        guard count == 5, let by = json["by"]?.stringValue, let statement = json["statement"]?.stringValue,
            let text = json["at"]?.stringValue, let at = Timestamp(iso8601: text)
        else { return nil }
        let declared = CustodyDeclaration(by: by, statement: statement, at: at)
        guard declared.isPrintable else { return nil }
        declaration = declared
    }

    /// What two places together say: the later declaration, and the weaker storage.
    func merged(with other: Custody) -> Custody {
        let mine = declaration?.at ?? Timestamp(secondsSinceEpoch: .min)
        let theirs = other.declaration?.at ?? Timestamp(secondsSinceEpoch: .min)
        var merged = Custody(
            acceptsWeak: acceptsWeak || other.acceptsWeak,
            declaration: mine >= theirs ? declaration : other.declaration
        )
        merged.lost = (lost + other.lost.filter { !lost.contains($0) }).sorted {
            $0.declaration.at < $1.declaration.at
        }
        return merged
    }
}
