internal import VaultCrypto
internal import VaultModel

/// Seals one version in one pass over its content: parts, metadata, facts, commitment.
struct VersionSealer: Sendable {
    /// Parts whose ciphertext is longer go to the blob store.
    static let inlineLimit = 256 << 10

    let controller: ControllerID
    let origin: String
    let blobs: any BlobStore
    let faults: FaultPlan

    /// What a version is about, beside its content.
    struct Subject: Sendable {
        let record: RecordID
        let version: VersionNumber
        let previous: Commitment?
        let facts: RecordFacts
        let decision: StoringDecision
        let author: StaffMember
        let at: Timestamp
    }

    /// When the commitment is computed, which takes as long as all the sealing of a small document.
    enum Committing {
        /// On another thread, while the transaction begins.
        case meanwhile
        /// On this one, where all are busy with other documents.
        case atOnce
    }

    /// Seals an intake under a fresh attempt.
    ///
    /// A blob that was written stays when this throws later; the next sweep removes it.
    func seal(_ intake: Intake, as subject: Subject, committing: Committing = .meanwhile) throws
        -> SealedVersion
    {
        let attempt = StoringAttempt()
        let (part, metadata) = try sealPart(intake, of: subject, attempt: attempt)
        let statement = Statement(
            origin: origin,
            controller: controller,
            at: subject.at,
            event: .record(
                RecordStatement(
                    record: subject.record,
                    version: subject.version,
                    parts: [.init(size: metadata.size, digest: metadata.sha256)],
                    previous: subject.previous
                )
            )
        ).bytes
        let versionMetadata = VersionMetadata(
            parts: [metadata],
            author: subject.author.name,
            storedAt: subject.at,
            statement: statement,
            decision: subject.decision,
            overlay: intake.overlay
        )
        return SealedVersion(
            record: subject.record,
            version: subject.version,
            episode: intake.episode,
            storedOn: subject.at.day,
            metadata: sealText(versionMetadata.json, .metadata, of: subject, attempt: attempt),
            facts: sealText(subject.facts.json, .facts, of: subject, attempt: attempt),
            commitment: committing == .atOnce
                ? Handover(attempt.commit(to: statement)) : Handover { attempt.commit(to: statement) },
            parts: [part],
            attempt: attempt
        )
    }

    private func sealText(
        _ json: CanonicalJSON,
        _ kind: ObjectKind,
        of subject: Subject,
        attempt: StoringAttempt
    ) -> [UInt8] {
        attempt.withRecordKey { key in
            SealedObject.seal(json.encoded, context: context(subject, kind), recordKey: key).sealed
        }
    }

    private func sealPart(
        _ intake: Intake,
        of subject: Subject,
        attempt: StoringAttempt
    ) throws -> (PartRow, PartMetadata) {
        var output: [UInt8] = []
        var writer: (any BlobWriter)?
        do {
            let (summary, mediaType) = try attempt.withRecordKey { key throws in
                try stream(intake, context(subject, .part(0)), key, into: &output, spillingTo: &writer)
            }
            let body: PartBody
            if let writer {
                try writer.append(output)
                try writer.finish()
                try faults.reach(.storeBlobWritten)
                body = .blob(writer.id)
            } else {
                body = .inline(output)
            }
            return (
                PartRow(part: 0, body: body, sealedLength: summary.sealedSize, writer: writer),
                PartMetadata(
                    name: intake.name,
                    mediaType: intake.mediaType ?? mediaType,
                    size: summary.contentSize,
                    sha256: summary.digest
                )
            )
        } catch {
            writer?.abandon()
            throw error
        }
    }

    /// Reads, hashes, seals and, beyond the inline limit, writes the content piece by piece.
    private func stream(
        _ intake: Intake,
        _ context: ObjectContext,
        _ key: borrowing SecretBytes,
        into output: inout [UInt8],
        spillingTo writer: inout (any BlobWriter)?
    ) throws -> (SealedSummary, mediaType: String) {
        let source = HashedSource(intake.source)
        defer { source.abandon() }
        var sealer = ObjectSealer(context: context, recordKey: key, hashing: false, into: &output)
        var mediaType: String?
        while case let piece = try source.next(), !piece.isEmpty {
            mediaType = mediaType ?? MediaType.detect(Array(piece.prefix(MediaType.window)))
            sealer.update(piece, into: &output)
            if output.count > Self.inlineLimit {
                let target = try writer ?? blobs.create()
                writer = target
                try target.append(output)
                output.removeAll(keepingCapacity: true)
            }
        }
        let summary = sealer.finish(digest: source.digest(), into: &output)
        if writer == nil, output.count > Self.inlineLimit { writer = try blobs.create() }
        return (summary, mediaType ?? "application/octet-stream")
    }

    private func context(_ subject: Subject, _ kind: ObjectKind) -> ObjectContext {
        ObjectContext(controller: controller, record: subject.record, version: subject.version, kind: kind)
    }
}
