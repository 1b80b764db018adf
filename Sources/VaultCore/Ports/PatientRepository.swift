public import VaultModel

/// Sites, patients, identifier tokens and episodes of one controller.
public protocol PatientRepository: Sendable {
    /// Adds a site and returns it with its number.
    ///
    /// - Throws: ``VaultError/Code/alreadyExists`` for a name in use.
    func addSite(name: String, region: String, calendar: String) async throws -> Site

    /// All sites, by number.
    func sites() async throws -> [Site]

    /// The controller's row as it is now.
    func controller() async throws -> ControllerRow

    /// Writes what the rules are told about the controller, and has every patient wait for a review, in one transaction.
    ///
    /// - Parameter facts: Facts to be added or replaced; an empty text takes one back.
    func state(_ facts: [String: String]) async throws

    /// Remembers a block of patient numbers leased from the key safe.
    func noteLease(next: UInt64, until: UInt64) async throws

    /// Remembers up to where, exclusive, the key safe lets serials of slots go.
    func noteSerials(below mark: UInt32) async throws

    /// Writes a patient, the tokens and the identity record in one transaction.
    ///
    /// - Throws: ``VaultError/Code/alreadyExists`` when a strong identifier finds a living patient.
    func register(_ draft: PatientDraft) async throws

    /// The same for several patients, in the order of their numbers: all of them or none.
    func register(_ drafts: [PatientDraft]) async throws

    /// The patient with a public id.
    func patient(_ id: PatientID) async throws -> PatientRow?

    /// The patients with these public ids, in any order; who is not there is left out.
    func patients(_ ids: [PatientID]) async throws -> [PatientRow]

    /// The tree of a patient's keys, or of the office's.
    func tree(of patient: PatientNumber) async throws -> TreeNumber

    /// All numbers of a person, by the number that leads.
    func numbers(of person: PatientNumber) async throws -> [PatientRow]

    /// Writes that two numbers are one person, or that they are not, in one transaction.
    ///
    /// - Returns: All numbers that belong to another person than before, or to one who has changed.
    /// - Throws: ``VaultError`` with `closed` when one of them is not active, `alreadyExists` when they are one person
    ///   already or the first follows a third, `notFound` when they were not merged with each other.
    func merge(_ draft: MergeDraft) async throws -> [PatientNumber]

    /// Active patients that any of the tokens find, by number.
    func find(tokens: [[UInt8]], tokenKey: Int32) async throws -> [PatientRow]

    /// Active patients that each of the tokens finds, by number.
    func find(each tokens: [[UInt8]], tokenKey: Int32) async throws -> [[UInt8]: [PatientRow]]

    /// Hands out a slot of the patient for an episode and writes it with its sealed events.
    ///
    /// - Throws: ``VaultError/Code/closed`` when the patient is not active, ``KeysRenewed``.
    func openEpisode(
        of patient: PatientNumber,
        in tree: TreeNumber,
        seal: @escaping @Sendable (_ number: Int32, Slot) throws -> [UInt8]
    ) async throws -> EpisodeRow

    /// Writes a new identity record of a patient in place of one that is erased, and what they are found by.
    ///
    /// - Throws: ``VaultError`` with `alreadyExists` when an identifier finds somebody else, `conflict` when the patient is
    ///   not active or has another identity record by now; ``KeysRenewed``.
    func identify(_ draft: PatientDraft, inPlaceOf lost: RecordID) async throws

    /// Patients whose identity record is erased, and they are not, by number.
    func unnamed(limit: Int) async throws -> [PatientID]

    /// Replaces the sealed events of an episode when its revision is still the expected one.
    ///
    /// - Throws: ``VaultError/Code/conflict`` otherwise, ``KeysRenewed``.
    func updateEpisode(
        of patient: PatientNumber,
        number: Int32,
        expecting revision: Int32,
        in tree: TreeNumber,
        sealedEvents: [UInt8]
    ) async throws

    /// The episodes of a patient, by number.
    func episodes(of patient: PatientNumber) async throws -> [EpisodeRow]

    /// A page of active patients after a number, with what they can be found by.
    func searchRows(after number: PatientNumber, limit: Int) async throws -> [PatientSearchRow]

    /// Writes tokens in one transaction, many at a time; those that exist already stay.
    ///
    /// Whoever does sees to it that none of the patients is closed or found by something else meanwhile.
    func addTokens(_ tokens: TokenSet) async throws

    /// Deletes tokens of every other key number, of some patients after one.
    ///
    /// - Returns: The last of these patients; `nil` when no patient after the given one has a token.
    func deleteTokens(except tokenKey: Int32, after number: PatientNumber?) async throws -> PatientNumber?

    /// Whether there are tokens under another key number.
    func hasTokens(except tokenKey: Int32) async throws -> Bool

    /// How many tokens there are under other key numbers than these.
    func countTokens(except tokenKeys: [Int32]) async throws -> Int

    /// Whether an active patient who can be found has no token under a key number.
    func lacksTokens(under tokenKey: Int32) async throws -> Bool
}
