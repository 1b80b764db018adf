internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Moves what patients' keys open from one tree to another: unwraps and wraps again, opens and seals again, and leaves
/// the old leaf keys to whoever has the new ones, in the key file.
struct KeyMover: Sendable {
    /// The keys of one patient in both trees.
    struct Pair: Sendable {
        let old: PatientKeys
        let new: PatientKeys
    }

    let vault: VaultID
    let controller: ControllerID
    let pairs: [PatientNumber: Pair]

    /// Seals everything of a patient under the same slots of the new tree.
    ///
    /// - Throws: `KeyringError` with code `evicted` or `punctured`; `CryptoError`, ``VaultError/Code/damaged`` for what does
    ///   not open; ``KeysRenewed`` when the patient is in another tree than was thought.
    func move(_ seals: PatientSeals) throws -> (seals: PatientSeals, leaves: KeyFileLeaves) {
        guard let pair = pairs[seals.patient.number], pair.old.tree == seals.patient.tree else {
            throw KeysRenewed()
        }
        var leaves = KeyFileLeaves(of: seals.patient.number, from: pair.old.tree, to: pair.new.tree)
        var (keys, cells) = ([PatientSeals.WrappedKey](), [SealedCell]())
        keys.reserveCapacity(seals.keys.count)
        cells.reserveCapacity(seals.cells.count)
        // Everything of one slot in a row, so that its leaf is derived once.
        let sortedKeys = seals.keys.sorted { $0.slot < $1.slot }
        let sortedCells = seals.cells.sorted { $0.slot < $1.slot }
        var (nextKey, nextCell) = (sortedKeys[...], sortedCells[...])
        while let slot = [nextKey.first?.slot, nextCell.first?.slot].compactMap(\.self).min() {
            let older = try pair.old.leaf(of: slot)
            let newer = try pair.new.leaf(of: slot)
            leaves.add(older, under: newer, vault: vault, controller: controller)
            while let key = nextKey.first, key.slot == slot {
                keys.append(try rewrapped(key, older, newer))
                nextKey.removeFirst()
            }
            while let cell = nextCell.first, cell.slot == slot {
                cells.append(try resealed(cell, of: seals.patient, older, newer))
                nextCell.removeFirst()
            }
        }
        for slot in seals.otherSlots where !leaves.contains(slot.serial) {
            do throws(KeyringError) {
                let older = try pair.old.leaf(of: slot)
                leaves.add(older, under: try pair.new.leaf(of: slot), vault: vault, controller: controller)
            } catch {
                // What it was for is erased.
                guard error.code == .punctured else { throw error }
            }
        }
        let moved = PatientSeals(patient: seals.patient, keys: keys, cells: cells, otherSlots: [])
        return (moved, leaves)
    }

    private func rewrapped(
        _ key: PatientSeals.WrappedKey,
        _ older: borrowing LeafKey,
        _ newer: borrowing LeafKey
    ) throws -> PatientSeals.WrappedKey {
        let binding = KeyBinding.wrap(
            vault: vault,
            controller: controller,
            record: key.record,
            version: key.version
        )
        let secrets = try WrappedRecordKey(bytes: key.wrapped).unwrap(under: older.key(for: binding))
        return PatientSeals.WrappedKey(
            slot: key.slot,
            record: key.record,
            version: key.version,
            wrapped: WrappedRecordKey(wrapping: secrets, under: newer.key(for: binding)).bytes
        )
    }

    private func resealed(
        _ cell: SealedCell,
        of patient: PatientRow,
        _ older: borrowing LeafKey,
        _ newer: borrowing LeafKey
    ) throws -> SealedCell {
        let (use, context) = Self.purpose(of: cell.place, patient)
        let binding = KeyBinding.use(vault: vault, controller: controller, use: use)
        let content = try SealedRow.open(cell.sealed, key: older.key(for: binding), context: context)
        return SealedCell(
            cell.place,
            slot: cell.slot,
            sealed: SealedRow.seal(content, key: newer.key(for: binding), context: context)
        )
    }

    /// What the key of a sealed row is derived for, and what the row is bound to.
    private static func purpose(
        of place: SealedCell.Place,
        _ patient: PatientRow
    ) -> (use: String, context: [UInt8]) {
        switch place {
        case .search: (ControllerVault.searchUse, patient.id.bytes)
        case .episode(let number, let revision):
            (
                ControllerVault.episodeUse,
                ControllerVault.context(of: patient.id, number, revision: revision)
            )
        case .event(let id): (ControllerVault.eventUse, id.bytes)
        case .decision(let id): (ControllerVault.decisionsUse, id.bytes)
        case .staff(let row): (ControllerVault.staffUse, row.context)
        case .shredOrder(let id): (ControllerVault.shredUse, ShredSealer.orderContext(of: id))
        case .shredFile(let id): (ControllerVault.shredUse, ShredSealer.fileContext(of: id))
        }
    }
}
