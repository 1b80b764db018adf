internal import Keyring
internal import PolicyEngine
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// Reads a part of a version, in order, into `output`.
    ///
    /// Nothing is handed out that was not authenticated; an erasure that begins meanwhile stops the reading at the
    /// next chunk.
    /// - Parameters:
    ///   - part: 0 for the resource or file as received.
    ///   - range: The bytes wanted; only their chunks are touched. `nil` for all.
    ///   - destination: The country it is to go to; the rules are asked about the transfer, too, and both must be allowed.
    ///   - stated: Facts about the request and the transfer.
    /// - Returns: What is known about the version, and the conditions of the permit.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed`, `damaged`, or `invalidInput` naming a fact,
    ///   and what `output` throws.
    @discardableResult
    public func read(
        _ record: RecordID,
        version: VersionNumber? = nil,
        part: Int16 = 0,
        range: ReadRange? = nil,
        to destination: String? = nil,
        stating stated: [String: String] = [:],
        by staff: StaffMember?,
        for purpose: Purpose?,
        into output: ([UInt8]) async throws -> Void
    ) async throws -> Reading {
        try await observing(.read) {
            let reader = try requireReader(staff, for: purpose)
            let asked = try requestFacts(stated, to: destination)
            let (row, found) = try await readableVersion(version, of: record)
            let ticket = evictions.enter(found.slot)
            defer { evictions.leave(ticket) }
            let (person, item) = try await sayingWhatClosed(record) {
                let person = try await self.person(of: row.patient)
                return (person, try await self.item(found, under: person.law))
            }
            let key = item.key
            var items = [item]
            if found.version != row.currentVersion {
                items.insert(
                    try await self.item(readableVersion(nil, of: record).1, under: person.law),
                    at: 0
                )
            }
            let disclosures = try items.map { try disclosure(of: $0, of: person, to: reader, stating: asked) }
            // What is known of a record came with its newest version: both must be allowed. Of the answers the one that
            // counts is kept, before the first byte is handed out, and also when none is.
            var verdicts = [disclosures.first { !$0.isPermit } ?? disclosures[disclosures.count - 1]]
            if destination != nil {
                verdicts.append(try ask(.transfer, about: item, of: person, by: reader, stating: asked))
            }
            try await keep(
                verdicts,
                as: destination == nil ? .read : .transfer,
                by: reader.staff,
                about: found
            )
            for verdict in verdicts { try require(verdict) }
            let opened = try open(found, key: key.bytes)
            guard
                let wanted = try await tables.records.parts(at: found.slot).first(where: { $0.part == part }),
                opened.metadata.parts.indices.contains(Int(part))
            else { throw VaultError(.notFound, "this version has no part \(part)") }
            let size = opened.metadata.parts[Int(part)].size
            let bounds = try range?.bounds(in: size) ?? 0..<size
            try await stream(
                wanted,
                size: size,
                bounds: bounds,
                key: key,
                context: context(record, found.version, .part(UInt32(part))),
                ticket: ticket,
                into: output
            )
            return Reading(
                version: opened,
                conditions: Self.conditions(of: verdicts) + (person.isIdentified ? [] : [Self.unidentified])
            )
        }
    }

    private static let unidentified =
        "who this is was corrected after this copy was made: what was known about the person, a restriction of the whole "
        + "file among it, is not known here; ask the vault"

    /// What somebody states with the wish to read.
    ///
    /// - Throws: ``VaultError/Code/invalidInput`` naming a fact.
    private func requestFacts(_ stated: [String: String], to destination: String?) throws -> [String:
        FactValue]
    {
        var texts = stated
        texts["destination.country"] = destination ?? stated["destination.country"]
        guard destination != nil || texts["destination.country"] == nil else {
            throw VaultError(.invalidInput, "name the country with --destination")
        }
        if let destination {
            try Law.requireCountry(destination, as: "destination.country", in: law.rulebook.vocabulary)
        }
        return try Law.values(texts, of: [.request, .transfer], in: law.rulebook.vocabulary)
    }

    /// What permits want of who reads.
    private static func conditions(of verdicts: [Verdict]) -> [String] {
        let decisions = verdicts.map(\.decision)
        let duties = decisions.filter { $0.outcome == .permitWithConditions }.flatMap(\.obligations)
            .map(VocabularyWords.english.text)
        let confirmations = decisions.flatMap(\.confirmations).map { "a person must confirm: \($0)" }
        return Set(duties).sorted() + Set(confirmations).sorted()
    }

    /// The version to read, when nothing closes it.
    func readableVersion(_ version: VersionNumber?, of record: RecordID) async throws -> (
        RecordRow, VersionRow
    ) {
        guard let (row, found) = try await tables.records.version(version, of: record) else {
            if try await tables.records.wasErased(record, version: nil) {
                guard try await !tables.records.wasLostInMove(record) else { throw Self.lostInMove }
                throw VaultError(.erased, "this record was erased; its certificate says when")
            }
            if try await tables.records.wasErased(record, version: version) {
                throw VaultError(.erased, "this version was erased; its certificate says when")
            }
            throw VaultError(.notFound, "there is no such record or version")
        }
        guard row.patient.state == .active, row.state == .current else {
            throw VaultError(.closed, "this record is closed for reading: an erasure runs")
        }
        guard found.state != .fenced else {
            throw VaultError(
                .closed,
                "this version is closed for reading: it was corrected and is being erased"
            )
        }
        return (row, found)
    }

    private static let lostInMove = VaultError(
        .erased,
        "this record was moved to another patient's file, and the database that knew where is gone: it is lost here, not erased"
    )

    /// Unwraps the record key of a version.
    ///
    /// The one place where keys of records come to light.
    func unwrap(_ version: VersionRow) async throws -> SharedSecret {
        try await withSecrets(of: version) { SharedSecret($0.recordKey.copy()) }
    }

    /// Lends the secrets of a version.
    func withSecrets<Value>(
        of version: VersionRow,
        _ body: (borrowing RecordSecrets) throws -> Value
    ) async throws -> Value {
        do {
            let wrapKey = try await keys.wrapKey(
                for: version.slot,
                tree: version.tree,
                binding: binding(version.record, version.version)
            )
            return try body(WrappedRecordKey(bytes: version.wrappedKey).unwrap(under: wrapKey))
        } catch let error as KeyringError where error.code == .punctured {
            // A key renewal may have moved it since the row was read.
            guard let moved = try await tables.records.version(at: version.slot), moved.tree != version.tree
            else { throw error }
            return try await withSecrets(of: moved, body)
        }
    }

    /// Opens metadata and facts of a version.
    func open(_ version: VersionRow, key: borrowing SecretBytes) throws -> OpenedVersion {
        try open(version, key: key, stating: openFacts(of: version, key: key))
    }

    /// Opens the metadata of a version whose facts are open.
    func open(
        _ version: VersionRow,
        key: borrowing SecretBytes,
        stating facts: RecordFacts
    ) throws -> OpenedVersion {
        let metadata = try SealedObject.openText(
            version.sealedMetadata,
            context: context(version.record, version.version, .metadata),
            recordKey: key
        )
        return OpenedVersion(
            record: version.record,
            version: version.version,
            state: version.state,
            metadata: try VersionMetadata(json: CanonicalJSON(decoding: metadata)),
            facts: facts,
            entry: version.entry
        )
    }

    /// Opens the facts alone, for the rules.
    func openFacts(of version: VersionRow, key: borrowing SecretBytes) throws -> RecordFacts {
        try RecordFacts(json: CanonicalJSON(decoding: factsText(of: version, key: key)))
    }

    /// The facts as they were sealed.
    func factsText(of version: VersionRow, key: borrowing SecretBytes) throws -> [UInt8] {
        try SealedObject.openText(
            version.sealedFacts,
            context: context(version.record, version.version, .facts),
            recordKey: key
        )
    }

    /// Opens the chunks that hold `bounds` and hands their content on, in order.
    ///
    /// Of a large part a few groups of chunks are read and opened ahead, on all processors.
    func stream(
        _ part: PartRow,
        size: Int,
        bounds: Range<Int>,
        key: SharedSecret,
        context: ObjectContext,
        ticket: ReaderTicket,
        into output: ([UInt8]) async throws -> Void
    ) async throws {
        let source = PartSource(body: part.body, blobs: blobs)
        let header = try await source.read(0..<ObjectFormat.headerSize)
        let opening = try PartOpening(
            of: source,
            sealedSize: part.sealedLength,
            size: size,
            bounds: bounds,
            ticket: ticket
        ) {
            try ObjectOpener(
                header: header,
                sealedSize: part.sealedLength,
                contentSize: size,
                recordKey: key.bytes,
                context: context
            )
        }
        defer { opening.close() }
        guard opening.groups > 1 else {
            if opening.groups == 1 { try await output(opening.content(ofGroup: 0)) }
            return
        }
        var ahead: [Task<[UInt8], any Error>] = []
        var next = 0
        do {
            for _ in 0..<opening.groups {
                while ahead.count < PartOpening.ahead, next < opening.groups {
                    ahead.append(Task { [next] in try await opening.content(ofGroup: next) })
                    next += 1
                }
                let content = try await ahead.removeFirst().value
                try await output(opening.released(content))
            }
        } catch {
            // Nobody uses the key any more when this has ended.
            for task in ahead { _ = await task.result }
            throw error
        }
    }
}
