internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// How many documents go into one transaction at most, and how many bytes.
    private static let importedTogether = 256
    private static let importedBytes = 4 << 20
    /// How many batches are under way: while some wait for the database, others are sealed.
    private static let batchesTogether = 4

    /// Stores many documents: sealed on all processors, many in one transaction, over several connections.
    ///
    /// Memory is bounded by the batches under way, whatever `next` still has. What is stored is durable when it is reported;
    /// its place in the ledger follows. When the import ends early, whatever was stored stays: with source ids, the same
    /// import made again stores the rest and nothing twice.
    ///
    /// - Parameters:
    ///   - next: The next document; `nil` when there is none.
    ///   - report: Is told what became of each, in any order, batch by batch.
    /// - Throws: ``VaultError/Code/denied``, what `next` and `report` throw, and what stops the whole, such as a lost database.
    public func importing(
        by staff: StaffMember?,
        next: () async throws -> ImportItem?,
        report: ([ImportResult]) async throws -> Void
    ) async throws {
        try requireWritable()
        let desk = ImportDesk(vault: self, author: try required(staff))
        try await withThrowingTaskGroup(of: [ImportResult].self) { group in
            var underWay = 0
            var item = try await next()
            while let first = item {
                var batch = [first]
                var size = first.bytesInMemory
                item = try await next()
                while let more = item, batch.count < Self.importedTogether,
                    size + more.bytesInMemory <= Self.importedBytes
                {
                    batch.append(more)
                    size += more.bytesInMemory
                    item = try await next()
                }
                if underWay == Self.batchesTogether, let results = try await group.next() {
                    try await report(results)
                    underWay -= 1
                }
                group.addTask { [batch] in try await desk.store(batch) }
                underWay += 1
            }
            for try await results in group { try await report(results) }
        }
    }

    /// The rows of owners, or why one cannot be stored for.
    func rows(ofEach owners: Set<ImportItem.Owner>) async throws
        -> [ImportItem.Owner: Result<PatientRow, VaultError>]
    {
        var rows: [ImportItem.Owner: Result<PatientRow, VaultError>] = [:]
        var ids: [PatientID] = []
        var identifiers: [PatientIdentifier] = []
        for owner in owners {
            switch owner {
            case .patient(let id): ids.append(id)
            case .identified(let identifier): identifiers.append(identifier)
            case .office: rows[owner] = .success(try await officeRow())
            }
        }
        for row in ids.isEmpty ? [] : try await tables.patients.patients(ids) {
            rows[.patient(row.id)] = Self.active(row)
        }
        for (identifier, row) in identifiers.isEmpty ? [:] : try await patients(foundBy: identifiers) {
            rows[.identified(identifier)] = row
        }
        return rows
    }

    /// The patients whom strong identifiers find; of a person with several numbers the one that leads.
    func patients(foundBy identifiers: [PatientIdentifier]) async throws
        -> [PatientIdentifier: Result<PatientRow, VaultError>]
    {
        var index: IndexKey
        var found: [[UInt8]: [PatientRow]] = [:]
        repeat {
            index = try await facilities.keySafe.indexKeys().current
            found = try await tables.patients.find(
                each: identifiers.map { $0.searchTerm.token(key: index.key.bytes) },
                tokenKey: index.number
            )
            // A renewal of the index that ended meanwhile has taken these tokens away.
        } while try await facilities.keySafe.indexKeys().current.number != index.number
        var rows: [PatientIdentifier: Result<PatientRow, VaultError>] = [:]
        for identifier in identifiers {
            let candidates = found[identifier.searchTerm.token(key: index.key.bytes)] ?? []
            guard let first = candidates.first else { continue }
            guard first.person != nil else {
                rows[identifier] = candidates.count == 1 ? .success(first) : .failure(Self.ambiguousOwner)
                continue
            }
            guard Set(candidates.map(\.person)).count == 1 else {
                rows[identifier] = .failure(Self.ambiguousOwner)
                continue
            }
            do {
                rows[identifier] = .success(try await numbers(of: first)[0])
            } catch let error as VaultError {
                rows[identifier] = .failure(error)
            }
        }
        return rows
    }

    private static func active(_ row: PatientRow) -> Result<PatientRow, VaultError> {
        switch row.state {
        case .active: .success(row)
        case .fenced: .failure(VaultError(.closed, "this patient is closed: an erasure runs"))
        case .erased: .failure(VaultError(.erased, "this patient was erased"))
        }
    }

    static let unknownOwner = VaultError(
        .notFound,
        "there is no such patient; register them first (`lethe patient register`)"
    )

    private static let ambiguousOwner = VaultError(
        .conflict,
        "the identifier finds several patients; name one by id, or merge them first"
    )
}

extension ImportItem {
    /// About how much of it is in memory while it is stored: what is larger goes to a file piece by piece.
    fileprivate var bytesInMemory: Int { min(size, VersionSealer.inlineLimit) }
}
