internal import Foundation
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// The rows of many new records, as arrays of the columns of each table.
struct NewRecordRows {
    let controller: Int32
    private var patients: [Int64] = []
    private var records: [UUID] = []
    private var episodes: [Int32?] = []
    private var slots: [Int64] = []
    private var trees: [Int16] = []
    private var days: [String] = []
    private var metadata: [[UInt8]] = []
    private var facts: [[UInt8]] = []
    private var commitments: [[UInt8]] = []
    private var keys: [[UInt8]] = []
    private var partSlots: [Int64] = []
    private var parts: [Int16] = []
    private var bodies: [[UInt8]?] = []
    private var blobs: [UUID?] = []
    private var lengths: [Int64] = []

    init(controller: Int32) {
        self.controller = controller
    }

    /// Adds what one record needs in every table; nothing when its key cannot be wrapped.
    mutating func append(_ record: NewRecord, at slot: Slot) throws {
        let draft = record.draft
        let wrapped = try draft.wrap(slot)
        let commitment = try draft.commitment()
        patients.append(Int64(record.patient.rawValue))
        records.append(draft.record.uuid)
        episodes.append(draft.episode)
        slots.append(slot.packed)
        trees.append(draft.tree.rawValue)
        days.append(draft.storedOn.description)
        metadata.append(draft.sealedMetadata)
        facts.append(draft.sealedFacts)
        commitments.append(commitment.bytes)
        keys.append(wrapped)
        for part in draft.parts {
            partSlots.append(slot.packed)
            parts.append(part.part)
            lengths.append(Int64(part.sealedLength))
            switch part.body {
            case .inline(let bytes):
                bodies.append(bytes)
                blobs.append(nil)
            case .blob(let blob):
                bodies.append(nil)
                blobs.append(blob.uuid)
            }
        }
    }

    /// One statement for each table; none when there is nothing to write.
    var insertions: [SQL] {
        guard !records.isEmpty else { return [] }
        return [recordRows, versionRows, keyRows, partRows, queueRows]
    }

    private var recordRows: SQL {
        """
        INSERT INTO records (controller_id, patient_no, record_id, episode_no, current_version, state)
        SELECT \(controller), t.patient_no, t.record_id, t.episode_no, 1, 'current'
        FROM unnest(\(patients), \(records), \(episodes)) AS t (patient_no, record_id, episode_no)
        """
    }

    private var versionRows: SQL {
        """
        INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state,
            sealed_meta, sealed_facts, facts_revision, commitment)
        SELECT \(controller), t.patient_no, t.record_id, 1, t.slot, t.stored_on::date, 'live',
            t.sealed_meta, t.sealed_facts, 1, t.commitment
        FROM unnest(\(patients), \(records), \(slots), \(days), \(metadata), \(facts), \(commitments))
            AS t (patient_no, record_id, slot, stored_on, sealed_meta, sealed_facts, commitment)
        """
    }

    private var keyRows: SQL {
        """
        INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
        SELECT \(controller), t.keyring_no, t.slot, t.wrapped, 1
        FROM unnest(\(trees), \(slots), \(keys)) AS t (keyring_no, slot, wrapped)
        """
    }

    private var partRows: SQL {
        """
        INSERT INTO record_parts (controller_id, slot, part, body, blob_id, length, chunk_size)
        SELECT \(controller), t.slot, t.part, t.body, t.blob_id, t.length, \(Int32(ObjectFormat.chunkSize))
        FROM unnest(\(partSlots), \(parts), \(bodies), \(blobs), \(lengths))
            AS t (slot, part, body, blob_id, length)
        """
    }

    private var queueRows: SQL {
        """
        INSERT INTO log_queue (controller_id, commitment, owner_kind, owner_id, owner_version)
        SELECT \(controller), t.commitment, \(LogOwner.version.rawValue), t.record_id, 1
        FROM unnest(\(commitments), \(records)) AS t (commitment, record_id)
        """
    }
}
