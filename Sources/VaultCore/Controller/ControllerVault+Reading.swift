internal import Keyring
internal import VaultCrypto
public import VaultModel

extension ControllerVault {
    /// How many chunks of a part are read at a time.
    private static let readAhead = 16

    /// Reads a part of a version, in order, into `output`.
    ///
    /// Nothing is handed out that was not authenticated; an erasure that begins meanwhile stops the reading at the
    /// next chunk.
    /// - Parameters:
    ///   - part: 0 for the resource or file as received.
    ///   - range: The bytes wanted; only their chunks are touched. `nil` for all.
    /// - Returns: What is known about the version.
    /// - Throws: ``VaultError`` with `denied`, `notFound`, `erased`, `closed` or `damaged`, and what `output` throws.
    @discardableResult
    public func read(
        _ record: RecordID,
        version: VersionNumber? = nil,
        part: Int16 = 0,
        range: ReadRange? = nil,
        by staff: StaffMember?,
        for purpose: Purpose?,
        into output: ([UInt8]) async throws -> Void
    ) async throws -> OpenedVersion {
        let reader = try requireReader(staff, for: purpose)
        let (_, found) = try await readableVersion(version, of: record)
        let ticket = evictions.enter(found.slot)
        defer { evictions.leave(ticket) }
        let key = try await unwrap(found)
        let verdict = try disclosure(of: openFacts(of: found, key: key.bytes), to: reader)
        // Kept before the first byte is handed out, and also when none is.
        try await keep([verdict], as: .read, by: reader.staff, about: found)
        try require(verdict)
        let opened = try open(found, key: key.bytes)
        guard let wanted = try await tables.records.parts(at: found.slot).first(where: { $0.part == part }),
            opened.metadata.parts.indices.contains(Int(part))
        else { throw VaultError(.notFound, "this version has no part \(part)") }
        let size = opened.metadata.parts[Int(part)].size
        let bounds = try range?.bounds(in: size) ?? 0..<size
        try await stream(
            wanted,
            size: size,
            bounds: bounds,
            key: key.bytes,
            context: context(record, found.version, .part(UInt32(part))),
            ticket: ticket,
            into: output
        )
        return opened
    }

    /// The version to read, when nothing closes it.
    func readableVersion(_ version: VersionNumber?, of record: RecordID) async throws -> (
        RecordRow, VersionRow
    ) {
        guard let (row, found) = try await tables.records.version(version, of: record) else {
            if try await tables.records.wasErased(record, version: nil) {
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

    /// Opens the facts of a version, asks the rulebook, and only then opens the rest.
    ///
    /// - Throws: ``VaultError/Code/denied`` with the rules.
    func open(_ version: VersionRow, for reader: Reader) async throws -> (OpenedVersion, SharedSecret) {
        let key = try await unwrap(version)
        try require(reader, mayOpen: openFacts(of: version, key: key.bytes))
        return (try open(version, key: key.bytes), key)
    }

    /// Unwraps the record key of a version.
    ///
    /// The one place where keys of records come to light.
    func unwrap(_ version: VersionRow) async throws -> SharedSecret {
        let wrapKey = try await keys.wrapKey(
            for: version.slot,
            tree: version.tree,
            binding: binding(version.record, version.version)
        )
        let secrets = try WrappedRecordKey(bytes: version.wrappedKey).unwrap(under: wrapKey)
        return SharedSecret(secrets.recordKey.copy())
    }

    /// Opens metadata and facts of a version.
    func open(_ version: VersionRow, key: borrowing SecretBytes) throws -> OpenedVersion {
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
            facts: try openFacts(of: version, key: key),
            entry: version.entry
        )
    }

    /// Opens the facts alone, for the rules.
    func openFacts(of version: VersionRow, key: borrowing SecretBytes) throws -> RecordFacts {
        let facts = try SealedObject.openText(
            version.sealedFacts,
            context: context(version.record, version.version, .facts),
            recordKey: key
        )
        return try RecordFacts(json: CanonicalJSON(decoding: facts))
    }

    /// Opens the chunks that hold `bounds` and hands their content on, a few chunks at a time.
    func stream(
        _ part: PartRow,
        size: Int,
        bounds: Range<Int>,
        key: borrowing SecretBytes,
        context: ObjectContext,
        ticket: ReaderTicket,
        into output: ([UInt8]) async throws -> Void
    ) async throws {
        let source = PartSource(body: part.body, blobs: blobs)
        var opener = try ObjectOpener(
            header: try await source.read(0..<ObjectFormat.headerSize),
            sealedSize: part.sealedLength,
            contentSize: size,
            recordKey: key,
            context: context
        )
        let layout = opener.layout
        let chunks = try layout.chunks(covering: bounds)
        var next = chunks.lowerBound
        while next < chunks.upperBound {
            let group = next..<min(next + Self.readAhead, chunks.upperBound)
            let span =
                layout.sealedRange(ofChunk: group.lowerBound)
                .lowerBound..<layout.sealedRange(ofChunk: group.upperBound - 1).upperBound
            let sealed = try await source.read(span)
            var content: [UInt8] = []
            content.reserveCapacity(sealed.count)
            for index in group {
                try ticket.check()
                let place = layout.sealedRange(ofChunk: index)
                let inside = place.lowerBound - span.lowerBound..<place.upperBound - span.lowerBound
                try opener.openChunk(index, in: sealed, at: inside, into: &content)
            }
            let start = layout.contentRange(ofChunk: group.lowerBound).lowerBound
            let wanted = max(bounds.lowerBound - start, 0)..<min(bounds.upperBound - start, content.count)
            try await output(wanted == content.indices ? content : Array(content[wanted]))
            next = group.upperBound
        }
    }
}
