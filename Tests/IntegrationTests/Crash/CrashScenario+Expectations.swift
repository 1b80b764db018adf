import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What must hold once a vault is open again, wherever the command died or failed.
extension CrashScenario {
    /// Checks the vault after a restart.
    ///
    /// - Parameter answer: What the command had said before it died; `nil` when it had acknowledged nothing.
    func expectRecovered(
        _ open: OpenVault,
        _ round: CrashRound,
        answer: CanonicalJSON? = nil,
        _ comment: Comment
    ) async throws {
        let controller = try await open.vault.controller(named: Sample.controller)
        switch self {
        case .createController: try await expectCreated(open, round, answer, comment)
        case .register: try await expectRegistered(open, round, answer, comment)
        case .storeInline, .storeBlob: try await expectStored(controller, round, answer, comment)
        case .importFiles: try await expectImported(controller, round, answer, comment)
        case .amend: try await expectAmended(controller, round, answer, comment)
        case .rectify: try await expectRectified(controller, round, answer, comment)
        case .dispute: try await expectDisputed(controller, round, answer, comment)
        case .rectifyIdentity: try await expectIdentityCorrected(controller, round, answer, comment)
        case .classify: try await expectClassified(controller, round, answer, comment)
        case .eraseRecords, .erasePatient, .approve:
            try await expectErased(controller, round, answer, comment)
        case .merge: try await expectMerged(controller, round, answer, comment)
        case .move: try await expectMoved(controller, round, answer, comment)
        case .publish: try await expectPublished(controller, round, answer, comment)
        case .renewIndex: try await controller.expectWhole(round.person, comment)
        case .renewKeys: try await expectKeysRenewed(controller, round, answer, comment)
        case .review: try await expectReviewed(controller, round, comment)
        case .stateHouse: try await expectStated(controller, round, answer, comment)
        case .makeBackup, .verifyBackup, .retireBackup: try await expectBackedUp(open, round, comment)
        case .setLimits: try await expectLimited(controller, round, answer, comment)
        }
    }

    /// Checks that the vault as a whole is sound, that who is not concerned has lost nothing, and that life goes on.
    func expectAlive(_ open: OpenVault, staying: Sample.Person, erasures: Int, _ comment: Comment)
        async throws
    {
        let controller = try await open.vault.controller(named: Sample.controller)
        try await controller.expectWhole(staying, comment)
        #expect(try await controller.certificates().count == erasures, comment)
        try await controller.expectSound(comment)
        let later = try await controller.store(Sample.firstNote, for: staying.patient)
        #expect(try await controller.bytes(of: later) == Sample.firstNote, comment)
    }

    /// Every key is in the one tree or the other, and the renewal goes on to its end.
    private func expectKeysRenewed(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        try await controller.expectSound(comment)
        let isLeft = try await controller.keyRenewal().isBegun
        #expect(answer == nil || !isLeft, comment)
        if isLeft { _ = try await controller.renewKeys() }
        let standing = try await controller.keyRenewal()
        #expect(!standing.isBegun && !standing.isRunning, comment)
        try await controller.expectWhole(round.person, comment)
    }

    private func expectCreated(
        _ open: OpenVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        if answer == nil {
            // It is taken up again, or was finished before the end.
            do {
                _ = try await open.vault.createController(
                    name: round.newController,
                    country: "ES",
                    rules: Sample.rules
                )
            } catch let error as VaultError {
                #expect(error.code == .alreadyExists, comment)
            }
        }
        let new = try await open.vault.controller(named: round.newController)
        let identifier = try #require(PatientIdentifier(round.newIdentifier))
        if try await new.find(identifier).isEmpty { _ = try await new.register(round.newIdentifier) }
        #expect(try await new.find(identifier).count == 1, comment)
        try await new.expectSound(comment)
    }

    /// What was acknowledged is published; what was not can be published again, once.
    private func expectPublished(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let before = try #require(try await controller.publications().last)
        #expect(before.row.state == .published || (answer == nil && before.row.state == .approved), comment)
        let again = try await controller.publishRules(round.rules, by: ControllerVault.approver)
        #expect(again.isNew == (before.row.state == .approved), comment)
        try await controller.flush()
        let after = try #require(try await controller.publications().last)
        #expect(after.row.number == before.row.number && after.isInForce && after.row.entry != nil, comment)
    }

    private func expectRegistered(
        _ open: OpenVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let controller = try await open.vault.controller(named: round.emptyController)
        let identifier = try #require(PatientIdentifier(round.newIdentifier))
        let found = try await controller.find(identifier)
        if let patient = answer?["patient"]?.stringValue {
            #expect(found.map(\.description) == [patient], comment)
        } else if found.isEmpty {
            _ = try await controller.register(round.newIdentifier)
        }
        let patient = try #require(try await controller.find(identifier).first)
        let staff = StaffMember(Sample.staff)
        let identity = try await controller.identity(of: patient, by: staff, for: .treatment).identity
        #expect(identity.identifiers == [identifier], comment)
        try await controller.expectSound(comment)
    }

