internal import Foundation
internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension KeyRenewalTables {
    /// Puts what was sealed again in its place; the first statement writes the keys of versions.
    func updates(of moved: [PatientSeals], to tree: TreeNumber) -> [SQL] {
        let keys = moved.flatMap(\.keys)
        var statements: [SQL] = [
            """
            UPDATE record_keys k SET keyring_no = \(tree.rawValue), wrapped = d.wrapped
            FROM unnest(\(keys.map(\.slot.packed)), \(keys.map(\.wrapped))) AS d (slot, wrapped)
            WHERE k.controller_id = \(controller) AND k.slot = d.slot
            """
        ]
        var searches: [(PatientNumber, [UInt8])] = []
        var episodes: [(PatientNumber, Int32, [UInt8])] = []
        var events: [(UUID, [UInt8])] = []
        var decisions: [(Slot, UUID, [UInt8])] = []
        var staff: [(UUID, [UInt8])] = []
        var orders: [(UUID, [UInt8])] = []
        var files: [(UUID, [UInt8])] = []
        for cell in moved.flatMap(\.cells) {
            switch cell.place {
            case .search: searches.append((cell.slot.patient, cell.sealed))
            case .episode(let number, _): episodes.append((cell.slot.patient, number, cell.sealed))
            case .event(let id): events.append((id.uuid, cell.sealed))
            case .decision(let id): decisions.append((cell.slot, id.uuid, cell.sealed))
            case .staff(let row): staff.append((row.id.uuid, cell.sealed))
            case .shredOrder(let id): orders.append((id.uuid, cell.sealed))
            case .shredFile(let id): files.append((id.uuid, cell.sealed))
            }
        }
        if !searches.isEmpty {
            statements.append(
                """
                UPDATE patients p SET sealed_search = d.sealed
                FROM unnest(\(searches.map { Int64($0.0.rawValue) }), \(searches.map(\.1))) AS d (no, sealed)
                WHERE p.controller_id = \(controller) AND p.patient_no = d.no
                """
            )
        }
        if !episodes.isEmpty {
            statements.append(
                """
                UPDATE episodes e SET sealed_events = d.sealed
                FROM unnest(\(episodes.map { Int64($0.0.rawValue) }), \(episodes.map(\.1)), \(episodes.map(\.2)))
                    AS d (no, episode, sealed)
                WHERE e.controller_id = \(controller) AND e.patient_no = d.no AND e.episode_no = d.episode
                """
            )
        }
        if !decisions.isEmpty {
            statements.append(
                """
                UPDATE decisions x SET sealed_detail = d.sealed
                FROM unnest(\(decisions.map(\.0.packed)), \(decisions.map(\.1)), \(decisions.map(\.2)))
                    AS d (slot, id, sealed)
                WHERE x.controller_id = \(controller) AND x.slot = d.slot AND x.decision_id = d.id
                """
            )
        }
        statements += update("log_events", "event_id", "sealed_file", events)
        statements += update("staff", "staff_id", "sealed_name", staff)
        statements += update("shreds", "shred_id", "sealed_order", orders)
        statements += update("shreds", "shred_id", "sealed_file", files)
        return statements
    }

    /// Writes one sealed column of rows that are named by an id.
    private func update(
        _ table: String,
        _ id: String,
        _ column: String,
        _ rows: [(id: UUID, sealed: [UInt8])]
    ) -> [SQL] {
        guard !rows.isEmpty else { return [] }
        return [
            """
            UPDATE \(unsafeSQL: table) t SET \(unsafeSQL: column) = d.sealed
            FROM unnest(\(rows.map(\.id)), \(rows.map(\.sealed))) AS d (id, sealed)
            WHERE t.controller_id = \(controller) AND t.\(unsafeSQL: id) = d.id
            """
        ]
    }
}
