import VaultModel

@testable import VaultCore
@testable import VaultCrypto

/// One stored version with everything that opens it, noted when it was stored.
struct LabVersion: Sendable {
    /// The number of the person.
    let person: Int
    let row: VersionRow
    /// What belongs to nobody but the vault: record key, opening, wrap key.
    let secrets: [(name: String, bytes: [UInt8])]
    /// The statement that its commitment opens to.
    let statement: [UInt8]
    /// Its content; `nil` for who the patient is.
    let content: [UInt8]?
    /// Whether it is erased in the end.
    var isErased: Bool

    /// What it is called in a report.
    var name: String { "record \(row.record) v\(row.version.rawValue)" }
    /// What a row that is about it shows: its record or the place of its key.
    var marks: [String] { [row.record.description, "\(row.slot.packed)"] }
}