    private func expectStored(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let known = [round.person.note, round.person.scan]
        let new = try await controller.records(of: round.person.patient)
            .filter { $0.facts.recordClass != .identity && !known.contains($0.record) }
        #expect(new.count <= 1, comment)
        if let record = answer?["record"]?.stringValue {
            #expect(new.map(\.record.description) == [record], comment)
        }
        for version in new {
            let bytes = try await controller.bytes(of: version.record)
            #expect(bytes == document, comment)
        }
    }

    private func expectAmended(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let note = round.person.note
        #expect(try await controller.bytes(of: note, version: 1) == Sample.firstNote, comment)
        #expect(try await controller.bytes(of: note, version: 2) == Sample.secondNote, comment)
        let count = try await controller.history(of: note).count
        #expect(count == 3 || (answer == nil && count == 2), comment)
        #expect(try await controller.bytes(of: note) == (count == 3 ? document : Sample.secondNote), comment)
    }

    /// A review goes on with those it had not come to, and with no one else.
    private func expectReviewed(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ comment: Comment
    ) async throws {
        let waiting = try await controller.waitingReviews()
        #expect(waiting < CrashRound.waitingReviews, comment)
        #expect(try await controller.review().patients == waiting, comment)
        #expect(try await controller.waitingReviews() == 0, comment)
        // Note and scan of long ago, and who the patient is.
        #expect(try await controller.dueThisMonth() >= 4, comment)
        try await controller.expectWhole(round.person, comment)
    }

    /// What was acknowledged is known; stated again it is the same.
    private func expectStated(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let kind = try await controller.houseFacts()["controller.kind"]
        #expect(kind == CrashRound.houseKind || (answer == nil && kind == "hospital"), comment)
        try await controller.stateHouse(
            ["controller.kind": CrashRound.houseKind],
            by: StaffMember(Sample.staff)
        )
        _ = try await controller.review()
        #expect(try await controller.waitingReviews() == 0, comment)
        try await controller.expectWhole(round.person, comment)
    }

    /// Both versions of the form are there, or the correction alone; never two live versions, never none.
    private func expectRectified(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let history = try await controller.history(of: round.form)
        guard history.last?.version.rawValue == 3 || answer != nil else {
            #expect(history.map(\.version.rawValue) == [1, 2], comment)
            #expect(try await controller.bytes(of: round.form, version: 1) == Sample.form, comment)
            #expect(try await controller.bytes(of: round.form) == Sample.scan, comment)
            return
        }
        #expect(history.map(\.version.rawValue) == [3], comment)
        #expect(try await controller.bytes(of: round.form) == document, comment)
        for version in [Int32(1), 2] {
            await expectError(.erased, comment) {
                _ = try await controller.bytes(of: round.form, version: version)
            }
        }
        if let said = answer?["certificate"]?.stringValue {
            let certificates = try await controller.certificates()
            #expect(certificates.contains { $0.id.description == said }, comment)
        }
    }

    /// All versions say the same, and what was said before is kept once for each time.
    private func expectClassified(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let facts = try await controller.history(of: round.person.note).map(\.facts)
        let isStated = facts.last?.asserted != nil
        #expect(isStated || answer == nil, comment)
        for version in facts {
            #expect((version.facts["hold.claim_open"] == "true") == isStated, comment)
            #expect(version.before.count == (isStated ? 1 : 0), comment)
        }
        let kept = try await controller.decisions(
            of: round.person.note,
            by: StaffMember(Sample.staff),
            for: .administration
        ).filter { $0.action == .classify }
        #expect(kept.count == (isStated ? 2 : 0), comment)
    }

    /// An erasure that was fenced is finished, and what it said before is true.
    private func expectErased(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        let person = round.person
        await controller.expectErased(person.scan, comment)
        await controller.expectErased(person.note, comment)
        if let said = answer?["certificate"]?.stringValue {
            let certificates = try await controller.certificates()
            #expect(certificates.contains { $0.id.description == said }, comment)
        }
        guard self != .eraseRecords else {
            #expect(try await controller.records(of: person.patient).count == 1, comment)
            return
        }
        #expect(try await controller.waitingOrders().isEmpty, comment)
        await expectError(.erased, comment) { _ = try await controller.records(of: person.patient) }
        let identifier = try #require(PatientIdentifier(person.identifier))
        #expect(try await controller.find(identifier).isEmpty, comment)
    }
}
