internal import Keyring
public import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// What is asked about every stored version, unless others are named.
    public static let comparedKinds: [DecisionKind] = [.retain, .erase, .disclose]

    /// What another rulebook says differently about everything that is stored; changes nothing.
    ///
    /// Asked are: how long it must be kept, whether a patient who says that it is no longer needed gets it erased, and
    /// whether staff may see it for treatment.
    /// - Parameters:
    ///   - kinds: Some of ``comparedKinds``.
    ///   - day: The day both are asked for; otherwise the later of today and the first day of the new one.
    ///   - examples: How many records of each group are named.
    /// - Throws: ``VaultError`` with `denied`, `invalidInput`, or `notFound` for a digest that no rulebook has.
    public func compareRulebooks(
        _ old: RulebookSource,
        _ new: RulebookSource,
        kinds: [DecisionKind] = comparedKinds,
        asOf day: Day? = nil,
        examples: Int = 3,
        by staff: StaffMember?
    ) async throws -> RulebookImpact {
        let reader = try requireReader(staff, for: .treatment)
        let (before, _) = try await law(from: old)
        let (after, begins) = try await law(from: new)
        var count = ImpactCount(
            before,
            after,
            kinds,
            asOf: day ?? max(clock.now.day, begins),
            examples: examples
        )
        var place: PatientNumber? = .office
        while let after = place {
            let page = Self.atATime(try await tables.charts.patients(after: after, limit: Self.filesAtATime))
            for file in try await tables.charts.files(of: page) {
                do {
                    let chart = try await chart(of: file)
                    try count.add(chart) { kind, item in
                        switch kind {
                        case .erase: Self.askedErasure
                        case .disclose: asked(about: item, of: chart.person, by: reader)
                        default: [:]
                        }
                    }
                } catch let error where error is VaultError || error is KeyringError || error is CryptoError {
                    count.fail()
                }
            }
            place = page.last?.number
        }
        return count.finished()
    }

    private static let askedErasure: [String: FactValue] = [
        "request.ground": .word("no_longer_needed"), "request.kind": .word("erasure"),
        "requester.role": .word("patient"),
    ]

    /// A rulebook for this controller, with the first day on which it decides.
    private func law(from source: RulebookSource) async throws -> (law: Law, begins: Day) {
        let today = clock.now.day
        switch source {
        case .active: return (law, today)
        case .files(let files):
            let archive: [UInt8]
            do {
                archive = try RulebookArchive.encode(files)
            } catch {
                throw VaultError(.invalidInput, "these rules cannot be compared: \(error)")
            }
            let open = try OpenRulebook(digest: SHA256.hash(archive), archive: archive)
            return (Law(open, 0, activeFrom: today, like: law), today)
        case .digest(let digits):
            let row = try await publication(named: digits)
            let open = try await shelf.rulebook(row.digest) {
                try await tables.rulebooks.archive(of: row.digest)
            }
            return (Law(open, row.number, activeFrom: row.activeFrom, like: law), row.activeFrom)
        }
    }
}
