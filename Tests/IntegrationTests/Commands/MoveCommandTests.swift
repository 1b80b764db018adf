import Testing
import VaultCore
import VaultModel

/// What `lethe record move` says, and with which exit code.
@Suite struct MoveCommandTests {
    @Test func everyOutcomeHasItsWordsAndItsExitCode() async throws {
        try await VaultCopy.lend { copy in
            let (wrong, right) = (copy.sample.leaving, copy.sample.staying)
            let acting = ["--controller", Sample.controller, "--as", Sample.staff]
            let move = ["record", "move", wrong.note.description, "--to", right.patient.description] + acting
            try await copy.served {
                try await copy.lethe(move + ["--yes"])
                    .expectRefusal(2, "moving a record needs a reason (--reason TEXT)")
                let looked = try await copy.lethe(move + ["--dry-run", "--confirmed"])
                #expect(looked.code == 0 && looked.output.isEmpty, "\(looked.talk)")
                #expect(
                    looked.talk.contains("this moves 1 record in 2 versions to patient"),
                    "\(looked.talk)"
                )
                #expect(looked.talk.contains("nothing was changed (--dry-run)"))
                let open = try await copy.lethe(move + ["--reason", "mixed up", "--yes"])
                #expect(open.code == 2 && open.output.isEmpty, "\(open.talk)")
                #expect(open.talk.contains("a person must confirm it first (--confirmed)"), "\(open.talk)")
                let unasked = try await copy.lethe(move + ["--reason", "mixed up", "--confirmed"])
                #expect(unasked.code == 64 && unasked.talk.contains("--yes"), "\(unasked.talk)")

                let moved = try await copy.lethe(move + ["--reason", "mixed up", "--confirmed", "--yes"])
                #expect(moved.code == 0, "\(moved.talk)")
                for sentence in [
                    "Moved 1 record in 2 versions to patient \(right.patient).", "in both key safes",
                    "a breach to be assessed", "Certificate ",
                ] { #expect(moved.text.contains(sentence), "\(moved.text)") }
                for (person, sentence) in [
                    (wrong, "2 versions of what belongs to somebody else"),
                    (right, "moved here on "),
                ] {
                    let history = try await copy.lethe(
                        ["patient", "history", person.patient.description, "--purpose", "treatment"] + acting
                    )
                    #expect(history.text.contains(sentence), "\(history.text)")
                    let other = person.patient == wrong.patient ? right : wrong
                    #expect(!history.text.contains(other.patient.description), "\(history.text)")
                    #expect(!history.text.contains("mixed up"), "\(history.text)")
                }
                let history = try await copy.care(
                    "patient",
                    "history",
                    wrong.patient.description,
                    "--purpose",
                    "treatment"
                ).done()
                #expect(history["marks"]?.arrayValue?.first?["event"]?.stringValue == "moved-away")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }
}
