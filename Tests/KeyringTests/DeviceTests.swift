import Foundation
import TestSupport
import Testing
import VaultCrypto
import VaultModel

@testable import Keyring

/// What stays on the device itself, below the file system.
@Suite(.enabled(if: LoopDevice.isPossible, "needs root, mkfs.ext4 and loop devices"), .serialized)
struct DeviceTests {
    private func place(_ device: LoopDevice, _ fixture: TemporaryPlaces) -> Place {
        Place(label: device.mountPoint + "/safe", identity: fixture.identity, faults: .none)
    }

    private func safe(_ device: LoopDevice, _ fixture: TemporaryPlaces) -> FileKeySafe {
        FileKeySafe(
            identity: fixture.identity,
            places: [place(device, fixture)],
            dataDirectory: fixture.data,
            incarnation: fixture.incarnation,
            isReadOnly: false,
            clock: .system,
            faults: .none
        )
    }

    private func topKey(_ device: LoopDevice, _ fixture: TemporaryPlaces) throws -> Data {
        let sectors = try place(device, fixture).readSectors().compactMap(\.self)
        let only = try #require(sectors.first)
        #expect(sectors.count == 1)
        return Data(only.secret.bytes.publicBytes(in: 0..<32))
    }

    @Test func noFormerTopKeyIsAnywhereOnTheDevice() async throws {
        let device = try LoopDevice()
        let fixture = try TemporaryPlaces(1)
        let safe = try await safe(device, fixture).created(
            acceptsWeak: false,
            incarnation: fixture.incarnation
        )
        #expect(try await safe.status().level.sentence == "key file in one place, overwritten in place")
        var former: [Data] = []
        for number in 1...20 {
            former.append(try topKey(device, fixture))
            let receipt = try await safe.puncture(fixture.request([.patient(UInt64(number * 7919))]))
            #expect(receipt.state == .destroyed)
        }
        let current = try topKey(device, fixture)
        await safe.close()
        try device.unmount()
        let bytes = try device.bytes()
        #expect(Set(former).count == 20)
        for key in former { #expect(bytes.range(of: key) == nil) }
        // The search finds what is there.
        #expect(bytes.range(of: current) != nil)
    }

    /// The obvious way to write a file safely is the wrong way to forget: this is what the test above would find.
    @Test func createAndRenameWouldLeaveTheFormerKeys() throws {
        let device = try LoopDevice()
        var former: [Data] = []
        for _ in 0..<20 {
            let key = RandomBytes.make(32)
            let sector = key + RandomBytes.make(4096 - 32)
            try FileSystem.replace(device.mountPoint + "/top-key", sector + RandomBytes.make(4096))
            former.append(Data(key))
        }
        former.removeLast()
        try device.unmount()
        let bytes = try device.bytes()
        #expect(former.contains { bytes.range(of: $0) != nil })
    }

    @Test(arguments: [(["-O", "inline_data", "-I", "256"], "loop"), ([], "loop,data=journal")])
    func fileSystemsThatKeepOldBytesAreRefusedUnlessAccepted(features: [String], options: String) async throws
    {
        let device = try LoopDevice(features: features, options: options)
        let fixture = try TemporaryPlaces(1)
        let refused = safe(device, fixture)
        await #expect(throws: KeyringError(.placement, "")) {
            try await refused.created(acceptsWeak: false, incarnation: fixture.incarnation)
        }
        await refused.close()
        let weak = try await safe(device, fixture).created(
            acceptsWeak: true,
            incarnation: fixture.incarnation
        )
        #expect(try await weak.status().level.storage == .mayKeep)
        await weak.close()
    }
}
