internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Many versions of one file, opened on all processors, with keys of neighbours derived together.
extension ControllerVault {
    /// What the rules know of versions, in the order of the versions.
    func items(_ versions: [VersionRow], under law: Law) async throws -> [Chart.Item] {
        try await Shares.map(versions) { share in
            let keys = try await self.unwrap(share)
            var reader = FactsReader(law: law)
            return try self.items(share, keys, &reader)
        }
    }

    private func items(
        _ versions: ArraySlice<VersionRow>,
        _ keys: [SharedSecret],
        _ reader: inout FactsReader
    ) throws -> [Chart.Item] {
        try zip(versions, keys).map { version, key in
            try reader.item(version, stating: factsText(of: version, key: key.bytes), key: key)
        }
    }

    /// Items with why each may not be shown to somebody; `nil` for those that may.
    func judge(
        _ versions: [VersionRow],
        of person: Person,
        to reader: Reader
    ) async throws -> [(item: Chart.Item, refusal: String?)] {
        try await Shares.map(versions) { share in
            let keys = try await self.unwrap(share)
            var facts = FactsReader(law: person.law)
            let items = try self.items(share, keys, &facts)
            // Of the same facts the rules say the same, and most documents of a file state what others state.
            var known: [FactsReader.Question: String?] = [:]
            return try items.map { item in
                let question = FactsReader.Question(item)
                if let refusal = known[question] { return (item, refusal) }
                let refusal = try self.refusal(of: item, of: person, to: reader)
                known[question] = .some(refusal)
                return (item, refusal)
            }
        }
    }

    /// Opens what the rules let somebody see, in order.
    func open(_ items: [Chart.Item]) async throws -> [OpenedVersion] {
        try await Shares.map(items) { share in
            try share.map { try self.open($0.row, key: $0.key.bytes, stating: $0.stated) }
        }
    }

    /// Unwraps the record keys of versions, patient by patient.
    func unwrap(_ versions: ArraySlice<VersionRow>) async throws -> [SharedSecret] {
        do {
            var files: [ArraySlice<VersionRow>] = []
            var rest = versions
            while let first = rest.first {
                let file = rest.prefix { $0.slot.patient == first.slot.patient && $0.tree == first.tree }
                files.append(file)
                rest = rest[file.endIndex...]
            }
            if files.count == 1, let first = versions.first {
                return try unwrap(versions, with: await keys.keys(of: first.slot.patient, in: first.tree))
            }
            return try await keys.withKeys(
                of: files.map { ($0[$0.startIndex].slot.patient, $0[$0.startIndex].tree) }
            ) {
                [files] keys in try zip(files, keys).flatMap { try unwrap($0, with: $1) }
            }
        } catch let error as KeyringError where error.code == .evicted || error.code == .punctured {
            // Something was erased, or moved by a key renewal: each says for itself what became of it.
            return try await versions.asyncMap { try await unwrap($0) }
        }
    }

    private func unwrap(_ versions: ArraySlice<VersionRow>, with keys: PatientKeys) throws -> [SharedSecret] {
        let wrapKeys = try keys.keys(of: versions.map { ($0.slot, binding($0.record, $0.version)) })
        return try zip(versions, wrapKeys).map { version, key in
            let secrets = try WrappedRecordKey(bytes: version.wrappedKey).unwrap(under: key.bytes)
            return SharedSecret(secrets.recordKey.copy())
        }
    }
}
