internal import VaultCore
internal import VaultModel

extension DueRecord.Finding {
    /// What is to be done, as the head of a list.
    var heading: String {
        switch self {
        case .mustDestroy: "must be destroyed"
        case .mayDestroy: "may be destroyed"
        case .mustAnonymise: "must be destroyed or made anonymous"
        case .mustBlock: "must be blocked"
        case .askArchive: "must be offered to the public archives first"
        case .review: "must be looked at by a person"
        case .goesLast: "goes last, with the rest of the patient's file"
        case .kept: "kept for now"
        case .suspended: "kept because something suspends the period"
        case .keptForever: "kept without end"
        case .undecided: "cannot be decided"
        }
    }
}

extension DueRecord {
    /// What is to be done with this one.
    var sentence: String {
        let since = day.map { " since \($0)" } ?? ""
        switch finding {
        case .goesLast: return "goes last, when nothing else of the patient must stay"
        case .kept: return "kept until \(day?.description ?? "the end of its period")"
        case .suspended:
            return
                "kept, though its own period ends on \(day?.description ?? "no day"), because something suspends it"
        case .keptForever: return "kept without end"
        case .undecided where missing.isEmpty: return "cannot be decided"
        case .undecided:
            return "cannot be decided: \(missing.map(\.name).joined(separator: ", ")) is missing"
        default: return finding.heading + since
        }
    }

    /// The lines for people.
    var lines: [String] {
        var lines = ["  \(record)  \(recordClass.rawValue)  \(sentence)", "      \(reason)"]
        lines += missing.map { "      \($0.name): \($0.plain); ask \($0.supplier)" }
        lines += confirmations.map { "      a person must confirm: \($0)" }
        return lines
    }

    /// For programs.
    var json: CanonicalJSON {
        .object([
            "class": .string(recordClass.rawValue),
            "confirmations": .array(confirmations.map { .string($0) }),
            "day": day.map { .string($0.description) } ?? .null,
            "finding": .string(finding.rawValue),
            "missing": .array(
                missing.map {
                    .object([
                        "name": .string($0.name), "plain": .string($0.plain),
                        "supplier": .string($0.supplier),
                    ])
                }
            ),
            "needsConfirmation": .bool(needsConfirmation),
            "patient": .string(patient.description),
            "reason": .string(reason),
            "record": .string(record.description),
            "versions": .integer(Int64(versions)),
        ])
    }
}
