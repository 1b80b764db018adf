internal import Evidence
internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    static let shredUse = "shred"

    /// The office keeps the tree it was made with until a key renewal.
    private static let officeTree = TreeNumber.first

    /// The longest ground, in characters (Unicode scalars).
    private static let maximumGround = 500

    /// Erases a patient with everything that is theirs, or all versions of records, and certifies it.
    ///
    /// ## Guarantee
    /// When this returns, the keys are destroyed in every place of the key safe, nothing of them is left in the
    /// database, the caches and the blob store, and the certificate says so. When it throws after the fence, the
    /// erasure is driven forward at the next opening of the vault or the next call.
    /// ## Not guaranteed
    /// Plaintext already handed to a reader; copies of the key safe made outside its custody rule.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed`; `invalidInput` for a ground that cannot be
    ///   printed; `pending` when a place of the key safe has not confirmed; `damaged` when something was found left.
    public func erase(
        _ scope: ShredScope,
        ground: String?,
        by staff: StaffMember?
    ) async throws -> ErasureResult {
        try requireErasable(ground: ground, by: staff)
        let author = try Self.required(staff)
        let ground = try Self.printable(ground)
        if case .records(let records) = scope {
            guard !records.isEmpty else {
                throw VaultError(.invalidInput, "name at least one record to erase")
            }
            try await refuseIdentity(among: records)
        }
        return try await shredGate.pass {
            let shred = try await fence(scope, ground: ground, by: author)
            try faults.reach(.shredFenced)
            evictReaders(of: shred)
            return try await drive(shred)
        }
    }

    /// Asks, before anything is shown or done, whether somebody may erase on a ground at all.
    ///
    /// - Throws: ``VaultError`` with `denied`, or `invalidInput` for a ground that a certificate cannot print.
    public func requireErasable(ground: String?, by staff: StaffMember?) throws {
        try requireWritable()
        _ = try Permit.grant(.erase(by: staff, ground: ground), by: policy)
        _ = try Self.printable(ground)
    }

    /// What an erasure would take; changes nothing.
    ///
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased` or `closed`.
    public func previewErasure(_ scope: ShredScope, by staff: StaffMember?) async throws -> ErasurePreview {
        let permit = try Permit.grant(.read(by: staff, for: .administration), by: policy)
        switch scope {
        case .patient(let patient):
            let row = try await activePatient(patient)
            let chart = try await open(tables.records.allVersions(of: row.number), permit: permit)
            let newest = Dictionary(grouping: chart, by: \.record).values.compactMap { versions in
                versions.max { $0.version < $1.version }
            }
            return ErasurePreview(
                records: newest.sorted { $0.metadata.storedAt < $1.metadata.storedAt },
                versions: chart.count,
                isWholePatient: true
            )
        case .records(let ids):
            try await refuseIdentity(among: ids)
            let ids = Set(ids)
            var chart: [OpenedVersion] = []
            var count = 0
            for record in ids {
                let (_, newest) = try await readableVersion(nil, of: record)
                chart += try await open([newest], permit: permit)
                count += Int(newest.version.rawValue)
            }
            return ErasurePreview(records: chart, versions: count, isWholePatient: false)
        }
    }

    /// The identity record goes with the patient, never alone: without it the rest of the chart has no owner.
    private func refuseIdentity(among records: [RecordID]) async throws {
        let permit = try Permit.grant(
            .read(by: StaffMember("vault"), for: .administration),
            by: policy
        )
        for record in records {
            let (_, version) = try await readableVersion(nil, of: record)
            let key = try await unwrap(version, permit: permit)
            guard try open(version, key: key.bytes).facts.recordClass != .identity else {
                throw VaultError(
                    .invalidInput,
                    "record \(record) says who the patient is and goes with the patient: `lethe patient erase`"
                )
            }
        }
    }

    /// Refuses a ground that a certificate could not print: found after the fence, it could not be mended any more.
    private static func printable(_ ground: String?) throws -> String {
        guard let ground, ground.isPrintableLine, ground.unicodeScalars.count <= maximumGround else {
            throw VaultError(
                .invalidInput,
                "the certificate prints the ground: --ground takes one line of 1 to \(maximumGround) characters "
                    + "without control characters"
            )
        }
        return ground
    }

    /// Locks what is to be erased, marks it fenced and stores the order.
    private func fence(_ scope: ShredScope, ground: String, by staff: StaffMember) async throws -> ShredRow {
        let shred = ShredID.random()
        var patient: PatientID?
        if case .patient(let id) = scope { patient = id }
        // Readers are let in until the fence commits: the next whole second is not earlier than the truth.
        let closedAt = Timestamp(secondsSinceEpoch: clock.now.secondsSinceEpoch + 1)
        let order = ShredOrder(
            terms: ErasureTerms(
                scope: (patient == nil ? ErasureCertificate.Scope.records : .patient).rawValue,
                ground: ground,
                approvers: [staff.name],
                rulebookName: policy.rulebook.name,
                rulebookDigest: policy.rulebook.digest.hex,
                closedForReadingSince: closedAt
            ),
            patient: patient
        )
        let sealer = try await sealer(of: shred)
        return try await tables.shreds.fence(
            ShredDraft(
                id: shred,
                request: .random(),
                certificate: .random(),
                scope: scope.withoutRepeats,
                indexRenewal: patient == nil ? nil : .random(),
                fencedAt: closedAt,
                sealOrder: { try sealer.seal(order, at: $0) }
            )
        )
    }

    /// What seals and opens a shred's own rows.
    func sealer(of shred: ShredID) async throws -> ShredSealer {
        ShredSealer(
            shred: shred,
            origin: controller.origin,
            controller: controller.id,
            officeKeys: try await keys.keys(of: .office, in: Self.officeTree),
            binding: binding(use: Self.shredUse)
        )
    }

    /// Stops every reader of a shred's slots before its next chunk and lets go of the patients' nodes.
    func evictReaders(of shred: ShredRow) {
        evictions.evict(below: Set(shred.prefixes.map(\.path)))
        for prefix in shred.prefixes { keys.evict(prefix) }
        if let patient = shred.patient { patients.forget(patient) }
    }
}
