internal import PolicyEngine
internal import VaultCrypto
internal import VaultModel

/// A published rulebook, read and ready to decide; controllers with the same rules share one.
struct OpenRulebook: Sendable {
    let digest: Digest
    let rulebook: Rulebook
    let engine: PolicyEngine
    /// The English sentence of each rule, by id.
    let sentences: [String: String]
    /// The days on which a rule of retention begins or has ceased to be law.
    let retentionChanges: [Day]

    /// Opens a published rulebook.
    ///
    /// - Throws: ``VaultError/Code/unusable`` when its archive cannot be read.
    init(digest: Digest, archive: [UInt8]) throws {
        guard SHA256.hash(archive) == digest, let files = try? RulebookArchive.decode(archive) else {
            throw VaultError(.unusable, "the published rulebook is damaged")
        }
        let (rulebook, problems) = RulebookLoader.open(files)
        guard let rulebook else {
            throw VaultError(.unusable, "the published rulebook has \(problems.count) problems")
        }
        self.digest = digest
        self.rulebook = rulebook
        engine = PolicyEngine(rulebook)
        retentionChanges = rulebook.changes(of: .retain)
        sentences = Dictionary(
            rulebook.rules.map { ($0.id, $0.plain["en"] ?? "") },
            uniquingKeysWith: { first, _ in first }
        )
    }
}
