import Foundation
import Residue
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What a sceptic finds after a correction: an old copy of the database opens the living, not what was wrong.
@Suite struct RectificationResidueTests {
    private static let right = Array("Anschrift: Lindenallee 9\n".utf8)

    private static func reading(_ place: String) -> [String] {
        [
            "--vault", place, "--drill", "--controller", Sample.controller, "--as", Sample.staff, "--purpose",
            "administration",
        ]
    }

    @Test func theOldCopyOpensWhatIsRightAndNotWhatWasWrong() async throws {
        try await VaultCopy.lend { copy in
            let form = try await copy.open { controller, _ in
                try await controller.storeForm(for: copy.sample.leaving.patient)
            }
            let before = copy.root + "/before"
            try await copy.copyTree(copy.vault.path, to: before)
            // Failed when the correction and what it closes are durable: the copy has the keys of all three versions.
            let probe = StepProbe()
            try await copy.open(faults: probe.plan) { controller, _ in
                probe.begin(failingAt: CrashPoint(step: .shredFenced, time: 1))
                await #expect(throws: StepProbe.Failure.self) {
                    try await controller.rectify(form, to: Self.right)
                }
            }
            let between = copy.root + "/between"
            try await copy.copyTree(copy.vault.path, to: between)
            try await copy.open { controller, _ in
                #expect(try await controller.bytes(of: form) == Self.right)
                try await controller.expectSound()
            }

            for version in ["1", "2"] {
                let wrong = try await copy.lethe(
                    ["record", "read", form.description, "--version", version] + Self.reading(before)
                )
                #expect(wrong.code == 2 && wrong.output.isEmpty, "\(wrong.talk)")
                #expect(wrong.talk.contains("destroyed"), "\(wrong.talk)")
            }
            let living = try await copy.lethe(
                ["record", "read", copy.sample.leaving.note.description] + Self.reading(before)
            )
            #expect(living.output == Sample.secondNote, "\(living.talk)")
            // The copy of that moment opens what is right, and not what it marks as closed.
            let opened = try await copy.lethe(["record", "read", form.description] + Self.reading(between))
            #expect(opened.output == Self.right, "\(opened.talk)")
            let closed = try await copy.lethe(
                ["record", "read", form.description, "--version", "2"] + Self.reading(between)
            )
            #expect(closed.code == 2 && closed.output.isEmpty, "\(closed.talk)")
        }
    }

    /// A name that was wrong is in no row and no file, and the old copy neither shows it nor finds anybody by it.
    @Test func theWrongNameIsNowhereAndTheOldCopyOpensNothingOfIt() async throws {
        let (name, number) = ("Zdeněk Wörlitz-Nachtigall", "Q770099431")
        let needles = [
            name, "Nachtigall", "NACHTIGALL", "ZDENĚKWÖRLITZ", number, "Amalie Überbacher", "resourceType",
        ].map { Needle(text: $0) }
        try await VaultCopy.lend { copy in
            let patient = try await copy.open { controller, _ in
                let patient = try await controller.register("urn:mrn|\(number)", name: name)
                _ = try await controller.store(Self.right, for: patient)
                return patient
            }
            let before = copy.root + "/before"
            try await copy.copyTree(copy.vault.path, to: before)
            let certificate = try await copy.open { controller, _ in
                let identifier = try #require(PatientIdentifier("urn:mrn|right"))
                let result = try await controller.rectify(
                    patient,
                    IdentityCorrection(identifiers: [identifier], name: "Amalie Überbacher")
                )
                try await controller.expectSound()
                return try #require(result.erasure?.certificate.jws)
            }
            try await ResidueTests.expectNone(of: needles, in: copy)
            let file = try copy.file(Array(certificate.utf8), named: "certificate.jws")
            let report = try await Program.run(Program.built + "/lethe-verify", [file])
            #expect(report.code == 0, "\(report.talk)")

            // Together with today's key safe: not the name, not the identifier, nobody by either.
            for asked in [
                ["patient", "show", patient.description],
                ["patient", "find", "--identifier", "urn:mrn|\(number)"],
                ["patient", "find", "--name", name, "--birth-date", "1970-01-02"],
                // Nor the rest of the file, since nobody knows any more what stands on it.
                ["patient", "history", patient.description],
            ] {
                let answer = try await copy.lethe(asked + Self.reading(before))
                #expect(answer.code == 2 && answer.output.isEmpty, "\(asked): \(answer.talk)")
            }
            // Everybody else is there.
            let living = try await copy.lethe(
                ["record", "read", copy.sample.leaving.note.description] + Self.reading(before)
            )
            #expect(living.output == Sample.secondNote, "\(living.talk)")
        }
    }

    /// The certificate holds offline, and says what kind of erasure it was.
    @Test func theCertificateVerifiesOffline() async throws {
        try await VaultCopy.lend { copy in
            let form = try await copy.open { controller, _ in
                try await controller.storeForm(for: copy.sample.leaving.patient)
            }
            let (text, id) = try await copy.open { controller, _ in
                let erasure = try #require(try await controller.rectify(form, to: Self.right).erasure)
                return (erasure.certificate.jws, erasure.certificate.id)
            }
            let file = try copy.file(Array(text.utf8), named: "certificate.jws")
            let report = try await Program.run(Program.built + "/lethe-verify", [file])
            #expect(report.code == 0, "\(report.talk)")
            #expect(
                report.text.contains("earlier versions of what was corrected and stays"),
                "\(report.text)"
            )
            let page = try await copy.lethe([
                "certificate", "render", id.description, "--controller", Sample.controller,
            ])
            #expect(page.text.contains("Earlier versions of what was corrected and stays"), "\(page.talk)")
        }
    }
}
