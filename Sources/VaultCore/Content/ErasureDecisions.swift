public import PolicyEngine
public import VaultCrypto
public import VaultModel

/// What the rules were told and said about what an erasure takes, sealed with its order.
///
/// Of thousands of versions most are told about alike: equal facts stand here once, with the versions they hold for, and
/// those of the largest group are all that no other names.
public struct ErasureDecisions: Hashable, Sendable {
    /// Versions that the rules were told the same about.
    public struct Group: Hashable, Sendable {
        /// Everything the rules were told, as `FactKind.value(of:)` reads it.
        public let facts: [String: String]
        /// What they said.
        public let answer: DecisionAnswer
        /// For which versions of which records; `nil` for all that no other group names.
        public let versions: [RecordID: [VersionNumber]]?
    }

    /// The question: whether to erase, or to correct.
    public let kind: DecisionKind
    /// The day of the question.
    public let asOf: Day
    /// The rulebook that was asked.
    public let rulebook: Digest
    /// The groups, the largest first.
    public let groups: [Group]

    private static let damaged = VaultError(.damaged, "the decisions of an erasure have an unknown form")

    /// Groups what was said about versions; nothing is `nil`.
    init?(_ judged: [JudgedVersion]) {
        guard let first = judged.first?.verdict else { return nil }
        kind = first.decision.kind
        asOf = first.decision.asOf
        rulebook = first.rulebook
        let groups = Self.grouped(judged).sorted { ($1.count, $0[0].slot) < ($0.count, $1[0].slot) }
        self.groups = groups.enumerated().map { place, members in
            let versions = Dictionary(grouping: members, by: \.record).mapValues {
                $0.map(\.version).sorted()
            }
            return Group(
                facts: members[0].verdict.facts.mapValues(\.text),
                answer: DecisionAnswer(members[0].verdict.decision),
                versions: place == 0 ? nil : versions
            )
        }
    }

    /// The versions that the rules were told the same about.
    ///
    /// Most are told about like the one before them, which is known faster by comparing than by hashing.
    private static func grouped(_ judged: [JudgedVersion]) -> [[JudgedVersion]] {
        var groups: [[JudgedVersion]] = []
        var places: [[String: FactValue]: Int] = [:]
        var last = 0
        for version in judged {
            let facts = version.verdict.facts
            if groups.isEmpty || groups[last][0].verdict.facts != facts {
                last = places[facts, default: groups.count]
                places[facts] = last
                if last == groups.count { groups.append([]) }
            }
            groups[last].append(version)
        }
        return groups
    }

    var json: CanonicalJSON {
        .object([
            "asOf": .string(asOf.description),
            "groups": .array(
                groups.map { group in
                    var members: [String: CanonicalJSON] = [
                        "answer": group.answer.json,
                        "facts": .object(group.facts.mapValues { .string($0) }),
                    ]
                    if let versions = group.versions {
                        let named = versions.map { record, versions in
                            (
                                record.description,
                                CanonicalJSON.array(versions.map { .integer(Int64($0.rawValue)) })
                            )
                        }
                        members["versions"] = .object(Dictionary(named) { first, _ in first })
                    }
                    return .object(members)
                }
            ),
            "kind": .string(kind.rawValue),
            "rulebook": .string(rulebook.hex),
        ])
    }

    /// Reads decisions back.
    ///
    /// - Throws: ``VaultError/Code/damaged`` for anything this version does not understand.
    init(json: CanonicalJSON) throws {
        guard json.hasMembers(["asOf", "groups", "kind", "rulebook"]),
            let kind = json["kind"]?.stringValue.flatMap(DecisionKind.init(rawValue:)),
            let asOf = json["asOf"]?.stringValue.flatMap(Day.init(iso8601:)),
            let rulebook = json["rulebook"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            let groups = json["groups"]?.arrayValue
        else { throw Self.damaged }
        self.kind = kind
        self.asOf = asOf
        self.rulebook = rulebook
        self.groups = try groups.map { group in
            guard group.hasMembers(["answer", "facts"], optional: ["versions"]),
                let facts = group["facts"]?.textsByName, let answer = group["answer"]
            else { throw Self.damaged }
            return Group(
                facts: facts,
                answer: try DecisionAnswer(json: answer),
                versions: try group["versions"].map { try Self.versions($0) }
            )
        }
    }

    private static func versions(_ json: CanonicalJSON) throws -> [RecordID: [VersionNumber]] {
        guard let members = json.objectValue else { throw damaged }
        let named = try members.map { name, list in
            let numbers = (list.arrayValue ?? []).compactMap { number in
                number.integerValue.flatMap(Int32.init(exactly:)).flatMap { VersionNumber($0) }
            }
            guard let record = RecordID(name), !numbers.isEmpty, numbers.count == list.arrayValue?.count
            else { throw damaged }
            return (record, numbers)
        }
        return Dictionary(named) { first, _ in first }
    }
}
