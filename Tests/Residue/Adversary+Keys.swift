import VaultModel

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// What can be done with the keys that are left.
extension Adversary {
    /// How many places of keys of a patient are tried behind those that are known.
    private static let moreSerials: UInt32 = 8

    private var erased: [LabVersion] { lab.versions.filter(\.isErased) }
    private var living: [LabVersion] { lab.versions.filter { !$0.isErased } }

    /// Tries every wrapped key of the erased, wherever it was seen, under every key that is left, in every tree.
    func tryWraps(with controller: ControllerVault) async throws {
        var store = ResidueReport.Store("wrapped keys of every state, under every key that is left")
        store.searched.insert(.opens)
        let held = try await heldKeys(with: controller)
        let trees = try await controller.facilities.keySafe.status().trees
        let own = Set(living.map(\.row.wrappedKey))
        var (seen, tried) = (Set<[UInt8]>(), 0)
        for version in erased {
            var candidates: Set<[UInt8]> = [version.row.wrappedKey]
            for mark in version.marks { candidates.formUnion(wraps[mark] ?? []) }
            if let renewed = lab.renewedWraps[version.row.slot.packed] { candidates.insert(renewed) }
            candidates.subtract(own)
            seen.formUnion(candidates)
            let mine: [WrappedRecordKey] = try candidates.map { try WrappedRecordKey(bytes: $0) }
            let binding = controller.binding(version.row.record, version.row.version)
            let older = try sealedKeys(of: version, in: trees, with: controller)
            for key in held {
                var keys = [key.key(for: binding)]
                for (sealed, tree) in older {
                    let prefix = Prefix.slot(version.row.slot, in: tree)
                    tried += 1
                    if let older = key.older(sealed, at: prefix, for: binding, controller.labIdentity) {
                        keys.append(older)
                    }
                }
                for candidate in keys {
                    tried += mine.count
                    guard mine.contains(where: { (try? $0.unwrap(under: candidate.bytes)) != nil }) else {
                        continue
                    }
                    store.hits[.opens, default: []].insert("\(version.name), under \(key.name)")
                }
            }
        }
        // The same way of trying opens what lives.
        let opens = await living.asyncMap { version in
            let row = version.row
            let key = try? await controller.labWrapKey(at: row.slot, tree: row.tree, for: row)
            guard let key else { return false }
            return (try? WrappedRecordKey(bytes: row.wrappedKey).unwrap(under: key.bytes)) != nil
        }
        if !opens.isEmpty, opens.allSatisfy(\.self) { store.controls.insert(.opens) }
        store.size = "\(seen.count) wrapped keys, \(tried) tries"
        report.stores.append(store)
    }

    /// Values from any state and any key file that may be the old key of an erased version, with the tree of the key.
    private func sealedKeys(of version: LabVersion, in trees: [TreeNumber], with controller: ControllerVault)
        throws -> [(sealed: [UInt8], tree: TreeNumber)]
    {
        let slot = version.row.slot
        var found: [(sealed: [UInt8], tree: TreeNumber)] = []
        for tree in trees {
            for mark in version.marks {
                for sealed in sealedKeys[mark] ?? [] { found.append((sealed, tree)) }
            }
            let filed = try controller.facilities.keyFiles.leaves(of: slot.patient, in: tree)
            if let sealed = filed?.leaves.sealed[slot.serial] { found.append((sealed, tree)) }
        }
        return found
    }

    /// Every key that is left at a place that is known: of versions, of patients, of the office, in every tree, with the key
    /// files.
    private func heldKeys(with controller: ControllerVault) async throws -> [HeldKey] {
        var slots = Set(lab.versions.map(\.row.slot))
        slots.formUnion(lab.versions.compactMap { Slot(patient: $0.row.slot.patient, serial: 0) })
        slots.formUnion((0..<64).compactMap { Slot(patient: .office, serial: $0) })
        var held: [HeldKey] = []
        for tree in try await controller.facilities.keySafe.status().trees {
            for slot in slots.sorted() {
                let keys = try await controller.keys.keys(of: slot.patient, in: tree)
                if let key = HeldKey.derived(by: keys, at: slot) { held.append(key) }
            }
        }
        return held
    }

