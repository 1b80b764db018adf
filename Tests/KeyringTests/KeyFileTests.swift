import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Key files: an older tree opens with them and the newer tree, as far as the newer one still lives.
@Suite struct KeyFileTests {
    private let use = "search"

    private func binding(_ fixture: TemporaryPlaces) -> KeyBinding {
        .use(vault: fixture.vault, controller: fixture.controller, use: use)
    }

    private func files(_ fixture: TemporaryPlaces) -> KeyFiles {
        KeyFiles(
            directory: fixture.data + "/key-files",
            vault: fixture.vault,
            controller: fixture.controller
        )
    }

    private func key(_ deriver: KeyDeriver, _ slot: Slot, _ tree: TreeNumber, _ fixture: TemporaryPlaces)
        async throws -> SharedSecret
    {
        SharedSecret(try await deriver.wrapKey(for: slot, tree: tree, binding: binding(fixture)))
    }

    /// Moves some slots from one tree to a new one and destroys the old.
    private func renew(
        _ slots: [Slot],
        from tree: TreeNumber,
        in safe: FileKeySafe,
        _ fixture: TemporaryPlaces
    ) async throws -> TreeNumber {
        let deriver = KeyDeriver(safe: safe, keyFiles: files(fixture))
        let successor = try await safe.addTree(.random())
        let writer = try files(fixture).writer(for: .random(), to: successor)
        var all: [KeyFileLeaves] = []
        for (patient, slots) in Dictionary(grouping: slots, by: \.patient) {
            let old = try await deriver.keys(of: patient, in: tree)
            let new = try await deriver.keys(of: patient, in: successor)
            var leaves = KeyFileLeaves(of: patient, from: tree, to: successor)
            for slot in slots {
                leaves.add(
                    try old.leaf(of: slot),
                    under: try new.leaf(of: slot),
                    vault: fixture.vault,
                    controller: fixture.controller
                )
            }
            all.append(leaves)
        }
        // Two records, one of which is written after an interruption.
        try writer.append(Array(all.prefix(1)))
        try writer.append(Array(all.dropFirst()))
        try writer.complete()
        _ = try await safe.puncture(
            PunctureRequest(
                id: .random(),
                incarnation: fixture.incarnation,
                prefixes: [Prefix(tree: tree, path: .root)],
                purpose: .renewal
            )
        )
        return successor
    }

