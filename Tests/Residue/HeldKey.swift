import VaultCrypto
import VaultModel

@testable import Keyring

/// The key of one place in a tree, as somebody has it who can still derive it.
final class HeldKey: Sendable {
    /// What it is called in a report.
    let name: String
    private let leaf: LeafKey

    private init(_ name: String, _ leaf: consuming LeafKey) {
        self.name = name
        self.leaf = leaf
    }

    /// The key of a place; `nil` where nothing is left to derive it from.
    static func derived(by keys: PatientKeys, at slot: Slot) -> HeldKey? {
        do throws(KeyringError) {
            let name = "place \(slot.packed) of tree \(keys.tree.rawValue)"
            return HeldKey(name, try keys.leaf(of: slot))
        } catch {
            return nil
        }
    }

    /// What follows from it.
    func key(for binding: KeyBinding) -> SharedSecret { SharedSecret(leaf.key(for: binding)) }

    /// What follows from an older key that was left sealed under this one; `nil` where it is none.
    func older(
        _ sealed: [UInt8],
        at prefix: Prefix,
        for binding: KeyBinding,
        _ identity: SafeIdentity
    ) -> SharedSecret? {
        do throws(KeyringError) {
            let older = try leaf.open(sealed, of: prefix, for: identity)
            return SharedSecret(older.key(for: binding))
        } catch {
            return nil
        }
    }
}
