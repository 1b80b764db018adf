import Ledger

extension CertificateReport {
    /// The report for people: what a valid certificate says, each check in a sentence, the result.
    public var text: String {
        var lines: [String] = []
        if isValid, let certificate = signed?.certificate {
            let scope =
                switch certificate.scope {
                case .patient: "the whole chart of one patient"
                case .records: "single records"
                case .versions: "earlier versions of what was corrected and stays"
                case .moved: "what stood in a wrong patient's file and stays in the right one's"
                }
            lines += [
                "Erasure certificate \(certificate.id)",
                "\(certificate.controller.name): \(scope), \(Words.records(certificate.records)), "
                    + "\(Words.versions(certificate.versions))",
                "Closed for reading since \(Words.time(certificate.closedForReadingSince))",
                "All copies unreadable from \(Words.time(certificate.allCopiesUnreadableAt))",
                "Entry \(certificate.evidence.proof.inclusion.index) of the ledger "
                    + certificate.evidence.logKey.name,
            ]
            // What the sentences below rest on; a place of the key safe that was lost is told here.
            lines += Self.wrapped(
                "Custody of the key safe, as the controller declares: \(certificate.destruction.declaration)",
                firstIndent: ""
            )
            lines.append("")
        }
        for check in checks {
            let word = Self.words[check.outcome] ?? ""
            lines += Self.wrapped(check.sentence, firstIndent: "  \(word)  ")
        }
        return (lines + ["", sentence]).joined(separator: "\n")
    }

    /// The report for programs, as canonical JSON.
    public var jsonText: String { json.text }

    private static let words: [Check.Outcome: String] = [
        .passed: "yes   ", .failed: "NO    ", .unconfirmed: "open  ",
    ]

    /// Breaks a sentence into lines of at most 96 characters, indented under its first word.
    private static func wrapped(_ sentence: String, firstIndent: String) -> [String] {
        let indent = String(repeating: " ", count: firstIndent.count)
        var lines: [String] = []
        var line = firstIndent
        for word in sentence.split(separator: " ") {
            if line.count + word.count > 96, line.count > indent.count {
                lines.append(line)
                line = indent
            }
            line += (line.count > indent.count ? " " : "") + word
        }
        return lines + [line]
    }
}
