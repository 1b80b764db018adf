public import VaultModel

extension ErasureCertificate {
    private static let keys: Set = [
        "all_copies_unreadable_at", "approvers", "closed_for_reading_since", "controller", "destruction",
        "erased", "format", "ground", "id", "issued_at", "issuer", "ledger", "method", "provisos",
        "rehearsal",
        "remains", "rulebook", "scope", "shred",
    ]
    private static let erasedKeys: Set = ["records", "versions"]

    /// The canonical JSON that is signed.
    public var json: CanonicalJSON {
        .object([
            "all_copies_unreadable_at": .string(allCopiesUnreadableAt.description),
            "approvers": .array(approvers.map { .string($0) }),
            "closed_for_reading_since": .string(closedForReadingSince.description),
            "controller": controller.json,
            "destruction": destruction.json,
            "erased": .object(["records": .integer(Int64(records)), "versions": .integer(Int64(versions))]),
            "format": .string(Self.format),
            "ground": .string(ground),
            "id": .string(id.description),
            "issued_at": .string(issuedAt.description),
            "issuer": .string(issuer.text),
            "ledger": evidence.json,
            "method": .array(method.map(\.json)),
            "provisos": .array(provisos.map { .string($0) }),
            "rehearsal": .bool(isRehearsal),
            "remains": remains.json,
            "rulebook": rulebook.json,
            "scope": .string(scope.rawValue),
            "shred": .string(shred.description),
        ])
    }

    /// Reads the JSON of a certificate; any member too many, too few or of another form is refused.
    ///
    /// - Throws: ``EvidenceError`` with `malformed`.
    public init(_ json: CanonicalJSON) throws(EvidenceError) {
        let reader = try MemberReader(json)
        try reader.expect(Self.keys)
        let erased = try reader.object("erased")
        try erased.expect(Self.erasedKeys)
        guard try reader.text("format") == Self.format, let scope = Scope(rawValue: try reader.text("scope"))
        else { throw MemberReader.refused }
        self.init(
            id: try reader.identifier("id"),
            isRehearsal: try reader.flag("rehearsal"),
            issuedAt: try reader.timestamp("issued_at"),
            controller: try Controller(reader.object("controller")),
            shred: try reader.identifier("shred"),
            scope: scope,
            records: try erased.count("records"),
            versions: try erased.count("versions"),
            ground: try reader.text("ground"),
            approvers: try reader.texts("approvers"),
            rulebook: try Rulebook(reader.object("rulebook")),
            closedForReadingSince: try reader.timestamp("closed_for_reading_since"),
            allCopiesUnreadableAt: try reader.timestamp("all_copies_unreadable_at"),
            destruction: try Destruction(reader.object("destruction")),
            method: try reader.list("method", MethodItem.init),
            remains: try Remains(reader.object("remains")),
            provisos: try reader.texts("provisos"),
            evidence: try LedgerEvidence(reader.object("ledger")),
            issuer: try reader.verifierKey("issuer")
        )
        guard self.json == json else { throw MemberReader.refused }
    }
}
