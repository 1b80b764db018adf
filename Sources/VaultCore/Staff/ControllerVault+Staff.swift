internal import Keyring
public import VaultCrypto
internal import VaultModel

extension ControllerVault {
    static let staffUse = "staff"

    /// Registers a member of staff.
    ///
    /// - Throws: ``VaultError`` with `alreadyExists` for a name or key that somebody has, `invalidInput` without a role,
    ///   or without the key that a role needs; `denied`.
    public func addStaff(
        _ member: StaffMember,
        roles: Set<StaffRole>,
        key: PublicKey?,
        by staff: StaffMember?
    ) async throws -> StaffEntry {
        try requireWritable()
        try requireInOffice(staff)
        guard !roles.isEmpty else {
            throw VaultError(
                .invalidInput,
                "a member of staff has a role: --role \(StaffRole.allCases.map(\.rawValue).joined(separator: ", "))"
            )
        }
        if key == nil, let role = roles.first(where: \.signs) {
            throw VaultError(
                .invalidInput,
                "the role \(role.rawValue) signs, which needs a key (--key FILE; `lethe staff make-key FILE` makes one)"
            )
        }
        return try await registrationGate.pass {
            if directory.entry(named: member.name)?.isInOffice == true {
                throw VaultError(
                    .alreadyExists,
                    "a member of staff has this name; tell them apart in the name"
                )
            }
            if let key, directory.all.contains(where: { $0.key == key }) {
                throw VaultError(
                    .alreadyExists,
                    "a member of staff has or had this key; a key belongs to one person"
                )
            }
            let entry = StaffEntry(
                id: .random(),
                name: member.name,
                roles: roles.sorted { $0.rawValue < $1.rawValue },
                key: key,
                addedAt: clock.now,
                revokedAt: nil
            )
            let binding = binding(use: Self.staffUse)
            try await retryingEvictions {
                let keys = try await keys.keys(of: .office, in: officeTree())
                try await tables.staff.add { slot, tree in
                    guard tree == keys.tree else { throw KeysRenewed() }
                    return StaffRow(
                        id: entry.id,
                        slot: slot,
                        tree: tree,
                        sealedName: SealedRow.seal(
                            Array(entry.name.utf8),
                            key: try keys.key(of: slot, for: binding),
                            context: entry.context
                        ),
                        roles: entry.roles,
                        key: key,
                        addedAt: entry.addedAt,
                        revokedAt: nil
                    )
                }
            }
            directory.keep(entry)
            return entry
        }
    }

    /// Everybody who was registered, in the order they were added.
    public func staff() -> [StaffEntry] {
        directory.all
    }

    /// Takes a member of staff out of office: from now on nothing is done or decided in their name.
    ///
    /// What they signed before stays verifiable; rules that are not published yet are not published with it any more.
    /// - Parameter name: Their name or id.
    /// - Returns: The member; one who was revoked before stays as they were.
    /// - Throws: ``VaultError`` with `notFound` or `denied`.
    public func revokeStaff(_ name: String, by staff: StaffMember?) async throws -> StaffEntry {
        try requireWritable()
        try requireInOffice(staff)
        return try await registrationGate.pass {
            guard let entry = StaffID(name).flatMap(directory.entry) ?? directory.entry(named: name) else {
                throw VaultError(
                    .notFound,
                    "there is no member of staff of this name or id; see `lethe staff list`"
                )
            }
            guard entry.isInOffice else { return entry }
            return try await journaling(.revocation(entry.id)) { try await putOutOfOffice(entry) }
        }
    }

    /// Writes that somebody left office.
    @discardableResult
    func putOutOfOffice(_ entry: StaffEntry) async throws -> StaffEntry {
        let revoked = entry.revoked(at: clock.now)
        try await retryingEvictions {
            guard let row = try await tables.staff.all().first(where: { $0.id == entry.id }) else {
                throw VaultError(
                    .damaged,
                    "the row of a member of staff is missing; run `lethe vault check`"
                )
            }
            let sealed = SealedRow.seal(
                Array(entry.name.utf8),
                key: try await staffKey(row),
                context: revoked.context
            )
            try await tables.staff.revoke(entry.id, at: clock.now, sealedName: sealed, in: row.tree)
        }
        directory.keep(revoked)
        return revoked
    }

    /// Refuses whoever was revoked; nobody named is nobody refused.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    func requireInOffice(_ staff: StaffMember?) throws {
        if let staff { try directory.require(staff) }
    }

    /// Refuses whoever is not registered or was revoked.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    func requireRegistered(_ staff: StaffMember) throws {
        try directory.require(staff)
        guard directory.entry(named: staff.name) != nil else {
            throw VaultError(
                .denied,
                "only a registered member of staff does this (`lethe staff add`, `lethe staff list`)"
            )
        }
    }

    /// Opens the names of everybody, once.
    ///
    /// - Returns: How many rows do not open; whoever they name can do nothing that needs a role.
    @discardableResult
    func openStaff() async throws -> Int {
        var entries: [StaffEntry] = []
        let rows = try await tables.staff.all()
        for row in rows {
            if let entry = try? await open(row) { entries.append(entry) }
        }
        directory.replace(with: entries)
        return rows.count - entries.count
    }

    private func open(_ row: StaffRow) async throws -> StaffEntry {
        let name = try SealedRow.open(row.sealedName, key: await staffKey(row), context: row.context)
        return StaffEntry(
            id: row.id,
            name: String(decoding: name, as: UTF8.self),
            roles: row.roles,
            key: row.key,
            addedAt: row.addedAt,
            revokedAt: row.revokedAt
        )
    }

    private func staffKey(_ row: StaffRow) async throws -> SecretBytes {
        try await keys.wrapKey(for: row.slot, tree: row.tree, binding: binding(use: Self.staffUse))
    }
}

extension StaffRow {
    /// What the sealed name is bound to.
    var context: [UInt8] {
        StaffEntry(id: id, name: "", roles: roles, key: key, addedAt: addedAt, revokedAt: revokedAt).context
    }
}
