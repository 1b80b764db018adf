import VaultModel

@testable import VaultCore

/// What the adversary is told.
extension ResidueLab {
    /// Notes what opens every version before anything is erased.
    mutating func note(in controller: ControllerVault) async throws {
        for person in people {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            for seed in try await controller.labSeeds(of: row.number, in: row.tree) {
                if person.fate.isWhole { secrets.append(("seed of \(person.name)", seed)) }
            }
            try await note(
                try await controller.tables.records.allVersions(of: row.number),
                of: person,
                in: controller
            )
        }
    }

    /// Notes what was stored since.
    mutating func noteLater(in controller: ControllerVault) async throws {
        let known = Set(versions.map(\.row.slot))
        for person in people where !person.isGone {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            let rows = try await controller.tables.records.allVersions(of: row.number)
            try await note(rows.filter { !known.contains($0.slot) }, of: person, in: controller)
        }
        // What becomes of each is known only now.
        for index in versions.indices { versions[index].isErased = isErased(versions[index]) }
    }

    private mutating func note(_ rows: [VersionRow], of person: LabPerson, in controller: ControllerVault)
        async throws
    {
        for row in rows {
            let (secrets, statement) = try await controller.labSecrets(of: row)
            let document = people[person.number].documents.first { $0.record == row.record }
            versions.append(
                LabVersion(
                    person: person.number,
                    row: row,
                    secrets: secrets,
                    statement: statement,
                    content: document?.contents[Int(row.version.rawValue) - 1],
                    isErased: false
                )
            )
        }
    }
}
