import VaultCore
import VaultModel

extension ControllerVault {
    /// Moves a record to another patient as the rules want it.
    @discardableResult
    func move(
        _ record: RecordID,
        to patient: PatientID,
        episode: Int32? = nil,
        isConfirmed: Bool = true
    ) async throws -> MoveResult {
        let request = try MoveRequest(
            reason: "two files lay open at the desk",
            facts: ["disclosed_to_recipients": "true"],
            episode: episode,
            isConfirmed: isConfirmed
        )
        let staff = StaffMember(Sample.staff)
        return try await move(
            planMove(of: record, to: patient, request, by: staff),
            request,
            by: staff
        )
    }

    /// What a patient's file shows of what happened to it.
    func marks(of patient: PatientID) async throws -> [FileMark] {
        try await chart(of: patient, by: StaffMember(Sample.staff), for: .administration).marks
    }
}

extension ControllerVault {
    /// Says that two numbers are one person.
    func merge(_ patient: PatientID, with other: PatientID) async throws {
        try await merge(patient, with: other, reason: "registered twice", by: StaffMember(Sample.staff))
    }

    /// Takes that back.
    func separate(_ patient: PatientID, from other: PatientID) async throws {
        try await separate(patient, from: other, reason: "two persons", by: StaffMember(Sample.staff))
    }
}
