import Foundation
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
