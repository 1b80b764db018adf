internal import ArgumentParser
internal import Evidence
internal import VaultCore
internal import VaultModel

/// Shows what an erasure takes, asks, erases, and says what came of it.
struct ErasureDialogue {
    let controller: ControllerVault
    let scope: ShredScope
    let staff: StaffMember?
    let options: DestroyingOptions
    let format: OutputFormat

    func run(on console: any Console) async throws {
        // Nobody types ERASE only to hear then that the ground is missing.
        if !options.dryRun { try controller.requireErasable(ground: options.ground, by: staff) }
        let preview = try await controller.previewErasure(scope, by: staff)
        if options.dryRun || !options.yes { try await show(preview, on: console) }
        if options.dryRun {
            if format == .json { try await console.print(json: Self.json(preview)) }
            try await console.say("nothing was changed (--dry-run)")
            return
        }
        if !options.yes { try await confirm(preview, on: console) }
        let result = try await controller.erase(scope, ground: options.ground, by: staff)
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "certificate": .string(result.certificate.id.description),
                    "closedForReadingSince": .string(result.closedAt.description),
                    "records": .integer(Int64(result.records)),
                    "allCopiesUnreadableAt": .string(result.unreadableAt.description),
                    "versions": .integer(Int64(result.versions)),
                ])
            )
        case .table:
            if controller.isRehearsal { try await console.print("REHEARSAL: nothing of this means anything") }
            try await console.print("Closed for reading since \(Words.time(result.closedAt)).")
            try await console.print(
                "Erased on \(Words.time(result.unreadableAt)): the keys of \(Words.records(result.records)) in "
                    + "\(Words.versions(result.versions)) were destroyed in \(Words.keySafes(result.keySafes))."
            )
            try await console.print("From this moment no backup made before can open them.")
            try await console.print("Certificate \(result.certificate.id)")
            try await console.say("next: lethe certificate show \(result.certificate.id)")
        }
    }

    private func show(_ preview: ErasurePreview, on console: any Console) async throws {
        try await console.say(
            "this erases \(Words.records(preview.records.count)) in \(Words.versions(preview.versions))"
                + (preview.isWholePatient ? ", who the patient is among them:" : ":")
        )
        for record in preview.records {
            let name = record.metadata.parts.first?.name.printed ?? ""
            try await console.say("  \(record.record)  \(record.facts.recordClass.rawValue)  \(name)")
        }
    }

    private static func json(_ preview: ErasurePreview) -> CanonicalJSON {
        .object([
            "wholePatient": .bool(preview.isWholePatient),
            "wouldErase": .array(preview.records.map(VersionListing.json)),
        ])
    }

    private func confirm(_ preview: ErasurePreview, on console: any Console) async throws {
        let answer = try await console.ask("There is no way back. Type ERASE to go on:")
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to erase, or --dry-run to look")
        }
        guard answer == "ERASE" else { throw VaultError(.denied, "nothing was erased") }
    }
}
