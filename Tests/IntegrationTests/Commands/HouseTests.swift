import Foundation
import Testing
import VaultModel

/// Controllers, sites and episodes through the command line.
@Suite struct HouseTests {
    @Test func controllersDoNotSeeEachOther() async throws {
        try await VaultCopy.lend { copy in
            let person = copy.sample.leaving
            let file = try copy.file([1], named: "one")
            let other = ["--controller", Sample.otherController, "--as", Sample.staff]
            let noRecord = "there is no such record or version"
            let noPatient = "there is no patient \(person.patient); find them with `lethe patient find`"
            try await copy.served {
                let note = person.note.description
                let patient = person.patient.description
                try await copy.lethe(["record", "read", note, "--purpose", "treatment"] + other)
                    .expectRefusal(2, noRecord)
                try await copy.lethe(["record", "history", note, "--purpose", "treatment"] + other)
                    .expectRefusal(2, noRecord)
                try await copy.lethe(["record", "amend", note, file] + other).expectRefusal(2, noRecord)
                try await copy.lethe(
                    [
                        "record", "erase", note, "--ground", "G", "--fact", Sample.groundFact, "--fact",
                        Sample.roleFact, "--yes",
                    ] + other
                )
                .expectRefusal(2, noRecord)
                try await copy.lethe(["patient", "show", patient, "--purpose", "treatment"] + other)
                    .expectRefusal(2, noPatient)
                try await copy.lethe(
                    [
                        "patient", "erase", patient, "--ground", "G", "--fact", Sample.groundFact, "--fact",
                        Sample.roleFact, "--yes",
                    ]
                        + other
                )
                .expectRefusal(2, noPatient)
                try await copy.lethe(["record", "store", file, "--patient", patient] + other)
                    .expectRefusal(2, noPatient)
                try await copy.lethe(
                    ["patient", "find", "--purpose", "treatment", "--identifier", person.identifier] + other
                )
                .expectAnswer(2, "nobody is registered with that")

                // The same person at both is two patients, and one goes without the other.
                let register = ["patient", "register", "--identifier", person.identifier, "--format", "json"]
                let twin = try #require(try await copy.lethe(register + other).done()["patient"]?.stringValue)
                #expect(twin != patient)
                let erased = try await copy.care(
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
                let certificate = try #require(erased["certificate"]?.stringValue)
                try await copy.lethe(["certificate", "show", certificate] + other)
                    .expectRefusal(2, "there is no certificate \(certificate); see `lethe certificate list`")
                let found = try await copy.lethe(
                    ["patient", "find", "--purpose", "treatment", "--identifier", person.identifier] + other
                )
                #expect(found.code == 0 && found.text == twin + "\n")

                try await copy.lethe(["record", "list", "--patient", patient])
                    .expectRefusal(64, "there are several controllers; name one with --controller NAME")
                try await copy.lethe(["record", "list", "--patient", patient, "--controller", "Nowhere"])
                    .expectRefusal(2, "there is no controller of this name; see `lethe controller list`")
                try await copy.lethe(["controller", "create", Sample.controller, "--country", "DE"])
                    .expectRefusal(1, "a controller of this name exists; choose another name")
                try await copy.lethe(["controller", "create", "New", "--country", "de"])
                    .expectRefusal(64, "a country has two capital letters (ISO 3166-1), such as DE")
                let create = ["controller", "create", "New", "--country"]
                try await copy.lethe(create + ["XX"]).expectRefusal(
                    64,
                    "the rules know no country `XX`; name it by its two capital letters (ISO 3166-1), such as DE"
                )
                try await copy.lethe(create + ["DE", "--fact", "controller.country=FR"])
                    .expectRefusal(64, "name the country with --country")
                // A folder that is not there and one without rules are the same: no rules were found.
                try FileManager.default.createDirectory(
                    atPath: copy.root + "/empty",
                    withIntermediateDirectories: false
                )
                for (folder, why) in [
                    ("empty", "there are no rules (*.yaml) in `empty`"),
                    ("nowhere", "there is no folder `nowhere`"),
                ] {
                    try await copy.lethe(["policy", "check", "--rules", folder]).expectRefusal(2, why)
                }
            }
            try await copy.open { controller, open in
                try await controller.expectSound()
                try await open.vault.controller(named: Sample.otherController).expectSound()
            }
        }
    }

    @Test func sitesAndEpisodes() async throws {
        try await VaultCopy.lend { copy in
            let person = copy.sample.leaving
            let patient = person.patient.description
            let file = try copy.file([1], named: "one")
            try await copy.served {
                let site = try await copy.care("site", "add", "Haus Mitte", "--region", "DE-BE").done()
                #expect(site["site"]?.integerValue == 1)
                try await copy.care("site", "add", "Haus Mitte", "--region", "DE-BB")
                    .expectRefusal(1, "a site of this name exists; choose another name")
                let sites = try await copy.care("site", "list").done()
                #expect(sites["sites"]?.arrayValue?.first?["calendar"]?.stringValue == "DE-BE")
                #expect(sites["sites"]?.arrayValue?.count == 1)

                let begin = ["episode", "open", "--patient", patient, "--begun", "2011-03-01"]
                let acting = ["--controller", Sample.controller, "--as", Sample.staff, "--format", "json"]
                try await copy.lethe(begin + ["--site", "7"] + acting)
                    .expectRefusal(2, "there is no site 7; list them with `lethe site list`")
                let opened = try await copy.lethe(begin + ["--site", "1", "--label", "Hüfte"] + acting).done()
                #expect(opened["episode"]?.integerValue == 1)
                #expect(try await copy.lethe(begin + acting).done()["episode"]?.integerValue == 2)
                let complete = ["episode", "complete", "1", "--patient", patient, "--on"]
                try await copy.lethe(complete + ["2011-02-28"] + acting)
                    .expectRefusal(64, "the episode began on 2011-03-01; it cannot be completed before")
                try await copy.lethe(complete + ["2011-03-09"] + acting).done()
                try await copy.care("episode", "complete", "9", "--patient", patient, "--on", "2011-03-09")
                    .expectRefusal(2, "this patient has no episode 9")
                let notADay = try await copy.lethe(complete + ["2026-02-30"] + acting)
                #expect(notADay.code == 64)
                let list = try await copy.care(
                    "episode",
                    "list",
                    "--patient",
                    patient,
                    "--purpose",
                    "treatment"
                ).done()
                let first = try #require(list["episodes"]?.arrayValue?.first)
                #expect(
                    first["completed"]?.stringValue == "2011-03-09" && first["label"]?.stringValue == "Hüfte"
                )
                #expect(first["site"]?.integerValue == 1 && list["episodes"]?.arrayValue?.count == 2)

                try await copy.care(
                    ["record", "store", file, "--patient", patient, "--episode", "1"] + Sample.classOptions
                ).done()
                try await copy.care("record", "store", file, "--patient", patient, "--episode", "3")
                    .expectRefusal(2, "this patient has no episode 3; list them with `lethe episode list`")
                try await copy.care(
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
                ).done()
                try await copy.care("episode", "list", "--patient", patient, "--purpose", "treatment")
                    .expectRefusal(2, "this patient was erased")
            }
            try await copy.open { controller, _ in try await controller.expectSound() }
        }
    }
}