    @Test func anOlderTreeOpensThroughSeveralRenewals() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let slots = [slot(7, 1), slot(7, 2), slot(8, 1), slot(9, 3)]
        let before = KeyDeriver(safe: safe)
        var wanted: [Slot: SharedSecret] = [:]
        for slot in slots { wanted[slot] = try await key(before, slot, .first, fixture) }
        let second = try await renew(slots, from: .first, in: safe, fixture)
        let third = try await renew(slots, from: second, in: safe, fixture)
        #expect(third.rawValue == 3)
        let deriver = KeyDeriver(safe: safe, keyFiles: files(fixture))
        for slot in slots {
            let same = try await key(deriver, slot, .first, fixture).bytes.isEqual(
                to: try #require(wanted[slot]).bytes
            )
            #expect(same)
        }
        // Without the files there is nothing, and what no file has is gone.
        await #expect(throws: KeyringError(.punctured, "")) {
            _ = try await key(KeyDeriver(safe: safe), slots[0], .first, fixture)
        }
        await #expect(throws: KeyringError(.punctured, "")) {
            _ = try await key(deriver, slot(7, 5), .first, fixture)
        }
        // What is destroyed in the newest tree is destroyed in all: in a cache, and in the files.
        _ = try await safe.puncture(
            PunctureRequest(
                id: .random(),
                incarnation: fixture.incarnation,
                prefixes: [.slot(slots[0], in: third), .patient(slots[2].patient, in: third)],
                purpose: .erasure
            )
        )
        deriver.evict(.slot(slots[0], in: third))
        deriver.evict(.patient(slots[2].patient, in: third))
        for gone in [slots[0], slots[2]] {
            for tree in [TreeNumber.first, second, third] {
                await #expect(throws: KeyringError(.punctured, "")) {
                    _ = try await key(deriver, gone, tree, fixture)
                }
            }
        }
        for kept in [slots[1], slots[3]] { _ = try await key(deriver, kept, .first, fixture) }
        #expect(try await !safe.freshlyCovers(Prefix(tree: .first, path: .root)))
        await safe.close()
        // The old tree is not even in what is opened anew.
        let again = try await fixture.open()
        #expect(try await again.nodes(under: .patient(slots[3].patient, in: second)).isEmpty)
        await again.close()
    }

    @Test func aFileIsReadBackAndOtherBytesAreRefusedOrCut() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        _ = try await renew([slot(7, 1), slot(8, 1), slot(9, 1)], from: .first, in: safe, fixture)
        await safe.close()
        let file = try #require(try files(fixture).all().first)
        #expect(file.isComplete && file.trees == [.first] && file.successor.rawValue == 2)
        let bytes = try Data(contentsOf: URL(filePath: file.path))
        // Cut short anywhere it says so, and never reads what is not there.
        for end in stride(from: 64, to: bytes.count, by: 7) {
            try bytes.prefix(end).write(to: URL(filePath: file.path))
            let cut = try #require(try files(fixture).all().first)
            #expect(!cut.isComplete)
        }
        for index in stride(from: 0, to: bytes.count, by: 5) {
            var changed = bytes
            changed[index] ^= 0x10
            try changed.write(to: URL(filePath: file.path))
            // Another file, another controller's, or one that ends where it was changed; never taken for whole.
            let found = (try? files(fixture).all()) ?? []
            #expect(found.allSatisfy { !$0.isComplete || index >= 48 && index < 64 }, "byte \(index)")
        }
        try (bytes + [0]).write(to: URL(filePath: file.path))
        #expect(try files(fixture).all().allSatisfy { !$0.isComplete })
    }

    @Test func anInterruptedFileIsGoneOnWith() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        let deriver = KeyDeriver(safe: safe)
        let successor = try await safe.addTree(.random())
        let renewal = RequestID.random()
        func leaves(_ number: UInt64, _ serial: UInt32) async throws -> KeyFileLeaves {
            let slot = slot(number, serial)
            let old = try await deriver.keys(of: slot.patient, in: .first)
            let new = try await deriver.keys(of: slot.patient, in: successor)
            var leaves = KeyFileLeaves(of: slot.patient, from: .first, to: successor)
            leaves.add(
                try old.leaf(of: slot),
                under: try new.leaf(of: slot),
                vault: fixture.vault,
                controller: fixture.controller
            )
            return leaves
        }
        var writer = try files(fixture).writer(for: renewal, to: successor)
        try writer.append([try await leaves(1, 1)])
        let handle = try #require(FileHandle(forWritingAtPath: writer.path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data([0, 0, 0, 66, 1, 2, 3]))
        writer = try files(fixture).writer(for: renewal, to: successor)
        try writer.append([try await leaves(2, 1)])
        // The same patient again, after a crash: what is said later counts as well.
        try writer.append([try await leaves(1, 2)])
        try writer.complete()
        writer = try files(fixture).writer(for: renewal, to: successor)
        #expect(writer.isComplete)
        let late = try await leaves(3, 1)
        #expect(throws: KeyringError(.request, "")) { try writer.append([late]) }
        let file = try #require(try files(fixture).all().first)
        #expect(file.isComplete && file.renewal == renewal)
        let first = try #require(try file.leaves(of: slot(1, 1).patient, in: .first))
        #expect(first.count == 2 && first.contains(1) && first.contains(2))
        #expect(try file.leaves(of: slot(3, 1).patient, in: .first) == nil)
        // Another renewal's file is not gone on with.
        #expect(throws: KeyringError(.damaged, "")) {
            try FileManager.default.copyItem(
                atPath: file.path,
                toPath: files(fixture).path(of: .random()) + ".keys"
            )
            let other = RequestID.random()
            try FileManager.default.copyItem(atPath: file.path, toPath: files(fixture).path(of: other))
            _ = try files(fixture).writer(for: other, to: successor)
        }
        await safe.close()
    }
}
