internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// Reads the stated facts of many versions: most documents of a file state what others state, which is read once.
struct FactsReader {
    /// What the answer of the rules about a version of a file depends on, as long as nothing else is told to them.
    struct Question: Hashable {
        let facts: [String: FactValue]
        let unknown: [String]
        let episode: Int32?

        init(_ item: Chart.Item) {
            facts = item.own
            unknown = item.unknown
            episode = item.row.episode
        }
    }

    private struct Known {
        let stated: RecordFacts
        let own: [String: FactValue]
        let unknown: [String]
    }

    let law: Law
    private var known: [[UInt8]: Known] = [:]

    init(law: Law) {
        self.law = law
    }

    /// A version as the rules know it.
    ///
    /// - Parameter text: Its facts, opened.
    /// - Throws: ``VaultError/Code/damaged``, `CanonicalJSONError`.
    mutating func item(_ row: VersionRow, stating text: [UInt8], key: SharedSecret) throws -> Chart.Item {
        let facts = try known[text] ?? read(text)
        return Chart.Item(row: row, key: key, stated: facts.stated, own: facts.own, unknown: facts.unknown)
    }

    private mutating func read(_ text: [UInt8]) throws -> Known {
        let stated = try RecordFacts(json: CanonicalJSON(decoding: text))
        let (own, unknown) = law.known(stated)
        let facts = Known(stated: stated, own: own, unknown: unknown)
        known[text] = facts
        return facts
    }
}
