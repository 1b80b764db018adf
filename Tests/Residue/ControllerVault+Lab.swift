import VaultModel

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

extension ControllerVault {
    static let labStaff = StaffMember("Dr. Laborius")

    /// Unwraps the secrets of a version as the vault does when it is read.
    func labSecrets(of row: VersionRow) async throws -> (
        secrets: [(name: String, bytes: [UInt8])], statement: [UInt8]
    ) {
        let wrapKey = try await keys.wrapKey(
            for: row.slot,
            tree: row.tree,
            binding: binding(row.record, row.version)
        )
        let secrets = try WrappedRecordKey(bytes: row.wrappedKey).unwrap(under: wrapKey)
        let opened = try open(row, key: secrets.recordKey)
        return (
            [
                ("record key", secrets.recordKey.publicBytes(in: 0..<secrets.recordKey.count)),
                ("opening", secrets.opening.scalar.publicBytes(in: 0..<secrets.opening.scalar.count)),
                ("wrap key", wrapKey.publicBytes(in: 0..<wrapKey.count)),
            ], opened.metadata.statement
        )
    }

    /// The seeds of a patient's live nodes.
    func labSeeds(of patient: PatientNumber, in tree: TreeNumber) async throws -> [[UInt8]] {
        try await facilities.keySafe.nodes(under: .patient(patient, in: tree))
            .map { $0.seed.publicBytes(in: 0..<$0.seed.count) }
    }

    /// What the vault's software would look for now to find a person.
    ///
    /// - Parameter demographicOnly: Whether only by name and date of birth.
    func labTokens(of identity: PatientIdentity, demographicOnly: Bool) async throws -> [[UInt8]] {
        let index = try await facilities.keySafe.indexKeys().current
        return identity.searchTerms.filter { !demographicOnly || $0.kind == .demographic }
            .map { $0.token(key: index.key.bytes) }
    }

    /// What it would look for to find a document by the id that its sender knows it by.
    func labToken(ofSource source: String) async throws -> [UInt8] {
        SourceID(source).token(key: try await facilities.keySafe.indexKeys().current.key.bytes)
    }

    /// A wrap key of any place for any version, as far as the key safe still has it.
    func labWrapKey(at slot: Slot, tree: TreeNumber, for row: VersionRow) async throws -> SharedSecret {
        SharedSecret(
            try await keys.wrapKey(for: slot, tree: tree, binding: binding(row.record, row.version))
        )
    }

    /// What keys of this controller are bound to.
    var labIdentity: SafeIdentity { SafeIdentity(vault: vault, controller: controller.id) }

    /// The token of an identifier that a worse product would keep beside each record: under a key that everybody has who
    /// has the database.
    func labMistakenToken(of identifier: String) -> [UInt8] {
        HMACSHA256.authenticate(Array(identifier.utf8), key: SecretBytes(copying: vault.bytes)).bytes
    }

    /// Whether the key of a place can be derived in a tree, with the key files.
    func labDerives(_ slot: Slot, in tree: TreeNumber) async throws -> Bool {
        let keys = try await keys.keys(of: slot.patient, in: tree)
        do throws(KeyringError) {
            _ = try keys.leaf(of: slot)
            return true
        } catch {
            guard error.code == .punctured else { throw error }
            return false
        }
    }
}
