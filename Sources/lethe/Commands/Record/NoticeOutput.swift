internal import Evidence
internal import VaultCore
internal import VaultModel

/// Who must be told, in words and as JSON.
struct NoticeOutput {
    private let notices: Notices

    init(_ notices: Notices) {
        self.notices = notices
    }

    /// What is to be done, line by line.
    var lines: [String] {
        notices.tasks.map { task in
            let who = task.who.replacing("_", with: " ")
            let when = task.by.map { "by \(Words.day($0))" } ?? "without undue delay"
            return "To be told \(when): \(who). \(task.reason)"
        } + notices.open.map { "Whether somebody must be told is open: \($0)" }
    }

    var json: CanonicalJSON {
        .object([
            "open": .array(notices.open.map { .string($0) }),
            "tasks": .array(
                notices.tasks.map { task in
                    .object([
                        "by": task.by.map { .string($0.description) } ?? .null,
                        "reason": .string(task.reason),
                        "who": .string(task.who),
                    ])
                }
            ),
        ])
    }
}
