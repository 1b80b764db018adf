import Foundation
import VaultCrypto

/// A file system of its own in an image file, mounted through a loop device; needs root.
final class LoopDevice: Sendable {
    let image: String
    let mountPoint: String

    init(features: [String] = [], options: String = "loop") throws {
        let base = NSTemporaryDirectory() + "lethe-loop-\(UUID().uuidString)"
        image = base + ".img"
        mountPoint = base
        try FileManager.default.createDirectory(atPath: mountPoint, withIntermediateDirectories: false)
        try Self.run(["truncate", "-s", "24M", image])
        try Self.run(["mkfs.ext4", "-q", "-F"] + features + [image])
        try Self.run(["mount", "-o", options, image, mountPoint])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: mountPoint)
    }

    /// Whether a file system can be made and mounted here.
    static let isPossible: Bool = {
        guard FileSystem.currentUser == 0, let device = try? LoopDevice() else { return false }
        return (try? device.unmount()) != nil
    }()

    /// Brings everything to the device.
    func unmount() throws { try Self.run(["umount", mountPoint]) }

    /// Everything the device holds, used or not.
    func bytes() throws -> Data { try Data(contentsOf: URL(filePath: image)) }

    private static func run(_ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = arguments
        process.environment = ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"]
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableNotLoadable) }
    }

    deinit {
        try? Self.run(["umount", "-q", mountPoint])
        try? FileManager.default.removeItem(atPath: mountPoint)
        try? FileManager.default.removeItem(atPath: image)
    }
}
