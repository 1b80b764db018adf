internal import Evidence
internal import VaultCore
internal import VaultModel

/// What is said about acknowledged data that an older database does not have.
enum LossWords {
    /// - Parameters:
    ///   - entries: How many entries of the ledger nothing explains.
    ///   - since: When the database last learned of an entry.
    ///   - until: When it was reconciled; `nil` before.
    static func lines(entries: Int, since: Timestamp?, until: Timestamp?) -> [String] {
        guard entries > 0 else { return ["  The ledger shows nothing that was acknowledged and is lost"] }
        let beginning = since.map { "since \(Words.time($0))" } ?? "since the vault was made"
        let end = until.map { ", and before \(Words.time($0))" } ?? ""
        return [
            "  Lost: the ledger has \(counted(entries, "entry", "entries")) that nothing in this database explains, "
                + "added \(beginning)\(end). At most so many acknowledged documents, corrections and erasures are not here; "
                + "some of the entries are padding",
            "  Losing acknowledged documents may be a personal data breach (Art 4(12) GDPR). Assess it now: Art 33 gives 72 "
                + "hours from the moment you know",
        ]
    }
}
