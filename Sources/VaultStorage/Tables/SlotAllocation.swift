internal import PostgresClient
internal import VaultCore
internal import VaultModel

/// Hands out a patient's next slot inside a transaction.
///
/// The update locks the patient's row, so that it waits for a fence and afterwards finds the patient closed.
enum SlotAllocation {
    static func next(
        of patient: PatientNumber,
        controller: Int32,
        in session: Session
    ) throws -> (slot: Slot, tree: TreeNumber) {
        try slot(of: patient, from: session.query(statement(of: patient, controller: controller)))
    }

    /// Hands out a slot of the office and notes what for; column `patient_slots.use`.
    static func office(
        for use: Int16,
        controller: Int32,
        in session: Session
    ) throws -> (slot: Slot, tree: TreeNumber) {
        let (slot, tree) = try next(of: .office, controller: controller, in: session)
        session.enqueue([
            """
            INSERT INTO patient_slots (controller_id, patient_no, serial, use)
            VALUES (\(controller), \(Int64(PatientNumber.office.rawValue)), \(Int32(slot.serial)), \(use))
            """
        ])
        return (slot, tree)
    }

    /// Locks a patient against a move of their keys, which must be in the tree that something was sealed in.
    ///
    /// - Throws: ``KeysRenewed`` when they are in another by now.
    static func require(
        _ tree: TreeNumber,
        of patient: PatientNumber,
        controller: Int32,
        in session: Session
    ) throws {
        let row = try session.queryOne(
            """
            SELECT keyring_no FROM patients
            WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue)) FOR SHARE
            """
        )
        guard try row?.int16(0) == tree.rawValue else { throw KeysRenewed() }
    }

    /// The order in which the rows of several patients `p` are locked: by number, and the office's last, since whoever has
    /// locked a patient may still need a slot of the office.
    static let order: SQL = "nullif(p.patient_no, 0)"

    static let exhausted = VaultError(
        .exhausted,
        "the key safe has to set aside more numbers first; try again"
    )

    /// The statement alone, for a round trip with others.
    static func statement(of patient: PatientNumber, controller: Int32) -> SQL {
        """
        UPDATE patients SET next_serial = next_serial + 1
        WHERE controller_id = \(controller) AND patient_no = \(Int64(patient.rawValue)) AND state = 'active'
        RETURNING next_serial - 1, keyring_no,
            (SELECT serial_mark FROM controllers WHERE controller_id = \(controller))
        """
    }

    /// Hands out several slots of each of several patients whose keys are in these trees, and locks the patients' rows in
    /// their ``order``.
    ///
    /// It finds, for each who is there: number, tree, whether they are active, and the first serial handed out, which is
    /// NULL when none were.
    static func statement(
        ofEach patients: [PatientNumber],
        in trees: [TreeNumber],
        counts: [Int32],
        controller: Int32
    ) -> SQL {
        """
        WITH wanted AS (
            SELECT * FROM unnest(\(patients.map { Int64($0.rawValue) }), \(trees.map(\.rawValue)), \(counts))
                AS w (patient_no, keyring_no, count)
        ), locked AS (
            SELECT p.patient_no, p.keyring_no, p.state, w.keyring_no AS wanted_in, w.count
            FROM patients p JOIN wanted w USING (patient_no)
            WHERE p.controller_id = \(controller) ORDER BY \(order) FOR NO KEY UPDATE OF p
        ), given AS (
            UPDATE patients p SET next_serial = p.next_serial + l.count FROM locked l
            WHERE p.controller_id = \(controller) AND p.patient_no = l.patient_no AND l.state = 'active'
                AND l.keyring_no = l.wanted_in AND p.next_serial + l.count
                    <= (SELECT serial_mark FROM controllers WHERE controller_id = \(controller))
            RETURNING p.patient_no, p.next_serial - l.count AS first
        )
        SELECT DISTINCT l.patient_no, l.keyring_no, l.state = 'active', g.first
        FROM locked l LEFT JOIN given g USING (patient_no)
        """
    }

    /// Reads the answer to ``statement(of:controller:)``.
    static func slot(of patient: PatientNumber, from rows: [Row]) throws -> (slot: Slot, tree: TreeNumber) {
        guard let row = rows.first else {
            throw VaultError(.closed, "this patient is closed: an erasure runs or ran")
        }
        guard try row.int32(0) < row.int32(2) else { throw exhausted }
        guard let slot = Slot(patient: patient, serial: UInt32(try row.int32(0))),
            let tree = TreeNumber(try row.int16(1))
        else { throw VaultError(.unusable, "this patient has no room left for another version") }
        return (slot, tree)
    }
}
