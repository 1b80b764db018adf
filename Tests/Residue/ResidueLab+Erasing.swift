import VaultModel
import VaultStorage

@testable import VaultCore

/// What is erased and corrected.
extension ResidueLab {
    mutating func erase(in controller: ControllerVault, of open: OpenVault) async throws {
        progress("erasing records")
        for index in people.indices where people[index].fate == .losesRecord {
            try await eraseRecord(0, of: index, in: controller)
        }
        try await mark("after the first erasures")
        try await keepPlaces("after the first erasures", in: controller)
        progress("correcting records")
        for index in people.indices where people[index].fate == .isCorrected {
            try await correct(index, in: controller)
        }
        progress("moving records to the right patient")
        for index in people.indices where people[index].fate == .holdsAnothers {
            try await move(index, in: controller)
        }
        try await separate(in: controller)
        try await keepPlaces("after corrections, moves and separations", in: controller)
        try await beginRenewal(in: controller)
        try await makeBackup(Self.midwayName, of: open)
        try await eraseMidway(in: controller)
        try await mark(Self.midwayName)
        try await keepPlaces(Self.midwayName, in: controller)
        try await finishRenewal(in: controller)
        try await keepPlaces("after the key renewal", in: controller)
        progress("erasing patients")
        for index in people.indices where people[index].fate == .wasTakenForAnother {
            try await erasePatient(index, in: controller)
        }
        try await keepPlaces("after all erasures", in: controller)
    }

    /// Erases all versions of a document.
    mutating func eraseRecord(_ document: Int, of index: Int, in controller: ControllerVault) async throws {
        let record = people[index].documents[document].record
        _ = try await controller.erase(.records([record]), try Self.request(), by: ControllerVault.labStaff)
        people[index].documents[document].erasedVersions = people[index].documents[document].contents.count
    }

    /// Erases everything of a patient, under all numbers.
    mutating func erasePatient(_ index: Int, in controller: ControllerVault) async throws {
        guard let patient = people[index].patient else { return }
        let numbers = people[index].fate == .isOneOfTwo ? [index, index + 1] : [index]
        // A hold is lifted; that there was one stands in the key safe's journal.
        for number in numbers { try await hold(number, "", in: controller) }
        let result = try await controller.erase(
            .patient(patient),
            try Self.request(),
            by: ControllerVault.labStaff
        )
        guard result.withheld.isEmpty, result.others.count == numbers.count - 1 else {
            throw LabProgram.Failure(description: "the rules did not let a patient go")
        }
        for number in numbers { people[number].isGone = true }
    }

    private static func request() throws -> ErasureRequest {
        try ErasureRequest(
            ground: "Art 17(1)(b) GDPR",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
    }

    /// Whether a version is erased by now.
    func isErased(_ version: LabVersion) -> Bool {
        let person = people[version.person]
        let document = person.documents.first { $0.record == version.row.record }
        if person.isGone || document?.isMoved ?? false { return true }
        // Who a patient is has no document: where it was corrected, its first version is gone.
        let erased = document?.erasedVersions ?? (person.isRenamed ? 1 : 0)
        return Int(version.row.version.rawValue) <= erased
    }

    /// Moves the first document to the patient before, who is restricted: it keeps being readable, at its new place alone.
    private mutating func move(_ index: Int, in controller: ControllerVault) async throws {
        guard let patient = people[index - 1].patient else { return }
        let request = try MoveRequest(reason: people[index].reason, isConfirmed: true)
        let record = people[index].documents[0].record
        let plan = try await controller.planMove(
            of: record,
            to: patient,
            request,
            by: ControllerVault.labStaff
        )
        let document = people[index].documents[0]
        people[index].documents[0].isMoved = true
        guard !options.weaknesses.contains(.oldSlotKept) else {
            return try await copyAndDelete(plan, document, to: index - 1, in: controller)
        }
        _ = try await controller.move(plan, request, by: ControllerVault.labStaff)
        people[index - 1].documents.append(document)
    }

    private mutating func correct(_ index: Int, in controller: ControllerVault) async throws {
        guard let place = people[index].documents.firstIndex(where: { $0.fileName.hasPrefix("Anschrift") })
        else { return }
        let request = try RectificationRequest(
            ground: "Art 16 GDPR",
            facts: [
                "rectification.object": "master_data", "rectification.controller_agrees": "true",
                "disclosed_to_recipients": "true",
            ],
            isConfirmed: false
        )
        let document = people[index].documents[place]
        let plan = try await controller.planRectification(
            of: document.record,
            request,
            by: ControllerVault.labStaff
        )
        let content = people[index].text("Anschrift, richtig")
        let result = try await controller.rectify(
            plan,
            with: Intake(source: BytesSource(content), name: document.fileName, facts: nil),
            statement: nil,
            request,
            by: ControllerVault.labStaff
        )
        guard result.erasure != nil else {
            throw LabProgram.Failure(description: "the rules did not let a wrong form go")
        }
        people[index].documents[place].erasedVersions = document.contents.count
        people[index].documents[place].contents.append(content)
        try await correctName(of: index, request, in: controller)
    }

    private mutating func correctName(
        of index: Int,
        _ request: RectificationRequest,
        in controller: ControllerVault
    ) async throws {
        guard let patient = people[index].patient else { return }
        let plan = try await controller.planRectification(
            of: patient,
            IdentityCorrection(name: people[index].rightName),
            request,
            by: ControllerVault.labStaff
        )
        let result = try await controller.rectify(
            plan,
            statement: nil,
            request,
            by: ControllerVault.labStaff
        )
        guard result.erasure != nil else {
            throw LabProgram.Failure(description: "the rules did not let a wrong name go")
        }
        people[index].isRenamed = true
    }
}
