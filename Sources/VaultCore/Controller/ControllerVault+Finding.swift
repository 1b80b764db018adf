internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// What search terms of a patient are sealed for.
    static let searchUse = "search"

    /// Finds active patients by a strong identifier.
    ///
    /// - Throws: ``VaultError/Code/denied``: that somebody is known here is already something to know.
    public func find(
        _ identifier: PatientIdentifier,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [PatientID] {
        try require(requireReader(staff, for: purpose), maySee: .identity)
        return try await find(SearchTerm(kind: .identifier, text: identifier.normalised))
    }

    /// Finds active patients by full name and date of birth together.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    public func find(
        name: String,
        birthDate: Day,
        by staff: StaffMember?,
        for purpose: Purpose?
    ) async throws -> [PatientID] {
        try require(requireReader(staff, for: purpose), maySee: .identity)
        let text = PatientIdentifier.normalised(name) + "\u{0}" + birthDate.description
        return try await find(SearchTerm(kind: .demographic, text: text))
    }

    /// What a patient is to be found by, under the present index key and the one that is about to follow it.
    ///
    /// Whoever writes it holds the registration gate, so that no renewal of the index begins or ends meanwhile, and does
    /// so inside ``retryingEvictions(_:)``.
    func search(for identity: PatientIdentity, of patient: PatientRow) async throws -> SearchDraft {
        try await search(
            for: identity,
            of: patient,
            under: facilities.keySafe.indexKeys(),
            with: keys.keys(of: patient.number, in: patient.tree)
        )
    }

    /// The same with keys in hand.
    func search(
        for identity: PatientIdentity,
        of patient: PatientRow,
        under index: IndexKeys,
        with keys: PatientKeys
    ) -> SearchDraft {
        let terms = identity.searchTerms
        let binding = binding(use: Self.searchUse)
        func set(under key: IndexKey) -> TokenSet {
            TokenSet(key: key.number, tokens: Self.tokens(terms, of: patient.number, key: key))
        }
        return SearchDraft(current: set(under: index.current), next: index.next.map(set)) { slot in
            SealedRow.seal(
                SearchTerm.encode(terms),
                key: try keys.key(of: slot, for: binding),
                context: patient.id.bytes
            )
        }
    }

    /// Whether a strong identifier finds somebody else.
    func isTaken(_ identity: PatientIdentity, beside patient: PatientRow) async throws -> Bool {
        let index = try await facilities.keySafe.indexKeys().current
        let terms = identity.searchTerms.filter { $0.kind == .identifier }
        let found = try await tables.patients.find(
            tokens: terms.map { $0.token(key: index.key.bytes) },
            tokenKey: index.number
        )
        return found.contains { $0.number != patient.number }
    }

    static func tokens(_ terms: [SearchTerm], of patient: PatientNumber, key: IndexKey) -> [TokenRow] {
        terms.map { TokenRow(token: $0.token(key: key.key.bytes), patient: patient, kind: $0.kind) }
    }

    private func find(_ term: SearchTerm) async throws -> [PatientID] {
        var index: IndexKey
        var found: [PatientRow]
        repeat {
            index = try await facilities.keySafe.indexKeys().current
            found = try await tables.patients.find(
                tokens: [term.token(key: index.key.bytes)],
                tokenKey: index.number
            )
            // A renewal of the index that ended meanwhile has taken these tokens away.
        } while try await facilities.keySafe.indexKeys().current.number != index.number
        // Of a person with several numbers the one that leads.
        var leading: [PatientID] = []
        for row in found {
            let id = row.person == nil ? row.id : try await numbers(of: row)[0].id
            if !leading.contains(id) { leading.append(id) }
        }
        return leading
    }
}
