internal import PostgresClient

/// One rule that the rows of a controller keep among themselves, with the statement that counts who breaks it.
struct Invariant: Sendable {
    /// The rule, as a sentence.
    let name: String
    /// Counts the rows that break it.
    let count: @Sendable (_ controller: Int32) -> SQL

    /// Leaves out patients whose corrected identity was lost with a newer database, until somebody says again who they are.
    private static let namedOnly: SQL = """
        AND NOT EXISTS (SELECT 1 FROM records i JOIN shreds s
                ON s.controller_id = i.controller_id AND s.shred_id = i.shred_id
            WHERE i.controller_id = p.controller_id AND i.patient_no = p.patient_no
                AND i.record_id = p.identity_id AND s.state = 'repeated')
        """

    /// All rules; `docs/operations.md` lists them.
    static let all: [Invariant] = [
        Invariant(name: "every version has exactly one wrapped key") { controller in
            """
            SELECT (SELECT count(*) FROM record_versions v WHERE v.controller_id = \(controller)
                    AND NOT EXISTS (SELECT 1 FROM record_keys k
                        WHERE k.controller_id = v.controller_id AND k.slot = v.slot))
                + (SELECT count(*) FROM (SELECT 1 FROM record_keys WHERE controller_id = \(controller)
                    GROUP BY slot HAVING count(*) > 1) twice)
            """
        },
        Invariant(name: "every wrapped key belongs to a version") { controller in
            """
            SELECT count(*) FROM record_keys k WHERE k.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM record_versions v
                    WHERE v.controller_id = k.controller_id AND v.patient_no = k.slot >> 23 AND v.slot = k.slot)
            """
        },
        Invariant(name: "every wrapped key lies in the key tree of its patient") { controller in
            """
            SELECT count(*) FROM record_keys k JOIN patients p
                ON p.controller_id = k.controller_id AND p.patient_no = k.slot >> 23
            WHERE k.controller_id = \(controller) AND k.keyring_no <> p.keyring_no
            """
        },
        Invariant(name: "every version has its part 0") { controller in
            """
            SELECT count(*) FROM record_versions v WHERE v.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM record_parts p
                    WHERE p.controller_id = v.controller_id AND p.slot = v.slot AND p.part = 0)
            """
        },
        Invariant(name: "every part belongs to a version") { controller in
            """
            SELECT count(*) FROM record_parts p WHERE p.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM record_versions v
                    WHERE v.controller_id = p.controller_id AND v.patient_no = p.slot >> 23 AND v.slot = p.slot)
            """
        },
        Invariant(name: "the length of an inline part is the length of its ciphertext") { controller in
            """
            SELECT count(*) FROM record_parts
            WHERE controller_id = \(controller) AND body IS NOT NULL AND octet_length(body) <> length
            """
        },
        Invariant(name: "a record's newest version is its current one, and only it is live") { controller in
            """
            SELECT count(*) FROM records r JOIN patients p USING (controller_id, patient_no)
            LEFT JOIN (SELECT patient_no, record_id, count(*) AS versions, max(version) AS newest,
                    count(*) FILTER (WHERE state = 'live') AS living, max(version) FILTER (WHERE state = 'live') AS live
                FROM record_versions WHERE controller_id = \(controller) GROUP BY patient_no, record_id) v
                USING (patient_no, record_id)
            LEFT JOIN (SELECT record_id, count(*) AS versions FROM version_tombstones
                WHERE controller_id = \(controller) GROUP BY record_id) t USING (record_id)
            WHERE r.controller_id = \(controller) AND r.state = 'current' AND p.state <> 'erased'
                AND (v.newest = r.current_version AND v.living = 1 AND v.live = r.current_version
                    AND v.versions + coalesce(t.versions, 0) = r.current_version) IS NOT TRUE
            """
        },
        Invariant(name: "the place of a version's key belongs to its patient") { controller in
            """
            SELECT count(*) FROM record_versions
            WHERE controller_id = \(controller) AND slot >> 23 <> patient_no
            """
        },
        Invariant(name: "no place of a key was handed out that the patient's counter has not passed") {
            controller in
            """
            SELECT count(*) FROM record_versions v JOIN patients p USING (controller_id, patient_no)
            WHERE v.controller_id = \(controller) AND (v.slot & 8388607) >= p.next_serial
            """
        },
        Invariant(name: "nothing is left of erased patients") { controller in
            """
            SELECT count(*) FROM patients p WHERE p.controller_id = \(controller) AND p.state = 'erased'
                AND (p.sealed_search IS NOT NULL OR p.search_slot IS NOT NULL OR p.identity_id IS NOT NULL
                    OR EXISTS (SELECT 1 FROM record_links l
                        WHERE l.controller_id = p.controller_id AND l.patient_no = p.patient_no)
                    OR EXISTS (SELECT 1 FROM record_versions v
                        WHERE v.controller_id = p.controller_id AND v.patient_no = p.patient_no)
                    OR EXISTS (SELECT 1 FROM aliases a
                        WHERE a.controller_id = p.controller_id AND a.patient_no = p.patient_no)
                    OR EXISTS (SELECT 1 FROM patient_tokens t
                        WHERE t.controller_id = p.controller_id AND t.patient_no = p.patient_no)
                    OR EXISTS (SELECT 1 FROM episodes e
                        WHERE e.controller_id = p.controller_id AND e.patient_no = p.patient_no))
            """
        },
        Invariant(name: "nothing is left of erased records") { controller in
            """
            SELECT count(*) FROM records r WHERE r.controller_id = \(controller) AND r.state = 'erased'
                AND (EXISTS (SELECT 1 FROM record_versions v WHERE v.controller_id = r.controller_id
                        AND v.patient_no = r.patient_no AND v.record_id = r.record_id)
                    OR EXISTS (SELECT 1 FROM record_links l WHERE l.controller_id = r.controller_id
                        AND l.patient_no = r.patient_no AND r.record_id IN (l.from_record, l.to_record))
                    OR EXISTS (SELECT 1 FROM aliases a WHERE a.controller_id = r.controller_id
                        AND a.patient_no = r.patient_no AND a.record_id = r.record_id))
            """
        },
        Invariant(name: "nothing is left of versions erased alone") { controller in
            """
            SELECT count(*) FROM version_tombstones t
            JOIN records r USING (controller_id, record_id)
            JOIN record_versions v USING (controller_id, patient_no, record_id, version)
            WHERE t.controller_id = \(controller)
            """
        },
        Invariant(name: "what is closed for reading is being erased") { controller in
            """
            SELECT (SELECT count(*) FROM patients WHERE controller_id = \(controller) AND state = 'fenced')
                + (SELECT count(*) FROM records WHERE controller_id = \(controller) AND state = 'fenced')
                + (SELECT count(*) FROM record_versions WHERE controller_id = \(controller) AND state = 'fenced')
            WHERE NOT EXISTS (SELECT 1 FROM shreds WHERE controller_id = \(controller) AND state NOT IN ('certified', 'repeated'))
            """
        },
        Invariant(name: "every erased patient, record and version belongs to an erasure") { controller in
            """
            SELECT (SELECT count(*) FROM patients p WHERE p.controller_id = \(controller) AND p.state = 'erased'
                    AND NOT EXISTS (SELECT 1 FROM shreds s
                        WHERE s.controller_id = p.controller_id AND s.patient_no = p.patient_no))
                + (SELECT count(*) FROM records r WHERE r.controller_id = \(controller) AND r.state = 'erased'
                    AND NOT EXISTS (SELECT 1 FROM shreds s
                        WHERE s.controller_id = r.controller_id AND s.shred_id = r.shred_id))
                + (SELECT count(*) FROM version_tombstones t WHERE t.controller_id = \(controller)
                    AND NOT EXISTS (SELECT 1 FROM shreds s
                        WHERE s.controller_id = t.controller_id AND s.shred_id = t.shred_id))
            """
        },
        Invariant(name: "every record belongs to a patient and every version to a record") { controller in
            """
            SELECT (SELECT count(*) FROM records r WHERE r.controller_id = \(controller)
                    AND NOT EXISTS (SELECT 1 FROM patients p
                        WHERE p.controller_id = r.controller_id AND p.patient_no = r.patient_no))
                + (SELECT count(*) FROM record_versions v WHERE v.controller_id = \(controller)
                    AND NOT EXISTS (SELECT 1 FROM records r WHERE r.controller_id = v.controller_id
                        AND r.patient_no = v.patient_no AND r.record_id = v.record_id))
            """
        },
        Invariant(name: "every living patient can be found") { controller in
            """
            SELECT count(*) FROM patients p
            WHERE p.controller_id = \(controller) AND p.patient_no > 0 AND p.state = 'active' \(namedOnly)
                AND (p.sealed_search IS NULL OR NOT EXISTS (SELECT 1 FROM patient_tokens t
                    WHERE t.controller_id = p.controller_id AND t.patient_no = p.patient_no))
            """
        },
        Invariant(name: "the numbers of one person are living, and lead to one of them") { controller in
            """
            SELECT count(*) FROM patients p WHERE p.controller_id = \(controller)
                AND (p.merged_into IS NOT NULL OR p.person_no IS NOT NULL)
                AND (p.state = 'erased' OR p.person_no IS NULL
                    OR (p.merged_into IS NULL) <> (p.person_no = p.patient_no)
                    OR (SELECT count(*) FROM patients o
                        WHERE o.controller_id = p.controller_id AND o.person_no = p.person_no) < 2
                    OR NOT EXISTS (SELECT 1 FROM patients o WHERE o.controller_id = p.controller_id
                        AND o.patient_no = coalesce(p.merged_into, p.patient_no) AND o.person_no = p.person_no))
            """
        },
        Invariant(name: "every patient's identity record is one of theirs") { controller in
            """
            SELECT count(*) FROM patients p
            WHERE p.controller_id = \(controller) AND p.patient_no > 0 AND p.state = 'active' \(namedOnly)
                AND NOT EXISTS (SELECT 1 FROM records r WHERE r.controller_id = p.controller_id
                    AND r.patient_no = p.patient_no AND r.record_id = p.identity_id AND r.state = 'current')
            """
        },
        Invariant(name: "what a patient is found by goes with the version that says who they are") {
            controller in
            """
            SELECT count(*) FROM patients p
            WHERE p.controller_id = \(controller) AND p.patient_no > 0 AND p.state = 'active'
                AND p.search_slot IS NOT NULL
                AND NOT EXISTS (SELECT 1 FROM records r JOIN record_versions v USING (controller_id, patient_no, record_id)
                    WHERE r.controller_id = p.controller_id AND r.patient_no = p.patient_no
                        AND r.record_id = p.identity_id AND v.version = r.current_version
                        AND v.slot = p.search_slot)
            """
        },
        Invariant(name: "every kept decision belongs to a version, and every kept listing to a patient") {
            controller in
            """
            SELECT count(*) FROM decisions d WHERE d.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM record_versions v
                    WHERE v.controller_id = d.controller_id AND v.patient_no = d.slot >> 23 AND v.slot = d.slot)
                AND NOT EXISTS (SELECT 1 FROM patients p
                    WHERE p.controller_id = d.controller_id AND p.patient_no = d.slot >> 23
                        AND d.slot & 8388607 = 0 AND p.state <> 'erased')
            """
        },
        Invariant(name: "every other event's commitment is in the ledger or waits for its place") {
            controller in
            """
            SELECT count(*) FROM log_events l WHERE l.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM log_entries e WHERE e.controller_id = l.controller_id
                    AND e.position = l.entry AND e.commitment = l.commitment)
                AND NOT EXISTS (SELECT 1 FROM log_queue q
                    WHERE q.controller_id = l.controller_id AND q.commitment = l.commitment)
            """
        },
        Invariant(name: "every version's commitment is in the ledger or waits for its place") { controller in
            """
            SELECT count(*) FROM record_versions v WHERE v.controller_id = \(controller)
                AND NOT EXISTS (SELECT 1 FROM log_entries e WHERE e.controller_id = v.controller_id
                    AND e.position = v.entry AND e.commitment = v.commitment)
                AND NOT EXISTS (SELECT 1 FROM log_queue q
                    WHERE q.controller_id = v.controller_id AND q.commitment = v.commitment)
            """
        },
        Invariant(name: "the ledger's positions have no gap") { controller in
            """
            SELECT coalesce(max(position) + 1 - count(*), 0)::int8 FROM log_entries
            WHERE controller_id = \(controller)
            """
        },
        Invariant(name: "no erasure is unfinished") { controller in
            "SELECT count(*) FROM shreds WHERE controller_id = \(controller) AND state NOT IN ('certified', 'repeated')"
        },
        Invariant(name: "every finished erasure has its certificate and its ledger entry") { controller in
            """
            SELECT count(*) FROM shreds s WHERE s.controller_id = \(controller) AND s.state = 'certified'
                AND (NOT EXISTS (SELECT 1 FROM certificates c
                        WHERE c.controller_id = s.controller_id AND c.shred_id = s.shred_id)
                    OR NOT EXISTS (SELECT 1 FROM log_entries e WHERE e.controller_id = s.controller_id
                        AND e.position = s.entry AND e.commitment = s.commitment))
            """
        },
        Invariant(name: "ciphertext and token columns keep no statistics and are not compressed") { _ in
            """
            SELECT count(*) FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p') AND a.attnum > 0
                AND NOT a.attisdropped AND a.atttypid = 'bytea'::regtype
                AND (coalesce(a.attstattarget, -1) <> 0 OR a.attstorage <> 'e')
            """
        },
        Invariant(name: "the database has met no damaged page") { _ in
            """
            SELECT coalesce(sum(checksum_failures), 0)::int8 FROM pg_stat_database
            WHERE datname = current_database()
            """
        },
        Invariant(name: "row-level security binds every table of a controller") { _ in
            """
            SELECT count(*) FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'controller_id'
            WHERE c.relnamespace = current_schema()::regnamespace AND c.relkind IN ('r', 'p')
                AND NOT (c.relrowsecurity AND c.relforcerowsecurity)
            """
        },
    ]
}
