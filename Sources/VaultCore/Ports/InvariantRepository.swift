public import VaultModel

/// What `vault check` asks the database of one controller; nothing here changes anything.
public protocol InvariantRepository: Sendable {
    /// Counts, by the name of the invariant, the rows that break it; every invariant is named, with 0 when it holds.
    func violations() async throws -> [String: Int]

    /// How many active patients, records and versions there are.
    func counts() async throws -> (patients: Int, records: Int, versions: Int)

    /// A page of versions after a slot, by slot, with their patients.
    func versions(after slot: Int64, limit: Int) async throws -> [(PatientRow, VersionRow)]

    /// The slots of erased versions and patients that must not be derivable, as far as shreds still name them.
    func erasedPatients(after number: PatientNumber, limit: Int) async throws -> [PatientRow]

    /// All blobs the database refers to, with the length of their ciphertext.
    func blobs() async throws -> [BlobID: Int]
}
