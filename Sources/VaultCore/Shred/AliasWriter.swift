internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Makes the tokens of living records' source ids under an index key, from their sealed facts.
///
/// Whoever uses it holds the shred gate.
struct AliasWriter {
    /// How many records are read together, and opened by one task.
    private static let pageSize = 4096
    private static let opened = 1024

    let vault: ControllerVault
    let key: IndexKey

    /// Writes the tokens of some records after one.
    ///
    /// - Returns: The last of them; `nil` when none comes after it.
    func write(after last: AliasedRecord?) async throws -> AliasedRecord? {
        let page = try await vault.tables.aliases.page(after: last, limit: Self.pageSize)
        guard let end = page.last else { return nil }
        let claims = try await vault.retryingEvictions {
            try await withThrowingTaskGroup(of: [AliasClaim].self) { group in
                for start in stride(from: 0, to: page.count, by: Self.opened) {
                    let some = page[start..<min(start + Self.opened, page.count)]
                    group.addTask { try await tokens(of: some) }
                }
                return try await group.reduce(into: []) { $0 += $1 }
            }
        }
        try await vault.tables.aliases.add(claims)
        try vault.faults.reach(.indexBatchWritten)
        return AliasedRecord(record: end.record, patient: end.slot.patient)
    }

    private func tokens(of versions: ArraySlice<VersionRow>) async throws -> [AliasClaim] {
        let places = Set(versions.map { Place(number: $0.slot.patient, tree: $0.tree) })
            .sorted { $0.number < $1.number }
        return try await vault.keys.withKeys(of: places.map { ($0.number, $0.tree) }) { keys in
            let keys = Dictionary(uniqueKeysWithValues: zip(places, keys))
            var claims: [AliasClaim] = []
            for version in versions {
                guard let keys = keys[Place(number: version.slot.patient, tree: version.tree)] else {
                    continue
                }
                claims += try tokens(of: version, keys)
            }
            return claims
        }
    }

    private func tokens(of version: VersionRow, _ keys: PatientKeys) throws -> [AliasClaim] {
        let wrapKey = try keys.key(of: version.slot, for: vault.binding(version.record, version.version))
        let secrets = try WrappedRecordKey(bytes: version.wrappedKey).unwrap(under: wrapKey)
        let record = AliasedRecord(record: version.record, patient: version.slot.patient)
        return try vault.openFacts(of: version, key: secrets.recordKey).sources.map { source in
            AliasClaim(
                alias: AliasToken(key: key.number, token: SourceID(source).token(key: key.key.bytes)),
                record: record
            )
        }
    }

    /// A patient's keys.
    private struct Place: Hashable {
        let number: PatientNumber
        let tree: TreeNumber
    }
}
