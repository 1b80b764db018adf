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
                if isWholePatient(person) { seeds.append(("seed of \(person.name)", seed)) }
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
        for person in people where !isWholePatient(person) {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            let rows = try await controller.tables.records.allVersions(of: row.number)
            try await note(rows.filter { !known.contains($0.slot) }, of: person, in: controller)
        }
        // What becomes of each is known only now.
        versions = versions.map { version in
            let person = people[version.person]
            let document = person.documents.first { $0.record == version.row.record }
            let isMoved = document?.isMoved ?? false
            // Who a patient is has no document: where it was corrected, its first version is gone.
            let erasedVersions = document?.erasedVersions ?? (person.fate == .isCorrected ? 1 : 0)
            let isErased =
                isWholePatient(person) || isMoved || Int(version.row.version.rawValue) <= erasedVersions
            return LabVersion(
                person: version.person,
                row: version.row,
                secrets: version.secrets,
                statement: version.statement,
                content: version.content,
                isErased: isErased
            )
        }
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

    private func isWholePatient(_ person: LabPerson) -> Bool { person.fate == .isErased }
}
