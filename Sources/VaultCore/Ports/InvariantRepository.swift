public import VaultModel

/// What `vault check` asks the database of one controller; nothing here changes anything but the marks.
public protocol InvariantRepository: Sendable {
    /// Counts, by the name of the invariant, the rows that break it; every invariant is named, with 0 when it holds.
    func violations() async throws -> [String: Int]

    /// How many active patients, records and versions there are.
    func counts() async throws -> (patients: Int, records: Int, versions: Int)

    /// A page of the versions after a slot that no erasure has closed, by slot.
    func versions(after slot: Int64, limit: Int) async throws -> [VersionRow]

    /// A page of active patients after a number, the office first, whose files have about so many versions together.
    func files(
        after number: PatientNumber?,
        for depth: CheckDepth,
        versions limit: Int
    ) async throws -> [CheckedFile]

    /// A page of the versions of patients after a slot that no erasure has closed, by slot.
    func versions(of patients: [PatientNumber], after slot: Slot?, limit: Int) async throws -> [VersionRow]

    /// Those of the places whose versions are there and that no erasure has closed, each with the tree of its key.
    func places(stillOpen slots: [Slot]) async throws -> [Slot: TreeNumber]

    /// Notes that files were found whole in a state; of one that has changed since nothing is noted.
    ///
    /// - Parameter isDeep: Whether their bodies were, too.
    func mark(_ files: [CheckedFile], isDeep: Bool) async throws

    /// Takes the marks of files away that are not whole any more.
    func unmark(_ patients: Set<PatientNumber>) async throws

    /// A page of erased patients after a number, of whom no key may be derivable.
    func erasedPatients(after number: PatientNumber, limit: Int) async throws -> [PatientRow]

    /// All blobs the database refers to, with the length of their ciphertext.
    func blobs() async throws -> [BlobID: Int]

    /// Those of the blobs that the database refers to.
    func referred(among blobs: [BlobID]) async throws -> Set<BlobID>

    /// A mark between the transactions that have begun to change something by now and those that will.
    func mark() async throws -> String

    /// Whether every transaction from before a mark has ended.
    func haveEnded(before mark: String) async throws -> Bool
}
