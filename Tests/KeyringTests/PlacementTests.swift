import Foundation
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// Where a key safe may lie.
@Suite struct PlacementTests {
    private func create(_ fixture: TemporaryPlaces, _ places: [String], weak: Bool = true) async throws {
        let safe = try await FileKeySafe.create(
            places: places,
            vault: fixture.vault,
            controller: fixture.controller,
            dataDirectory: fixture.data,
            weak: weak,
            incarnation: fixture.incarnation
        )
        await safe.close()
    }

    @Test func neverInTheDataDirectory() async throws {
        let fixture = try TemporaryPlaces()
        let link = fixture.root + "/link"
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: fixture.data)
        for place in [fixture.data, fixture.data + "/keys", link + "/keys", fixture.root + "/x/../data/keys"]
        {
            await #expect(throws: (any Error).self) { try await create(fixture, [fixture.places[0], place]) }
        }
        await #expect(throws: KeyringError(.placement, "")) {
            try await create(fixture, [fixture.data + "/keys"])
        }
        // A name that only begins alike is another directory.
        try await create(fixture, [fixture.data + "-keys"])
    }

    @Test func eachPlaceOnlyOnceAndNeverOverAnother() async throws {
        let fixture = try TemporaryPlaces()
        let place = fixture.places[0]
        await #expect(throws: KeyringError(.placement, "")) { try await create(fixture, []) }
        await #expect(throws: KeyringError(.placement, "")) {
            try await create(fixture, [place, place + "/."])
        }
        try await create(fixture, [place])
        await #expect(throws: KeyringError(.exists, "")) { try await create(fixture, [place]) }
        await #expect(throws: KeyringError(.exists, "")) { try await create(fixture, fixture.places) }
    }

    @Test(arguments: ["", "/CONTROLLER", "/CONTROLLER/top-key", "/CONTROLLER/pages", "/CONTROLLER/punctures"])
    func loosePermissionsAreRefused(name: String) async throws {
        let fixture = try TemporaryPlaces(1)
        await (try fixture.create()).close()
        let path = fixture.places[0] + name.replacing("CONTROLLER", with: fixture.controller.description)
        let tight = try FileSystem.permissions(of: path)
        #expect(tight & 0o077 == 0)
        try FileSystem.setPermissions(tight | 0o040, of: path)
        await #expect(throws: KeyringError(.placement, "")) { try await fixture.open() }
        try FileSystem.setPermissions(tight, of: path)
        await (try fixture.open()).close()
    }

    @Test(.enabled(if: FileSystem.currentUser == 0, "giving a file to another user needs root"))
    func filesOfAnotherUserAreRefused() async throws {
        let fixture = try TemporaryPlaces(1)
        await (try fixture.create()).close()
        let path = fixture.folder(0) + "/top-key"
        try FileManager.default.setAttributes([.ownerAccountID: 12345], ofItemAtPath: path)
        await #expect(throws: KeyringError(.placement, "")) { try await fixture.open() }
    }

    /// A memory file system stands for all that do not overwrite in place.
    private static var hasMemoryFileSystem: Bool {
        (try? FileSystem.kind(of: "/dev/shm").name) == "tmpfs"
            && (try? FileSystem.freeSpace(at: "/dev/shm")) ?? 0 > 0
    }

    @Test(.enabled(if: hasMemoryFileSystem, "needs /dev/shm as a file system that cannot overwrite in place"))
    func storageThatKeepsOverwrittenDataMustBeAccepted() async throws {
        let fixture = try TemporaryPlaces()
        let place = "/dev/shm/lethe-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: place) }
        await #expect(throws: KeyringError(.placement, "")) {
            try await create(fixture, [place], weak: false)
        }
        try await create(fixture, [place, fixture.places[0]], weak: true)
        let safe = try await FileKeySafe.open(
            places: [place, fixture.places[0]],
            vault: fixture.vault,
            controller: fixture.controller,
            dataDirectory: fixture.data,
            incarnation: fixture.incarnation
        )
        let status = try await safe.status()
        #expect(status.level.storage == .mayKeep)
        #expect(status.warnings.contains(.weakFileSystem(place: place, kind: "tmpfs")))
        #expect(try await safe.puncture(fixture.request([.patient(1)])).state == .destroyed)
        await safe.close()
    }

    @Test func statusSaysWhatThePlacesCannotPromise() async throws {
        let one = try TemporaryPlaces(1)
        let single = try await one.create()
        let overwrites = try FileSystem.kind(of: one.places[0]).canOverwriteInPlace
        #expect(try await single.status().warnings.contains(.onePlace))
        #expect(
            try await single.status().level.sentence
                == (overwrites
                    ? "key file in one place, overwritten in place"
                    : "key files on storage that may keep overwritten data")
        )
        await single.close()

        let two = try TemporaryPlaces(2)
        let safe = try await two.create()
        #expect(
            try await safe.status().level.sentence
                == (overwrites
                    ? "key files in several places, overwritten in place"
                    : "key files on storage that may keep overwritten data")
        )
        #expect(try await safe.status().warnings.contains(.sameDevice(two.places[0], two.places[1])))
        #expect(try await safe.status().warnings.contains(.noDeclaration))
        let declaration = CustodyDeclaration(
            by: "Dr. Inés Müller",
            statement: "Both disks stay in the safe room; \"no\" copies.",
            at: Timestamp(secondsSinceEpoch: 1_700_000_000)
        )
        await #expect(throws: KeyringError(.request, "")) {
            try await safe.declare(CustodyDeclaration(by: "", statement: "x", at: declaration.at))
        }
        try await safe.declare(declaration)
        await safe.close()
        let again = try await two.open()
        #expect(try await again.status().declaration == declaration)
        #expect(try await !again.status().warnings.contains(.noDeclaration))
        #expect(try await again.status().warnings.allSatisfy { !$0.sentence.isEmpty })
        await again.close()
    }
}
