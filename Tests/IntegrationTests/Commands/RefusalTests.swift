import Testing
import VaultCore
import VaultModel

/// What the command line refuses: each with its exit code and one clear sentence, and nothing is half done.
@Suite struct RefusalTests {
    @Test func whatIsNotThere() async throws {
        try await VaultCopy.lend { copy in
            let file = try copy.file([1], named: "one")
            let record = LetheIDs.unknownRecord
            let patient = LetheIDs.unknownPatient
            let noPatient = "there is no patient \(patient); find them with `lethe patient find`"
            try await copy.served {
                try await copy.care("record", "store", file, "--patient", patient).expectRefusal(2, noPatient)
                try await copy.care("patient", "show", patient, "--purpose", "treatment").expectRefusal(
                    2,
                    noPatient
                )
                try await copy.care("patient", "history", patient, "--purpose", "treatment")
                    .expectRefusal(2, noPatient)
                try await copy.care("record", "list", "--patient", patient, "--purpose", "treatment")
                    .expectRefusal(2, noPatient)
                try await copy.care(
                    "patient",
                    "erase",
                    patient,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                .expectRefusal(2, noPatient)
                try await copy.care("episode", "open", "--patient", patient, "--begun", "2026-01-02")
                    .expectRefusal(2, noPatient)
                let noRecord = "there is no such record or version"
                try await copy.care("record", "read", record, "--purpose", "treatment").expectRefusal(
                    2,
                    noRecord
                )
                try await copy.care("record", "show", record, "--purpose", "treatment").expectRefusal(
                    2,
                    noRecord
                )
                try await copy.care("record", "history", record, "--purpose", "treatment").expectRefusal(
                    2,
                    noRecord
                )
                try await copy.care("record", "amend", record, file).expectRefusal(2, noRecord)
                try await copy.care(
                    "record",
                    "erase",
                    record,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                ).expectRefusal(
                    2,
                    noRecord
                )
                let note = copy.sample.staying.note.description
                try await copy.care("record", "read", note, "--version", "3", "--purpose", "treatment")
                    .expectRefusal(2, noRecord)
                try await copy.care(
                    "patient",
                    "find",
                    "--purpose",
                    "treatment",
                    "--identifier",
                    "urn:mrn|404"
                )
                .expectAnswer(2, "nobody is registered with that")
                try await copy.care("certificate", "show", record)
                    .expectRefusal(2, "there is no certificate \(record); see `lethe certificate list`")
                let misspelt = try await copy.lethe(["record", "read", "not-an-id"])
                #expect(misspelt.code == 64 && misspelt.output.isEmpty)
            }
            try await copy.open { controller, _ in
                try await controller.expectWhole(copy.sample.leaving)
                try await controller.expectSound()
            }
        }
    }

    @Test func whatTheRuleDenies() async throws {
        try await VaultCopy.lend { copy in
            let file = try copy.file([1], named: "one")
            let person = copy.sample.leaving
            let staff = ["--controller", Sample.controller, "--as", Sample.staff]
            let nobody = ["--controller", Sample.controller]
            let noStaff = "reading needs a member of staff (--as NAME)"
            let noPurpose = "reading needs a stated purpose (--purpose CODE)"
            try await copy.served {
                let note = person.note.description
                try await copy.lethe(["record", "read", note] + staff).expectRefusal(2, noPurpose)
                try await copy.lethe(["record", "read", note, "--purpose", "treatment"] + nobody)
                    .expectRefusal(2, noStaff)
                try await copy.lethe(["record", "read", note] + nobody).expectRefusal(
                    2,
                    "\(noStaff); \(noPurpose)"
                )
                for reading in [
                    ["record", "history", note], ["patient", "show", person.patient.description],
                ] {
                    try await copy.lethe(reading + staff).expectRefusal(2, noPurpose)
                }
                try await copy.lethe(
                    ["record", "store", file, "--patient", person.patient.description] + nobody
                )
                .expectRefusal(2, "storing needs a member of staff (--as NAME)")
                try await copy.lethe(["record", "amend", note, file] + nobody)
                    .expectRefusal(2, "storing needs a member of staff (--as NAME)")
                for ground in [[], ["--ground", " "]] {
                    try await copy.lethe(
                        ["patient", "erase", person.patient.description, "--yes"] + ground + staff
                    )
                    .expectRefusal(2, "erasing needs a stated ground (--ground TEXT)")
                }
                let curious = try await copy.lethe(
                    ["record", "read", note, "--purpose", "curiosity"] + staff
                )
                #expect(curious.code == 64 && curious.output.isEmpty)
                try await copy.care(
                    "record",
                    "store",
                    file,
                    "--patient",
                    person.patient.description,
                    "--class",
                    "identity"
                )
                .expectRefusal(
                    64,
                    "the class identity belongs to registration; choose another class or record"
                )
            }
            try await copy.open { controller, _ in try await controller.expectWhole(person) }
        }
    }

    @Test func erasingAsksShowsAndKeepsTheIdentity() async throws {
        try await VaultCopy.lend { copy in
            let person = copy.sample.leaving
            let patient = person.patient.description
            try await copy.served {
                let before = try await copy.lethe(["vault", "status", "--format", "json"]).done()
                for scope in [["patient", "erase", patient], ["record", "erase", person.note.description]] {
                    let arguments =
                        scope + [
                            "--controller", Sample.controller, "--as", Sample.staff, "--ground", "G",
                            "--fact", Sample.groundFact, "--fact", Sample.roleFact,
                        ]
                    let dry = try await copy.lethe(arguments + ["--dry-run"])
                    #expect(dry.code == 0)
                    #expect(dry.talk == "lethe: nothing was changed (--dry-run)\n", "\(dry.talk)")
                    #expect(dry.text.contains(person.note.description) && dry.text.contains("x.bin"))
                    let unasked = try await copy.lethe(arguments)
                    #expect(unasked.code == 64 && unasked.output.isEmpty)
                    #expect(
                        unasked.talk.hasSuffix(
                            "lethe: nobody can be asked here; say --yes to erase, or --dry-run to look\n"
                        ),
                        "\(unasked.talk)"
                    )
                }
                let shown = try await copy.care("patient", "show", patient, "--purpose", "treatment").done()
                let identity = try #require(shown["identityRecord"]?.stringValue)
                let alone =
                    "record \(identity) says who the patient is and goes with the patient: `lethe patient erase`"
                try await copy.care(
                    "record",
                    "erase",
                    identity,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                ).expectRefusal(
                    64,
                    alone
                )
                try await copy.care(
                    "record",
                    "erase",
                    person.scan.description,
                    identity,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                .expectRefusal(64, alone)
                let after = try await copy.lethe(["vault", "status", "--format", "json"]).done()
                #expect(before == after)
            }
            try await copy.open { controller, _ in
                try await controller.expectWhole(person)
                #expect(try await controller.certificates().isEmpty)
            }
        }
    }

    @Test func whatIsErasedAlready() async throws {
        try await VaultCopy.lend { copy in
            let file = try copy.file([1], named: "one")
            let person = copy.sample.leaving
            let note = person.note.description
            let patient = person.patient.description
            let gone = "this record was erased; its certificate says when"
            let goneToo = "this patient was erased"
            try await copy.served {
                let first = try await copy.care(
                    "record",
                    "erase",
                    note,
                    "--ground",
                    "Art 17",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                ).done()
                #expect(first["records"]?.integerValue == 1 && first["versions"]?.integerValue == 2)
                try await copy.care("record", "read", note, "--purpose", "treatment").expectRefusal(2, gone)
                try await copy.care("record", "read", note, "--version", "1", "--purpose", "treatment")
                    .expectRefusal(2, gone)
                try await copy.care("record", "history", note, "--purpose", "treatment").expectRefusal(
                    2,
                    gone
                )
                try await copy.care("record", "amend", note, file).expectRefusal(2, gone)
                try await copy.care(
                    "record",
                    "erase",
                    note,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                ).expectRefusal(2, gone)
                try await copy.care(
                    "record",
                    "erase",
                    person.scan.description,
                    note,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                .expectRefusal(2, gone)
                let scan = try await copy.lethe([
                    "record", "read", person.scan.description, "--controller", Sample.controller, "--as", "A",
                    "--purpose", "treatment",
                ])
                #expect(scan.output == Sample.scan)

                let second = try await copy.care(
                    "patient",
                    "erase",
                    patient,
                    "--ground",
                    "Art 17",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                )
                .done()
                #expect(second["records"]?.integerValue == 2 && second["versions"]?.integerValue == 2)
                try await copy.care(
                    "patient",
                    "erase",
                    patient,
                    "--ground",
                    "G",
                    "--fact",
                    Sample.groundFact,
                    "--fact",
                    Sample.roleFact,
                    "--yes"
                ).expectRefusal(
                    2,
                    goneToo
                )
                try await copy.care("patient", "show", patient, "--purpose", "treatment").expectRefusal(
                    2,
                    goneToo
                )
                try await copy.care("record", "list", "--patient", patient, "--purpose", "treatment")
                    .expectRefusal(2, goneToo)
                try await copy.care("record", "store", file, "--patient", patient).expectRefusal(2, goneToo)
                try await copy.care(
                    "patient",
                    "find",
                    "--purpose",
                    "treatment",
                    "--identifier",
                    person.identifier
                )
                .expectAnswer(2, "nobody is registered with that")
                let list = try await copy.care("certificate", "list").done()
                let listed = Set(
                    (list["certificates"]?.arrayValue ?? []).compactMap { $0["certificate"]?.stringValue }
                )
                #expect(listed == Set([first, second].compactMap { $0["certificate"]?.stringValue }))
                // Who was erased can come again, as somebody new.
                let again = try await copy.care("patient", "register", "--identifier", person.identifier)
                    .done()
                #expect(again["patient"]?.stringValue != patient)
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }

    @Test func identifiersAreRegisteredOnce() async throws {
        try await VaultCopy.lend { copy in
            let taken =
                "a patient with one of these identifiers is registered; find them with `lethe patient find`"
            try await copy.served {
                for same in ["urn:mrn|1", "URN:MRN| 1", "urn:mrn|\u{ff11}"] {
                    try await copy.care("patient", "register", "--identifier", same).expectRefusal(1, taken)
                    try await copy.care(
                        "patient",
                        "register",
                        "--identifier",
                        "urn:new|9",
                        "--identifier",
                        same
                    )
                    .expectRefusal(1, taken)
                    let found = try await copy.care(
                        "patient",
                        "find",
                        "--purpose",
                        "treatment",
                        "--identifier",
                        same
                    ).done()
                    #expect(
                        found["patients"]?.arrayValue == [.string(copy.sample.leaving.patient.description)]
                    )
                }
                try await copy.care("patient", "find", "--purpose", "treatment", "--identifier", "urn:new|9")
                    .expectAnswer(2, "nobody is registered with that")
                let byName = try await copy.care(
                    "patient",
                    "find",
                    "--purpose",
                    "treatment",
                    "--name",
                    "  jürgen  GROSS ",
                    "--birth-date",
                    "1970-01-02"
                )
                #expect(byName.code == 0 && byName.text.contains(copy.sample.leaving.patient.description))
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }
}
