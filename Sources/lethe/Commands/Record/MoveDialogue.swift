internal import ArgumentParser
internal import Evidence
internal import VaultCore
internal import VaultModel

/// Shows what a move does, asks, moves, and says what came of it.
struct MoveDialogue {
    let controller: ControllerVault
    let record: RecordID
    let to: PatientID
    let request: MoveRequest
    let staff: StaffMember?
    let format: OutputFormat

    func run(asks: Bool, isDryRun: Bool, on console: any Console) async throws {
        let plan = try await controller.planMove(of: record, to: to, request, by: staff)
        if isDryRun || asks { for line in lines(plan) { try await console.say(line) } }
        if isDryRun {
            if format == .json { try await console.print(json: Self.json(plan)) }
            try await console.say("nothing was changed (--dry-run)")
            return
        }
        if asks, plan.obstacle == nil { try await confirm(on: console) }
        let result = try await controller.move(plan, request, by: staff)
        switch format {
        case .json: try await console.print(json: json(result, of: plan))
        case .table:
            if controller.isRehearsal { try await console.print("REHEARSAL: nothing of this means anything") }
            for line in lines(result, of: plan) { try await console.print(line) }
            try await console.say("next: lethe certificate show \(result.erasure.certificate.id)")
        }
    }

    private func confirm(on console: any Console) async throws {
        let answer = try await console.ask("There is no way back but another move. Type MOVE to go on:")
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to move, or --dry-run to look")
        }
        guard answer == "MOVE" else { throw VaultError(.denied, "nothing was moved") }
    }

    /// What would be done.
    private func lines(_ plan: MovePlan) -> [String] {
        if let obstacle = plan.obstacle { return [obstacle] }
        let what =
            "this moves \(Words.records(plan.records.count)) in \(Words.versions(plan.versions)) to patient \(to), and "
            + "destroys the keys of the place that they have now"
        return [what, "  " + plan.reason] + Self.remarks(plan, request)
            + NoticeOutput(plan.notices).lines.map { "afterwards: " + $0 }
    }

    /// What does not go along, and what does although one might not think so.
    private static func remarks(_ plan: MovePlan, _ request: MoveRequest) -> [String] {
        var lines: [String] = []
        if plan.leavesEpisode {
            lines.append(
                "Its course of care is the other patient's and stays there"
                    + (request.episode == nil
                        ? "; without one of the right patient's (--episode) the law's periods may not be known."
                        : ".")
            )
        }
        if !plan.holds.isEmpty {
            lines.append("It goes with what stands on it: \(plan.holds.joined(separator: ", ")).")
        }
        return lines
    }

    private static let breach =
        "If anybody was shown it, or was sent it, as the other patient's: that is a breach to be assessed (GDPR Art 4(12), 33)."

    /// What was done.
    private func lines(_ result: MoveResult, of plan: MovePlan) -> [String] {
        let erasure = result.erasure
        return [
            "Moved \(Words.records(result.records.count)) in \(Words.versions(result.versions)) to patient \(to).",
            plan.reason,
            "Closed for reading in the wrong file since \(Words.time(erasure.closedAt)).",
            "The keys of that place were destroyed on \(Words.time(erasure.unreadableAt)) in "
                + "\(Words.keySafes(erasure.confirmed, of: erasure.keySafes, lost: erasure.lost)). "
                + "No backup made before opens it there any more"
                + (erasure.lost == nil ? "." : ", unless together with a place that was declared lost."),
        ] + Self.remarks(plan, request) + NoticeOutput(result.notices).lines + [
            Self.breach, "Certificate \(erasure.certificate.id)",
        ]
    }

    private static func json(_ plan: MovePlan) -> CanonicalJSON {
        .object([
            "holds": .array(plan.holds.map { .string($0) }),
            "leavesEpisode": .bool(plan.leavesEpisode),
            "notices": NoticeOutput(plan.notices).json,
            "obstacle": plan.obstacle.map { .string($0) } ?? .null,
            "outcome": .string(plan.decision.outcome.rawValue),
            "reason": .string(plan.reason),
            "wouldMove": .array(plan.records.map { .string($0.description) }),
        ])
    }

    private func json(_ result: MoveResult, of plan: MovePlan) -> CanonicalJSON {
        .object([
            "allCopiesUnreadableAt": .string(result.erasure.unreadableAt.description),
            "certificate": .string(result.erasure.certificate.id.description),
            "closedForReadingSince": .string(result.erasure.closedAt.description),
            "leavesEpisode": .bool(plan.leavesEpisode),
            "moved": .array(result.records.map { .string($0.description) }),
            "notices": NoticeOutput(result.notices).json,
            "patient": .string(to.description),
            "reason": .string(plan.reason),
            "versions": .integer(Int64(result.versions)),
        ])
    }
}