    /// Derives at every place where the erased had a key, in every tree, with the key files.
    func tryPlaces(with controller: ControllerVault) async throws {
        var store = ResidueReport.Store("places of keys of the erased, in every key tree and key file")
        store.searched.insert(.opens)
        var slots = Set(erased.map(\.row.slot))
        for version in erased where lab.people[version.person].isGone {
            let slot = version.row.slot
            for serial in 0...slot.serial + Self.moreSerials {
                if let other = Slot(patient: slot.patient, serial: serial) { slots.insert(other) }
            }
        }
        let trees = try await controller.facilities.keySafe.status().trees
        var isWhole = true
        for tree in trees {
            for slot in slots {
                // What was erased before there was this tree never had a key in it.
                guard tree == trees.first || !lab.goneBeforeRenewal.contains(slot),
                    try await controller.labDerives(slot, in: tree)
                else { continue }
                store.hits[.opens, default: []].insert("place \(slot.packed) of tree \(tree.rawValue)")
            }
            // The living have theirs, in the newest tree and by the key files in every tree before.
            for version in living where version.row.tree == trees.first {
                let derives = try await controller.labDerives(version.row.slot, in: tree)
                isWhole = isWhole && derives
            }
        }
        if isWhole, !living.isEmpty { store.controls.insert(.opens) }
        // Of a tree that was replaced the key safe itself has nothing, of anybody.
        for tree in trees.dropLast() {
            for patient in Set(lab.versions.map(\.row.slot.patient)) {
                let prefix = Prefix.patient(patient, in: tree)
                guard try await !controller.facilities.keySafe.nodes(under: prefix).isEmpty else { continue }
                store.hits[.opens, default: []].insert("tree \(tree.rawValue), which was replaced")
            }
        }
        store.size = "\(slots.count) places, \(trees.count) trees"
        report.stores.append(store)
    }

    /// Opens what the key safe's journal keeps of holds and restrictions.
    func tryJournal(with controller: ControllerVault) async throws {
        var store = ResidueReport.Store("entries of the narrowing journal, under every key that is left")
        store.searched.insert(.opens)
        let gone = Set(erased.map(\.row.slot))
        let people = Set(lab.versions.filter { lab.people[$0.person].isGone }.map(\.row.slot.patient))
        let entries = try await controller.facilities.keySafe.journal(after: 0)
        for entry in entries {
            let isErased = gone.contains(entry.slot) || people.contains(entry.slot.patient)
            var opens = false
            for tree in try await controller.facilities.keySafe.status().trees {
                let keys = try await controller.keys.keys(of: entry.slot.patient, in: tree)
                opens = opens || Self.opens(entry, with: keys, controller)
            }
            guard opens else { continue }
            if isErased {
                store.hits[.opens, default: []].insert("entry \(entry.number)")
            } else {
                store.controls.insert(.opens)
            }
        }
        store.size = "\(entries.count) entries"
        report.stores.append(store)
    }

    private static func opens(_ entry: JournalEntry, with keys: PatientKeys, _ controller: ControllerVault)
        -> Bool
    {
        let binding = controller.binding(use: ControllerVault.journalUse)
        do {
            let key = try keys.key(of: entry.slot, for: binding)
            _ = try SealedRow.open(entry.sealed, key: key, context: entry.id.bytes)
            return true
        } catch {
            return false
        }
    }

    /// Says what was found in the middle of the key renewal.
    func noteMidway() {
        var store = ResidueReport.Store("keys in both trees, in the middle of the key renewal")
        store.searched.insert(.opens)
        store.hits[.opens] = lab.midway.hits
        if lab.midway.living.old > 0, lab.midway.living.new > 0 { store.controls.insert(.opens) }
        store.size = "\(lab.midway.tried) tries"
        report.stores.append(store)
    }
}
