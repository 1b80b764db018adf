import Testing
import VaultCore
import VaultModel

/// What `lethe record rectify` says, and with which exit code.
@Suite struct RectificationCommandTests {
    @Test func everyOutcomeHasItsWordsAndItsExitCode() async throws {
        try await VaultCopy.lend { copy in
            let patient = copy.sample.leaving.patient
            let form = try await copy.open { controller, _ in try await controller.storeForm(for: patient) }
            let file = try copy.file(Array("right\n".utf8), named: "right.txt")
            let disagreement = try copy.file(Array("I disagree\n".utf8), named: "statement.txt")
            let acting = ["--controller", Sample.controller, "--as", Sample.staff]
            let rectify = ["record", "rectify", form.description, file] + acting
            let agreed = Sample.rectificationFacts.flatMap { ["--fact", "\($0.key)=\($0.value)"] }
            let disputed = [
                "--fact", "rectification.object=master_data", "--fact",
                "rectification.controller_agrees=false",
            ]
            try await copy.served {
                try await copy.lethe(rectify + agreed + ["--yes"])
                    .expectRefusal(2, "correcting needs a stated ground (--ground TEXT)")
                let looked = try await copy.lethe(rectify + agreed + ["--dry-run"])
                #expect(looked.code == 0 && looked.output.isEmpty, "\(looked.talk)")
                #expect(looked.talk.contains("erases 2 versions before the correction"), "\(looked.talk)")
                #expect(looked.talk.contains("afterwards: To be told without undue delay: recipients."))
                #expect(looked.talk.contains("nothing was changed (--dry-run)"))
                // Nobody can be asked here.
                let unasked = try await copy.lethe(rectify + agreed + ["--ground", "Art 16 GDPR"])
                #expect(unasked.code == 64 && unasked.talk.contains("--yes"), "\(unasked.talk)")

                let open = try await copy.lethe(rectify + ["--ground", "Art 16 GDPR", "--yes"])
                #expect(open.code == 2 && open.output.isEmpty, "\(open.talk)")
                #expect(open.talk.contains("a person must decide"), "\(open.talk)")
                #expect(open.talk.contains("--fact rectification.controller_agrees=..."), "\(open.talk)")

                let refused = try await copy.lethe(rectify + disputed + ["--ground", "Art 16 GDPR", "--yes"])
                #expect(refused.code == 2 && refused.output.isEmpty, "\(refused.talk)")
                #expect(refused.talk.contains("believe it to be right"), "\(refused.talk)")
                #expect(refused.talk.contains("--statement FILE"), "\(refused.talk)")
                let attached = try await copy.lethe(
                    rectify + disputed
                        + [
                            "--ground", "Art 16 GDPR", "--yes", "--statement", disagreement, "--format",
                            "json",
                        ]
                ).done()
                #expect(attached["outcome"]?.stringValue == "refuse_with_statement")
                let statement = try #require(attached["statement"]?.stringValue)
                let note = "a statement of disagreement is attached to \(form): record \(statement)"
                for command in [
                    ["show", form.description], ["history", form.description],
                    ["list", "--patient", patient.description],
                ] {
                    let said = try await copy.lethe(
                        ["record"] + command + acting + ["--purpose", "treatment"]
                    )
                    #expect(said.text.contains(note), "\(command): \(said.text)")
                }

                let corrected = try await copy.lethe(rectify + agreed + ["--ground", "Art 16 GDPR", "--yes"])
                #expect(corrected.code == 0, "\(corrected.talk)")
                for sentence in [
                    "Corrected record \(form), version 3.",
                    "the keys of 1 record in 2 versions were destroyed",
                    "To be told without undue delay: recipients.", "Certificate ",
                ] { #expect(corrected.text.contains(sentence), "\(corrected.text)") }
                try await copy.lethe(
                    ["record", "read", form.description, "--version", "1", "--purpose", "treatment"] + acting
                ).expectRefusal(2, "this version was erased; its certificate says when")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }
}
