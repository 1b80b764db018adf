internal import VaultModel

/// Collects what is wrong, up to a limit per file, so that a hostile file cannot fill the memory with complaints.
final class ProblemLog {
    private(set) var problems: [Problem] = []
    private var counts: [String: Int] = [:]
    /// How many problems were added, also those for which there was no room.
    private(set) var count = 0

    /// Adds a problem; the texts are only made when there is room.
    func add(
        _ place: SourcePlace,
        _ what: @autoclosure () -> String,
        mend: @autoclosure () -> String
    ) {
        count += 1
        let count = counts[place.file, default: 0]
        guard count <= RulebookLimits.problemsOfFile, problems.count < RulebookLimits.problems else { return }
        counts[place.file] = count + 1
        if count == RulebookLimits.problemsOfFile {
            problems.append(
                Problem(place, "This file has more problems than are listed", mend: "Mend these first.")
            )
        } else {
            problems.append(Problem(place, what(), mend: mend()))
        }
    }

    /// Adds the problems of another log.
    func add(_ others: [Problem]) {
        for problem in others { add(problem.place, problem.what, mend: problem.mend) }
    }

    /// The problems in the order of the files, each once.
    var sorted: [Problem] {
        Set(problems).sorted { ($0.place, $0.what, $0.mend) < ($1.place, $1.what, $1.mend) }
    }
}

/// A text of a file as it may appear in a message: short, in backticks, on one line.
func quoted(_ text: String) -> String {
    let shown = text.count > 60 ? "\(text.prefix(57))..." : text
    return "`\(shown.printed)`"
}

/// Words as they may appear in a message, not all when there are many.
func listed(_ words: some Collection<String>) -> String {
    let shown = words.prefix(12).joined(separator: ", ")
    return words.count > 12 ? "\(shown), ..." : shown
}
