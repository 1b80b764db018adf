import Foundation
import PostgresClient
import Testing
import VaultCore
import VaultModel
import VaultStorage

/// A vault of which an older state was put aside before things were erased, corrected, amended and stored.
struct GateScene: Sendable {
    let copy: VaultCopy
    /// A form of the staying patient in two versions, which is overwritten afterwards.
    let form: RecordID
    /// A document of the staying patient that is erased afterwards.
    let letter: RecordID
    /// A document of the staying patient that is amended afterwards.
    let notes: RecordID
    /// What was acknowledged afterwards.
    let lost: [RecordID]
    /// A patient who was registered afterwards.
    let newcomer: PatientID
    /// Every slot that was handed out by then.
    let slots: Set<Int64>
    /// The certificates that were issued by then.
    let certificates: [String]

    static let document = Sample.content(900, seed: 5)
    static let later = Sample.content(900, seed: 6)

    private static let hold = ["hold.claim_open": "true"]

    var leaving: Sample.Person { copy.sample.leaving }
    var staying: Sample.Person { copy.sample.staying }

    /// Plays what comes before and after the older state was put aside.
    ///
    /// - Parameters:
    ///   - erasing: Whether anything is erased afterwards, or things are only stored.
    ///   - narrowing: Whether two holds are stated afterwards.
    static func play(
        in copy: VaultCopy,
        erasing: Bool = true,
        narrowing: Bool = false
    ) async throws -> GateScene {
        let staying = copy.sample.staying.patient
        let (form, letter, notes) = try await copy.open { controller, _ in
            (
                try await controller.storeForm(for: staying),
                try await controller.store(document, for: staying),
                try await controller.store(document, for: staying)
            )
        }
        try await copy.copyTree(copy.vault.path, to: copy.root + "/old")
        let (lost, newcomer, certificates) = try await copy.open { controller, _ in
            let stored = try await controller.store(later, for: staying)
            let large = try await controller.store(Sample.scan, for: staying)
            _ = try await controller.amend(notes, to: later)
            let newcomer = try await controller.register("urn:mrn|newcomer")
            let theirs = try await controller.store(later, for: newcomer)
            if erasing {
                _ = try await controller.rectify(form, to: later)
                _ = try await controller.erase(.records([letter]))
                _ = try await controller.erase(.patient(copy.sample.leaving.patient))
            }
            if narrowing {
                for record in [copy.sample.staying.note, copy.sample.staying.scan] {
                    _ = try await controller.classify(
                        [record],
                        as: nil,
                        stating: hold,
                        reason: "claim",
                        isConfirmed: false,
                        by: StaffMember(Sample.staff)
                    )
                }
            }
            return (
                [stored, large, theirs], newcomer, try await controller.certificates().map(\.jws)
            )
        }
        return GateScene(
            copy: copy,
            form: form,
            letter: letter,
            notes: notes,
            lost: lost,
            newcomer: newcomer,
            slots: try await slots(in: copy),
            certificates: certificates
        )
    }

    /// Every slot that is written anywhere in the first controller's rows.
    static func slots(in copy: VaultCopy) async throws -> Set<Int64> {
        try await copy.database { session in
            var slots: Set<Int64> = []
            for table in ["record_versions", "episodes", "log_events", "staff", "shreds"] {
                let rows = try session.query("SELECT slot FROM \(unsafeSQL: table) WHERE controller_id = 1")
                slots.formUnion(try rows.map { try $0.int64(0) })
            }
            return slots
        }
    }

    /// Everything but a drill is refused, with this sentence.
    func expectClosed(_ sentence: String) async throws {
        let commands = [
            ["record", "read", staying.note.description, "--purpose", "treatment"],
            ["record", "list", "--patient", staying.patient.description, "--purpose", "treatment"],
            ["patient", "find", "--identifier", staying.identifier, "--purpose", "treatment"],
            ["record", "store", try copy.file(Self.later, named: "later.bin"), "--patient"]
                + [staying.patient.description] + Sample.classOptions,
        ]
        for command in commands {
            let refused = try await copy.care(command)
            #expect(refused.code == 1 && refused.output.isEmpty, "\(command)")
            #expect(refused.talk.contains(sentence), "\(refused.talk)")
            #expect(refused.talk.contains("`lethe vault reconcile`"), "\(refused.talk)")
        }
    }

    /// Reconciles through the command line.
    func reconcile(dieAt point: CrashPoint? = nil, _ more: String...) async throws -> Outcome {
        try await copy.lethe(["vault", "reconcile", "--format", "json"] + more, dieAt: point)
    }

    /// What must hold once it is open again.
    func expectReconciled(erasing: Bool = true) async throws {
        try await copy.open { controller, _ in
            try await controller.expectWhole(staying)
            #expect(try await controller.bytes(of: notes) == Self.document, "the amendment is lost")
            if erasing {
                for record in [leaving.note, leaving.scan, letter, form] {
                    await controller.expectErased(record)
                }
                await expectError(.erased) { _ = try await controller.records(of: leaving.patient) }
                let identifier = try #require(PatientIdentifier(leaving.identifier))
                #expect(try await controller.find(identifier).isEmpty)
            } else {
                try await controller.expectWhole(leaving)
                #expect(try await controller.bytes(of: form) == Sample.scan)
            }
            for record in lost {
                await expectError(.notFound) { _ = try await controller.bytes(of: record) }
            }
            await expectError(.notFound) { _ = try await controller.records(of: newcomer) }
            try await controller.expectSound()
        }
        for (number, certificate) in certificates.enumerated() {
            let file = try copy.file(Array(certificate.utf8), named: "certificate-\(number)")
            let verified = try await copy.lethe(["certificate", "verify", file])
            #expect(verified.code == 0, "\(verified.text) \(verified.talk)")
        }
    }

    /// The holds that were stated since stand again.
    func expectNarrowed() async throws {
        try await copy.open { controller, _ in
            for record in [staying.note, staying.scan] {
                for version in try await controller.history(of: record) {
                    #expect(version.facts.facts["hold.claim_open"] == "true")
                }
            }
        }
    }

    /// Life goes on, and whatever is handed out was never handed out before.
    func expectFreshSlots() async throws {
        let before = try await Self.slots(in: copy)
        try await copy.open { controller, _ in
            let stored = try await controller.store(Self.later, for: staying.patient)
            #expect(try await controller.bytes(of: stored) == Self.later)
            _ = try await controller.amend(notes, to: Self.later)
            let newcomer = try await controller.register("urn:mrn|newcomer")
            _ = try await controller.store(Self.later, for: newcomer)
            _ = try await controller.erase(.records([stored]))
            try await controller.expectSound()
        }
        let after = try await Self.slots(in: copy).subtracting(before)
        #expect(after.count >= 4)
        #expect(after.isDisjoint(with: slots), "a place of a key was handed out twice")
    }
}
