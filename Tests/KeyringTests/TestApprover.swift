import VaultCrypto
import VaultModel

@testable import Keyring

/// An approver with the key they sign with.
struct TestApprover: Sendable {
    let approver: Approver
    private let seed: [UInt8]

    init(_ name: String, seed byte: UInt8) throws {
        seed = Array(repeating: byte, count: SigningKey.seedSize)
        let key = SigningKey(seed: SecretBytes(copying: seed)).publicKey
        guard let approver = Approver(name: name, key: key) else { throw KeyringError(.request, "a name") }
        self.approver = approver
    }

    func approval(of order: SafeOrder, until: Timestamp) -> Approval {
        Approval(of: order, until: until, with: SigningKey(seed: SecretBytes(copying: seed)))
    }

    /// An approval that counts for an hour from a moment.
    func approval(of order: SafeOrder, from now: Timestamp) -> Approval {
        approval(of: order, until: Timestamp(secondsSinceEpoch: now.secondsSinceEpoch + 3600))
    }
}
