internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    static let episodeUse = "episode"

    /// Opens a course of care.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `invalidInput`, `erased` or `closed`.
    public func openEpisode(
        of patient: PatientID,
        events: EpisodeEvents,
        by staff: StaffMember?
    ) async throws -> Int32 {
        try requireWritable()
        _ = try required(staff)
        try requireReached(events.completed, "the day of completion")
        let row = try await activePatient(patient)
        if let site = events.site, try await !tables.patients.sites().contains(where: { $0.number == site }) {
            throw VaultError(.notFound, "there is no site \(site); list them with `lethe site list`")
        }
        let binding = binding(use: Self.episodeUse)
        let content = events.encoded
        return try await sealing(for: row) { row in
            let patientKeys = try await keys.keys(of: row.number, in: row.tree)
            let episode = try await tables.patients.openEpisode(of: row.number, in: row.tree) {
                number,
                slot in
                let key = try patientKeys.key(of: slot, for: binding)
                return SealedRow.seal(
                    content,
                    key: key,
                    context: Self.context(of: patient, number, revision: 1)
                )
            }
            return episode.number
        }
    }

    /// Notes that a course of care is completed: the date that retention counts from.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `invalidInput`, `conflict`, `erased` or `closed`.
    public func completeEpisode(
        _ number: Int32,
        of patient: PatientID,
        on day: Day,
        by staff: StaffMember?
    ) async throws {
        try requireWritable()
        _ = try required(staff)
        try requireReached(day, "the day of completion")
        let row = try await activePatient(patient)
        try await sealing(for: row) { row in
            guard
                let episode = try await tables.patients.episodes(of: row.number).first(where: {
                    $0.number == number
                })
            else { throw VaultError(.notFound, "this patient has no episode \(number)") }
            let key = try await episodeKey(episode)
            let old = try events(of: episode, of: patient, key: key)
            guard let new = EpisodeEvents(begun: old.begun, completed: day, site: old.site, label: old.label)
            else {
                throw VaultError(
                    .invalidInput,
                    "the episode began on \(old.begun); it cannot be completed before"
                )
            }
            let context = Self.context(of: patient, number, revision: episode.revision + 1)
            try await tables.patients.updateEpisode(
                of: row.number,
                number: number,
                expecting: episode.revision,
                in: episode.tree,
                sealedEvents: SealedRow.seal(new.encoded, key: key, context: context)
            )
        }
    }

    /// The courses of care of a patient, by number.
    public func episodes(
        of patient: PatientID,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [(number: Int32, events: EpisodeEvents)] {
        try require(requireReader(staff, for: purpose), maySee: .clinicalCore)
        let row = try await activePatient(patient)
        return try await retryingMoves {
            var list: [(number: Int32, events: EpisodeEvents)] = []
            for episode in try await tables.patients.episodes(of: row.number) {
                let key = try await episodeKey(episode)
                list.append((episode.number, try events(of: episode, of: patient, key: key)))
            }
            return list
        }
    }

    /// When each of these courses of care of a patient was completed, for the rules.
    func completions(of episodes: [EpisodeRow], of patient: PatientRow) async throws -> [Int32: Day] {
        var completed: [Int32: Day] = [:]
        for episode in episodes {
            completed[episode.number] = try await completion(of: episode, of: patient)
        }
        return completed
    }

    /// When a course of care was completed, for the rules.
    func completion(of episode: EpisodeRow, of patient: PatientRow) async throws -> Day? {
        var episode = episode
        let key: SecretBytes
        do {
            key = try await episodeKey(episode)
        } catch let error as KeyringError where error.code == .punctured {
            let rows = try await tables.patients.episodes(of: patient.number)
            guard let moved = rows.first(where: { $0.number == episode.number }), moved.tree != episode.tree
            else { throw error }
            episode = moved
            key = try await episodeKey(moved)
        }
        return try events(of: episode, of: patient.id, key: key).completed
    }

    private func episodeKey(_ episode: EpisodeRow) async throws -> SecretBytes {
        try await keys.wrapKey(
            for: episode.slot,
            tree: episode.tree,
            binding: binding(use: Self.episodeUse)
        )
    }

    private func events(
        of episode: EpisodeRow,
        of patient: PatientID,
        key: borrowing SecretBytes
    ) throws -> EpisodeEvents {
        let context = Self.context(of: patient, episode.number, revision: episode.revision)
        return try EpisodeEvents(decoding: SealedRow.open(episode.sealedEvents, key: key, context: context))
    }

    /// What an episode's row is bound to, so that rows cannot be swapped or put back.
    static func context(of patient: PatientID, _ number: Int32, revision: Int32) -> [UInt8] {
        patient.bytes + Array("episode \(number) revision \(revision)".utf8)
    }
}
