import Testing
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// What must hold after a crash of a command about the key safe's limits.
extension CrashScenario {
    /// The limits are the new ones or the ones before.
    func expectLimited(
        _ controller: ControllerVault,
        _ round: CrashRound,
        _ answer: CanonicalJSON?,
        _ comment: Comment
    ) async throws {
        try await controller.expectWhole(round.person, comment)
        let versions = try await controller.limits().versions
        #expect(versions == round.limit || (answer == nil && versions != round.limit), comment)
        #expect(try await controller.waitingOrders().isEmpty, comment)
        let left = try await controller.setLimits(
            LimitsChange(versions: round.limit),
            by: StaffMember(Sample.staff)
        )
        #expect(left == nil, comment)
        #expect(try await controller.limits().versions == round.limit, comment)
    }
}

extension CrashRound {
    /// How many versions may be erased within a day, in a scenario that sets it.
    var limit: Int64 { 1_000_000 + Int64(number) }

    /// Where the approver's private key lies.
    var approverKey: String { backup + ".key" }

    /// Has an erasure closed that the key safe holds back until it is approved.
    ///
    /// - Returns: The order that waits.
    func orderErasure(in controller: ControllerVault) async throws -> RequestID {
        let approver = try #require(ControllerVault.approver)
        if try await controller.limits().approvers.isEmpty {
            try await controller.addSigners()
            let change = LimitsChange(patients: 0, approvals: 1, approvers: [approver.name])
            _ = try await controller.setLimits(change, by: StaffMember(Sample.staff))
        }
        try ControllerVault.approverKey.withKey { key in
            try FileSystem.writeNew(approverKey, secret: key.pem(), permissions: 0o600)
        }
        await #expect(throws: (any Error).self) {
            _ = try await controller.erase(.patient(person.patient))
        }
        let waiting = try await controller.waitingOrders()
        try #require(waiting.count == 1)
        return waiting[0].waiting.order.request
    }
}
