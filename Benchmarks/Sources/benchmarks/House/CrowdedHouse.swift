internal import Foundation
internal import Keyring
internal import PostgresClient
internal import VaultCrypto
internal import VaultModel

/// Fills a house with patients faster than they could be registered: rows in the product's own formats
/// (docs/formats/sealed-row.md), sealed under the keys of the house's key safe, without commitments and documents.
struct CrowdedHouse {
    /// The first numbers handed out here; nobody registers as many.
    private static let firstOwner = 1_000_000
    private static let firstNamed = 2_000_000
    private static let system = "urn:benchmark"
    /// How many patients are written in one transaction.
    private static let page = 2000

    let house: House

    /// Makes patients with versions of which only the keys are real.
    func addPatients(_ count: Int, withKeys versions: UInt32) async throws {
        let page = max(1, Self.page * 10 / Int(versions))
        try await inPages(of: page, count, from: Self.firstOwner, tree: .first) { numbers, keys in
            try await write(try wrap(numbers, versions, keys), of: numbers, versions)
        }
    }

    /// Makes patients who are found by an identifier, and by name and birth date.
    func addNamedPatients(_ count: Int, tree: TreeNumber) async throws {
        try await inPages(of: Self.page, count, from: Self.firstNamed, tree: tree) { numbers, keys in
            try await write(try seal(numbers, keys), of: numbers, tree)
        }
    }

    /// The identifier of the patient who was made as the given one.
    func identifier(of index: Int) -> String { "\(Self.system)|\(Self.firstNamed + index)" }

    private func inPages(
        of size: Int,
        _ count: Int,
        from first: Int,
        tree: TreeNumber,
        _ body: @escaping @Sendable ([PatientNumber], [PatientKeys]) async throws -> Void
    ) async throws {
        let safe = try await FileKeySafe.open(
            places: ["1", "2"].map { house.directory + "/safe-" + $0 },
            vault: house.controller.vault,
            controller: house.controller.controller.id,
            dataDirectory: house.directory + "/vault",
            incarnation: nil,
            readOnly: true
        )
        let deriver = KeyDeriver(safe: safe)
        let starts = Array(stride(from: first, to: first + count, by: size))
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, start) in starts.enumerated() {
                if index > 1 { try await group.next() }
                group.addTask {
                    let numbers = (start..<min(start + size, first + count)).compactMap {
                        PatientNumber(UInt64($0))
                    }
                    try await deriver.withKeys(of: numbers.map { ($0, tree) }) { keys in
                        try await body(numbers, keys)
                    }
                }
            }
            try await group.waitForAll()
        }
        await safe.close()
        // What a database that has grown slowly knows of itself.
        try await house.plain.withSession(scope: nil) { session in _ = try session.execute("ANALYZE") }
    }

    private struct Wrapped: Sendable {
        var slots: [Int64] = []
        var records: [UUID] = []
        var keys: [[UInt8]] = []
    }

    private func wrap(_ numbers: [PatientNumber], _ versions: UInt32, _ keys: [PatientKeys]) throws -> Wrapped
    {
        var wrapped = Wrapped()
        for (patient, keys) in zip(numbers, keys) {
            for serial in 1...versions {
                guard let slot = Slot(patient: patient, serial: serial) else {
                    throw BenchmarkError("no such slot")
                }
                let record = RecordID.random()
                let binding = KeyBinding.wrap(
                    vault: house.controller.vault,
                    controller: house.controller.controller.id,
                    record: record,
                    version: .first
                )
                let key = try keys.key(of: slot, for: binding)
                wrapped.slots.append(slot.packed)
                wrapped.records.append(record.uuid)
                wrapped.keys.append(WrappedRecordKey(wrapping: RecordSecrets.generate(), under: key).bytes)
            }
        }
        return wrapped
    }

    private func write(_ rows: Wrapped, of numbers: [PatientNumber], _ versions: UInt32) async throws {
        let controller = house.controller.controller.number
        try await house.plain.transaction(scope: controller, proof: nil) { session in
            _ = try session.executeAll([
                """
                INSERT INTO patients (controller_id, patient_no, public_id, keyring_no, state, next_serial)
                SELECT \(controller), n, gen_random_uuid(), 1, 'active', \(Int32(versions) + 1)
                FROM unnest(\(numbers.map { Int64($0.rawValue) })) AS n
                """,
                """
                INSERT INTO record_versions (controller_id, patient_no, record_id, version, slot, stored_on, state,
                    sealed_meta, sealed_facts, facts_revision, commitment)
                SELECT \(controller), slot >> 23, record, 1, slot, '2026-01-01', 'live', ''::bytea, ''::bytea, 1,
                    sha256(uuid_send(record))
                FROM unnest(\(rows.slots), \(rows.records)) AS v (slot, record)
                """,
                """
                INSERT INTO record_keys (controller_id, keyring_no, slot, wrapped, wrap_algorithm)
                SELECT \(controller), 1, slot, wrapped, 1
                FROM unnest(\(rows.slots), \(rows.keys)) AS k (slot, wrapped)
                """,
            ])
        }
    }

    private struct Named: Sendable {
        var ids: [UUID] = []
        var terms: [[UInt8]] = []
    }

    private func seal(_ numbers: [PatientNumber], _ keys: [PatientKeys]) throws -> Named {
        let binding = KeyBinding.use(
            vault: house.controller.vault,
            controller: house.controller.controller.id,
            use: "search"
        )
        var named = Named()
        for (patient, keys) in zip(numbers, keys) {
            guard let slot = Slot(patient: patient, serial: 0) else { throw BenchmarkError("no such slot") }
            let id = PatientID.random()
            let (system, number) = (Self.system.uppercased(), patient.rawValue)
            let terms = Array(
                #"[[2,"PATIENT\#(number)\u00001970-01-01"],[1,"\#(system)\u0000\#(number)"]]"#.utf8
            )
            let plain = [0, 0, 0, UInt8(terms.count)] + terms
            let nonce = RandomBytes.make(12)
            named.ids.append(id.uuid)
            named.terms.append(
                nonce
                    + AESGCM.seal(
                        plain + [UInt8](repeating: 0, count: 256 - plain.count),
                        key: try keys.key(of: slot, for: binding),
                        nonce: nonce,
                        aad: Array("lethe.row.v1".utf8) + id.bytes
                    )
            )
        }
        return named
    }

    /// Writes them with two tokens each under the present index key, which are as random as real ones and find nobody.
    private func write(_ rows: Named, of numbers: [PatientNumber], _ tree: TreeNumber) async throws {
        let controller = house.controller.controller.number
        let numbers = numbers.map { Int64($0.rawValue) }
        try await house.plain.transaction(scope: controller, proof: nil) { session in
            _ = try session.executeAll([
                """
                INSERT INTO patients
                    (controller_id, patient_no, public_id, keyring_no, state, next_serial, sealed_search)
                SELECT \(controller), n, id, \(tree.rawValue), 'active', 1, sealed
                FROM unnest(\(numbers), \(rows.ids), \(rows.terms)) AS p (n, id, sealed)
                """,
                """
                INSERT INTO patient_tokens (controller_id, token_key_no, token, patient_no, kind)
                SELECT \(controller), 1, sha256(uuid_send(id) || int2send(kind)), n, kind
                FROM unnest(\(numbers), \(rows.ids)) AS p (n, id), unnest('{1,2}'::int2[]) AS kind
                """,
            ])
        }
    }
}
