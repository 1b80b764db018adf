internal import PostgresClient
internal import VaultCore
internal import VaultModel

extension PatientTables {
    func numbers(of person: PatientNumber) async throws -> [PatientRow] {
        try await pool.withSession(scope: controller) { session in
            try session.query(
                """
                SELECT \(unsafeSQL: PatientRow.columns) FROM patients
                WHERE controller_id = \(controller) AND person_no = \(Int64(person.rawValue)) ORDER BY patient_no
                """
            ).map { try PatientRow(row: $0) }
        }
    }

    func merge(_ draft: MergeDraft) async throws -> [PatientNumber] {
        let controller = controller
        let proof = draft.events.first.map { LogEventTables.proof(of: $0.event.id, controller: controller) }
        return try await pool.transaction(scope: controller, proof: proof) { session in
            let family = try lockFamily(of: draft, in: session)
            let changed = try draft.isMerge ? merging(draft, family) : separating(draft, family)
            // The counter tells who knows one of the files that the person is another.
            try session.executeAll(
                changed.map { row in
                    """
                    UPDATE patients SET merged_into = \(row.into), person_no = \(row.person),
                        next_serial = next_serial + 1
                    WHERE controller_id = \(controller) AND patient_no = \(row.number)
                    """
                }
            )
            for (patient, event) in draft.events {
                guard let scope = Slot(patient: patient, serial: 0) else { throw ShredTables.damaged }
                try LogEventTables.insert(event, at: scope, controller: controller, in: session)
            }
            return try changed.map { row in
                guard let number = PatientNumber(UInt64(row.number)) else { throw ShredTables.damaged }
                return number
            }
        }
    }

    /// A number, which one it follows, and which one leads.
    private struct Member {
        let number: Int64
        var into: Int64?
        var person: Int64?
    }

    /// Locks both numbers and whoever is one person with them, by number, when all of them are active.
    private func lockFamily(of draft: MergeDraft, in session: Session) throws -> [Member] {
        let pair = [draft.number, draft.into].map { Int64($0.rawValue) }
        // Two findings about one person at once would each see what was before: the controller's row is the lock.
        _ = try session.query(
            "SELECT 1 FROM controllers WHERE controller_id = \(controller) FOR NO KEY UPDATE"
        )
        let rows = try session.query(
            """
            SELECT patient_no, merged_into, person_no, state FROM patients
            WHERE controller_id = \(controller) AND (patient_no = ANY(\(pair)) OR person_no IN (
                SELECT person_no FROM patients WHERE controller_id = \(controller) AND patient_no = ANY(\(pair))))
            ORDER BY patient_no FOR UPDATE
            """
        )
        guard try rows.allSatisfy({ try $0.text(3) == "active" }) else {
            throw VaultError(.closed, "one of the numbers is closed: an erasure runs or ran")
        }
        let family = try rows.map {
            Member(number: try $0.int64(0), into: try $0.int64OrNil(1), person: try $0.int64OrNil(2))
        }
        guard pair.allSatisfy({ number in family.contains { $0.number == number } }) else {
            throw VaultError(.notFound, "there is no such patient")
        }
        return family
    }

    private func merging(_ draft: MergeDraft, _ family: [Member]) throws -> [Member] {
        let (number, into) = (Int64(draft.number.rawValue), Int64(draft.into.rawValue))
        let root = { (number: Int64) in family.first { $0.number == number }?.person ?? number }
        guard root(number) != root(into) else {
            throw VaultError(.alreadyExists, "these two are one person already")
        }
        guard root(number) == number else {
            throw VaultError(
                .alreadyExists,
                "the first number was merged into another before; merge the other way round, or unmerge that first"
            )
        }
        let leading = root(into)
        return family.map { member in
            var member = member
            if member.number == number { member.into = into }
            member.person = leading
            return member
        }
    }

    private func separating(_ draft: MergeDraft, _ family: [Member]) throws -> [Member] {
        let (number, into) = (Int64(draft.number.rawValue), Int64(draft.into.rawValue))
        guard let place = family.firstIndex(where: { $0.number == number }), family[place].into == into else {
            throw VaultError(
                .notFound,
                "the first number was not merged into the second; name them in the order of the merge"
            )
        }
        var family = family
        family[place].into = nil
        let following = Dictionary(
            family.map { ($0.number, $0.into) },
            uniquingKeysWith: { first, _ in first }
        )
        func leading(_ number: Int64) -> Int64 {
            var number = number
            while case let next?? = following[number] { number = next }
            return number
        }
        let sizes = Dictionary(grouping: family, by: { leading($0.number) }).mapValues(\.count)
        return family.map { member in
            var member = member
            let first = leading(member.number)
            member.person = sizes[first] == 1 ? nil : first
            return member
        }
    }
}
