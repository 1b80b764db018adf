internal import ArgumentParser
internal import Evidence
internal import PolicyEngine
internal import VaultCore
internal import VaultModel

/// Shows what a correction does, asks when something goes, corrects, and says what came of it.
struct RectificationDialogue {
    /// What is to be corrected, and to what.
    enum Subject {
        case record(RecordID, Intake)
        case identity(PatientID, IdentityCorrection)
    }

    let controller: ControllerVault
    let subject: Subject
    let statement: Intake?
    let request: RectificationRequest
    let staff: StaffMember?
    let format: OutputFormat

    func run(asks: Bool, isDryRun: Bool, on console: any Console) async throws {
        let plan = try await plan()
        if isDryRun || asks { for line in lines(plan) { try await console.say(line) } }
        if isDryRun {
            if format == .json { try await console.print(json: Self.json(plan)) }
            try await console.say("nothing was changed (--dry-run)")
            return
        }
        if asks, plan.obstacle == nil, !plan.erased.isEmpty { try await confirm(on: console) }
        let result = try await rectify(plan)
        switch format {
        case .json: try await console.print(json: json(result, of: plan))
        case .table:
            if controller.isRehearsal { try await console.print("REHEARSAL: nothing of this means anything") }
            for line in lines(result, of: plan) { try await console.print(line) }
            guard let certificate = result.erasure?.certificate else { return }
            try await console.say("next: lethe certificate show \(certificate.id)")
        }
    }

    private func plan() async throws -> RectificationPlan {
        switch subject {
        case .record(let record, _):
            try await controller.planRectification(of: record, request, by: staff)
        case .identity(let patient, let correction):
            try await controller.planRectification(of: patient, correction, request, by: staff)
        }
    }

    private func rectify(_ plan: RectificationPlan) async throws -> RectificationResult {
        switch subject {
        case .record(_, let correction):
            try await controller.rectify(plan, with: correction, statement: statement, request, by: staff)
        case .identity:
            try await controller.rectify(plan, statement: statement, request, by: staff)
        }
    }

    private func confirm(on console: any Console) async throws {
        let answer = try await console.ask("There is no way back. Type ERASE to go on:")
        guard let answer else {
            throw ValidationError("nobody can be asked here; say --yes to correct, or --dry-run to look")
        }
        guard answer == "ERASE" else { throw VaultError(.denied, "nothing was changed") }
    }

    /// What is corrected, in words.
    private var name: String {
        switch subject {
        case .record: "the record"
        case .identity: "who the patient is"
        }
    }

    /// What would be done.
    private func lines(_ plan: RectificationPlan) -> [String] {
        if let obstacle = plan.obstacle { return [obstacle] }
        let what =
            switch plan.outcome {
            case .overwriteOK:
                "this corrects \(name) and erases \(Words.versions(plan.erased.count)) before the correction"
            case .addendum: "this adds the correction; what stood there before stays readable"
            default:
                statement == nil
                    ? "this correction is refused; --statement FILE attaches a statement of disagreement"
                    : "this correction is refused; the statement of disagreement is attached"
            }
        var lines = [what, "  " + plan.reason]
        if let change = plan.identity { lines += IdentityChangeOutput(change).lines }
        if plan.outcome != .refuseWithStatement {
            lines += NoticeOutput(plan.notices).lines.map { "afterwards: " + $0 }
        }
        return lines + Self.duties(plan)
    }

    /// What was done.
    private func lines(_ result: RectificationResult, of plan: RectificationPlan) -> [String] {
        var lines: [String] = []
        if let stored = result.stored {
            let who = plan.identity == nil ? "" : "who the patient is: "
            let kept = result.erasure == nil ? "; what stood there before stays readable" : ""
            lines.append(
                "Corrected \(who)record \(stored.record), version \(stored.version.rawValue)\(kept)."
            )
        } else {
            lines.append("Refused: record \(plan.record.record) stays as it is.")
        }
        lines.append(plan.reason)
        if let erasure = result.erasure { lines += ErasureDialogue.times(erasure) }
        if let statement = result.statement {
            lines.append("A statement of disagreement is attached: record \(statement.record)")
        }
        lines += NoticeOutput(result.notices).lines + Self.duties(plan)
        if let erasure = result.erasure { lines.append("Certificate \(erasure.certificate.id)") }
        return lines
    }

    /// What the law wants besides, and by when whoever asked must have an answer.
    private static func duties(_ plan: RectificationPlan) -> [String] {
        // Whom to tell has lines of its own; what stands in the record is done.
        let done: Set = ["notify_recipients", "keep_original_readable"]
        let duties = plan.decision.obligations.filter { !done.contains($0.duty) }
            .map(VocabularyWords.english.text)
        let due = plan.decision.due.map { ["Answer due by \(Words.day($0.day))."] } ?? []
        return (duties.isEmpty ? [] : ["The law also wants: \(duties.joined(separator: "; "))."]) + due
    }

    private static func json(_ plan: RectificationPlan) -> CanonicalJSON {
        .object([
            "missing": .array(plan.decision.missing.map { .string($0) }),
            "notices": NoticeOutput(plan.notices).json,
            "obstacle": plan.obstacle.map { .string($0) } ?? .null,
            "outcome": .string(plan.outcome.rawValue),
            "reason": .string(plan.reason),
            "wouldErase": .array(plan.erased.map { .integer(Int64($0.rawValue)) }),
        ])
    }

    private func json(_ result: RectificationResult, of plan: RectificationPlan) -> CanonicalJSON {
        .object([
            "certificate": result.erasure.map { .string($0.certificate.id.description) } ?? .null,
            "duties": .array(Self.duties(plan).map { .string($0) }),
            "erased": .array(plan.erased.map { .integer(Int64($0.rawValue)) }),
            "notices": NoticeOutput(result.notices).json,
            "outcome": .string(result.outcome.rawValue),
            "reason": .string(plan.reason),
            "record": .string(plan.record.record.description),
            "statement": result.statement.map { .string($0.record.description) } ?? .null,
            "version": result.stored.map { .integer(Int64($0.version.rawValue)) } ?? .null,
        ])
    }
}
