import VaultModel

@testable import VaultCore

/// What is erased and corrected.
extension ResidueLab {
    mutating func erase(in controller: ControllerVault) async throws {
        progress("erasing records")
        let request = try ErasureRequest(
            ground: "Art 17(1)(b) GDPR",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
        for index in people.indices where people[index].fate == .losesRecord {
            let record = people[index].documents[0].record
            _ = try await controller.erase(.records([record]), request, by: ControllerVault.labStaff)
            people[index].documents[0].erasedVersions = people[index].documents[0].contents.count
        }
        try await mark("after the first erasures")
        try keepPlaces("after the first erasures")
        progress("correcting records")
        for index in people.indices where people[index].fate == .isCorrected {
            try await correct(index, in: controller)
        }
        try keepPlaces("after the corrections")
        progress("moving records to the right patient")
        for index in people.indices where people[index].fate == .holdsAnothers {
            try await move(index, in: controller)
        }
        try keepPlaces("after the moves")
        progress("erasing patients")
        for index in people.indices where people[index].fate == .isErased {
            guard let patient = people[index].patient else { continue }
            let result = try await controller.erase(.patient(patient), request, by: ControllerVault.labStaff)
            guard result.withheld.isEmpty else {
                throw LabProgram.Failure(description: "the rules did not let a patient go")
            }
            for document in people[index].documents.indices {
                people[index].documents[document].erasedVersions =
                    people[index].documents[document].contents.count
            }
        }
        try keepPlaces("after all erasures")
    }

    /// Moves the first document to the patient before, who is restricted: it keeps being readable, at its new place alone.
    private mutating func move(_ index: Int, in controller: ControllerVault) async throws {
        guard let patient = people[index - 1].patient else { return }
        let request = try MoveRequest(reason: "found at another bed", isConfirmed: true)
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

    private func correctName(
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
    }
}
