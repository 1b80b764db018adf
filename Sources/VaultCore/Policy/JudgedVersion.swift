internal import VaultModel

/// A version and what the rules said about erasing or correcting it.
struct JudgedVersion: Sendable {
    let record: RecordID
    let version: VersionNumber
    let slot: Slot
    let tree: TreeNumber
    let verdict: Verdict

    init(_ row: VersionRow, _ verdict: Verdict) {
        record = row.record
        version = row.version
        slot = row.slot
        tree = row.tree
        self.verdict = verdict
    }
}
