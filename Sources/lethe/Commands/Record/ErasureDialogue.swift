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
        if !options.dryRun { try controller.requireErasing(by: staff) }
        let request = try options.request()
        let plan = try await controller.planErasure(scope, request, by: staff)
        if options.dryRun {
            // What was asked for is the list; before an erasure it is talk.
            switch format {
            case .json: try await console.print(json: Self.json(plan))
            case .table: for line in Self.lines(plan) { try await console.print(line) }
            }
            try await console.say("nothing was changed (--dry-run)")
            return
        }
        if !options.yes {
            for line in Self.lines(plan) { try await console.say(line) }
            if plan.scope != nil { try await confirm(on: console) }
        }
        // What was shown is what is erased; without a look the rules are asked again if something changed meanwhile.
        let result =
            options.yes
            ? try await controller.erase(scope, request, by: staff)
            : try await controller.erase(planned: plan, request, by: staff)
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "certificate": .string(result.certificate.id.description),
                    "furtherCertificates": .array(
                        result.others.map { .string($0.id.description) }
                    ),
                    "closedForReadingSince": .string(result.closedAt.description),
                    "records": .integer(Int64(result.records)),
                    "allCopiesUnreadableAt": .string(result.unreadableAt.description),
                    "notices": NoticeOutput(result.notices).json,
                    "versions": .integer(Int64(result.versions)),
                    "withheld": .array(result.withheld.map(Self.json)),
                ])
            )
        case .table:
            if controller.isRehearsal { try await console.print("REHEARSAL: nothing of this means anything") }
            for line in Self.times(result) { try await console.print(line) }
            for line in result.withheld {
                try await console.print("Stays: \(Self.text(line))")
                try await console.print("    " + Self.reason(line))
            }
            for line in NoticeOutput(result.notices).lines { try await console.print(line) }
            for certificate in [result.certificate] + result.others {
                try await console.print("Certificate \(certificate.id)")
            }
            try await console.say("next: lethe certificate show \(result.certificate.id)")
        }
        // Done, and yet not all that was asked.
        if !result.withheld.isEmpty { throw ExitCode(CommandStatus.partial) }
    }

    /// When what was closed, and when it could not be read any more.
    static func times(_ result: ErasureResult) -> [String] {
        let safes = Words.keySafes(result.confirmed, of: result.keySafes, lost: result.lost)
        return [
            "Closed for reading since \(Words.time(result.closedAt)).",
            "Erased on \(Words.time(result.unreadableAt)): the keys of \(Words.records(result.records)) in "
                + "\(Words.versions(result.versions)) were destroyed in \(safes).",
            "From this moment no backup made before can open them"
                + (result.lost == nil ? "." : ", unless together with a place that was declared lost."),
        ]
    }

    /// What goes and what stays, and whom to tell.
    private static func lines(_ plan: ErasurePlan) -> [String] {
        let versions = plan.erased.reduce(0) { $0 + $1.versions }
        var lines = [
            plan.erased.isEmpty
                ? "this erases nothing"
                : "this erases \(Words.records(plan.erased.count)) in \(Words.versions(versions))"
                    + (plan.isWholePatient ? ", who the patient is among them:" : ":")
        ]
        lines += plan.erased.map { "  " + text($0) }
        if !plan.withheld.isEmpty { lines.append("this stays (\(Words.records(plan.withheld.count))):") }
        lines += plan.withheld.flatMap { ["  " + text($0), "      " + reason($0)] }
        lines += NoticeOutput(plan.asked).lines
        guard !plan.erased.isEmpty else { return lines }
        return lines + NoticeOutput(plan.done).lines.map { "afterwards: " + $0 }
    }

    private static func text(_ line: ErasurePlan.Line) -> String {
        let name = line.record.metadata.parts.first?.name.printed ?? ""
        let about = line.record.disagreesWith.map { "  (statement of disagreement with \($0))" } ?? ""
        return "\(line.record.record)  \(line.record.facts.recordClass.rawValue)  \(name)\(about)"
    }

    /// Why a record stays, with the law and the date.
    private static func reason(_ line: ErasurePlan.Line) -> String {
        let until = line.decision.keepUntil.map { " Kept until \($0.day)." } ?? ""
        return line.reason + until
    }

    private static func json(_ plan: ErasurePlan) -> CanonicalJSON {
        .object([
            "noticesAfterwards": NoticeOutput(plan.done).json,
            "noticesOfRequest": NoticeOutput(plan.asked).json,
            "wholePatient": .bool(plan.isWholePatient),
            "wouldErase": .array(plan.erased.map { VersionListing.json($0.record) }),
            "wouldKeep": .array(plan.withheld.map(Self.json)),
        ])
    }

    private static func json(_ line: ErasurePlan.Line) -> CanonicalJSON {
        var members: [String: CanonicalJSON] = [
            "reason": .string(reason(line)), "record": .string(line.record.record.description),
        ]
        members["outcome"] = .string(line.decision.outcome.rawValue)
        members["missing"] = .array(line.decision.missing.map { .string($0) })
        if let day = line.decision.keepUntil?.day { members["keepUntil"] = .string(day.description) }
        return .object(members)
    }

    private func confirm(on console: any Console) async throws {
        let answer = try await console.ask("There is no way back. Type ERASE to go on:")
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to erase, or --dry-run to look")
        }
        guard answer == "ERASE" else { throw VaultError(.denied, "nothing was erased") }
    }
}
