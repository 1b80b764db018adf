import PolicyEngine
import Testing
import VaultCore
import VaultCrypto
import VaultModel

/// Two people who sign, with keys that are the same in every run.
extension ControllerVault {
    static let author = StaffMember("Dr. Änne Müller")
    static let approver = StaffMember("José Núñez")
    static let authorKey = key(1)
    static let approverKey = key(2)

    private static func key(_ number: UInt8) -> SharedSigningKey {
        SharedSigningKey(SigningKey(seed: SecretBytes(copying: [UInt8](repeating: number, count: 32))))
    }

    /// Registers the two, unless they are.
    func addSigners() async throws {
        guard staff().isEmpty else { return }
        _ = try await addStaff(
            try #require(Self.author),
            roles: [.policyAuthor],
            key: Self.authorKey.publicKey,
            by: nil
        )
        _ = try await addStaff(
            try #require(Self.approver),
            roles: [.policyApprover],
            key: Self.approverKey.publicKey,
            by: nil
        )
    }

    /// Has rules signed by the one and approved by the other.
    func signAndApprove(_ rules: [RulebookFile], from day: Day? = nil) async throws -> Digest {
        try await addSigners()
        let day = day ?? VaultClock.system.now.day
        let row = try await signRules(rules, activeFrom: day, by: Self.author, key: Self.authorKey)
        return try await approveRules(row.digest.hex, by: Self.approver, key: Self.approverKey).digest
    }
}
