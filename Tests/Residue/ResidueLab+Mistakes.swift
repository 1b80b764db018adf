import PostgresClient
import VaultModel

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// What a worse product would write beside what ours does.
extension ResidueLab {
    func makeMistakes(in controller: ControllerVault) async throws {
        guard !options.weaknesses.isEmpty else { return }
        var rows: [VersionRow] = []
        var owners: [LabPerson] = []
        for person in people {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            for version in try await controller.tables.records.allVersions(of: row.number) {
                rows.append(version)
                owners.append(person)
            }
        }
        for weakness in options.weaknesses {
            switch weakness {
            case .wrapOutsideTheSlot: try await wrapAgain(rows, in: controller)
            case .fieldTokens: try await addTokens(rows, owners, in: controller)
            case .clearKeepUntil: try await addDates(rows, owners)
            // The adversary gets the key safe as it was then.
            // The move and the key renewal are made otherwise.
            case .previousTopKeyKept, .oldSlotKept, .oneTreePunctured, .oldTreeKept, .oldLeavesKept: break
            }
        }
    }

    /// Stores a document with the right patient and deletes the rows of the wrong one, as databases do; no key is destroyed.
    mutating func copyAndDelete(
        _ plan: MovePlan,
        _ document: LabPerson.Document,
        to index: Int,
        in controller: ControllerVault
    ) async throws {
        guard let content = document.contents.last else { return }
        let (slots, record) = (plan.items.map(\.row.slot.packed), document.record.uuid)
        try await server.session { session in
            for table in ["record_keys", "record_parts", "record_versions", "decisions"] {
                _ = try session.execute("DELETE FROM \(unsafeSQL: table) WHERE slot = ANY(\(slots))")
            }
            for table in ["aliases", "records"] {
                _ = try session.execute("DELETE FROM \(unsafeSQL: table) WHERE record_id = \(record)")
            }
        }
        try await store(
            content,
            named: "Befund",
            of: index,
            as: .clinicalCore,
            knownBy: document.source,
            in: controller
        )
    }

    /// Leaves the old key of every place of a key under a key of the office.
    func keepOldLeaves(to tree: TreeNumber, in controller: ControllerVault) async throws {
        guard let office = Slot(patient: .office, serial: 0) else { return }
        let newer = try await controller.keys.keys(of: .office, in: tree).leaf(of: office)
        var (slots, leaves) = ([Int64](), [[UInt8]]())
        for version in versions where !isErased(version) {
            let slot = version.row.slot
            let keys = try await controller.keys.keys(of: slot.patient, in: version.row.tree)
            slots.append(slot.packed)
            leaves.append(try keys.leaf(of: slot).sealed(under: newer, for: controller.labIdentity))
        }
        try await server.session { [slots, leaves] session in
            _ = try session.execute("CREATE TABLE old_leaves (slot int8, sealed bytea)")
            _ = try session.execute(
                "INSERT INTO old_leaves SELECT * FROM unnest(\(slots), \(leaves)) AS o (slot, sealed)"
            )
        }
    }

    private func wrapAgain(_ rows: [VersionRow], in controller: ControllerVault) async throws {
        guard let office = Slot(patient: .office, serial: 0) else { return }
        let tree = try await controller.tables.patients.controller().tree
        var wraps: [[UInt8]] = []
        for row in rows {
            let own = try await controller.labWrapKey(at: row.slot, tree: row.tree, for: row)
            let other = try await controller.labWrapKey(at: office, tree: tree, for: row)
            let secrets = try WrappedRecordKey(bytes: row.wrappedKey).unwrap(under: own.bytes)
            wraps.append(WrappedRecordKey(wrapping: secrets, under: other.bytes).bytes)
        }
        let (slots, all) = (rows.map(\.slot.packed), wraps)
        try await server.session { session in
            _ = try session.execute("CREATE TABLE escrow (slot int8, wrapped bytea)")
            _ = try session.execute(
                "INSERT INTO escrow SELECT * FROM unnest(\(slots), \(all)) AS e (slot, wrapped)"
            )
        }
    }

    private func addTokens(_ rows: [VersionRow], _ owners: [LabPerson], in controller: ControllerVault)
        async throws
    {
        let tokens = owners.map { controller.labMistakenToken(of: $0.identifier) }
        let slots = rows.map(\.slot.packed)
        try await server.session { session in
            _ = try session.execute("CREATE TABLE field_tokens (slot int8, token bytea)")
            _ = try session.execute(
                "INSERT INTO field_tokens SELECT * FROM unnest(\(slots), \(tokens)) AS f (slot, token)"
            )
        }
    }

    private func addDates(_ rows: [VersionRow], _ owners: [LabPerson]) async throws {
        let slots = rows.map(\.slot.packed)
        let days = owners.map(\.keepUntil.description)
        try await server.session { session in
            _ = try session.execute("CREATE TABLE keep_until (slot int8, day date)")
            _ = try session.execute(
                "INSERT INTO keep_until SELECT k.slot, k.day::date FROM unnest(\(slots), \(days)) AS k (slot, day)"
            )
        }
    }
}
