package import Foundation

/// A file system of its own in an image file, mounted through a loop device; needs root.
package final class LoopDevice: Sendable {
    /// The file that stands for the disk.
    package let image: String
    /// Where it is mounted.
    package let mountPoint: String

    /// Makes a file system and mounts it.
    ///
    /// - Parameters:
    ///   - directory: Where to mount it; what is there lies on the device afterwards. Otherwise a directory of its own.
    ///   - size: As `truncate` takes it.
    package init(
        over directory: String? = nil,
        size: String = "24M",
        features: [String] = [],
        options: String = "loop"
    ) throws {
        let base = NSTemporaryDirectory() + "lethe-loop-\(UUID().uuidString)"
        image = base + ".img"
        mountPoint = directory ?? base
        let aside = mountPoint + ".aside"
        if directory != nil { try FileManager.default.moveItem(atPath: mountPoint, toPath: aside) }
        try FileManager.default.createDirectory(atPath: mountPoint, withIntermediateDirectories: false)
        try Self.run(["truncate", "-s", size, image])
        try Self.run(["mkfs.ext4", "-q", "-F", "-m", "0"] + features + [image])
        try Self.run(["mount", "-o", options, image, mountPoint])
        try FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: mountPoint)
        guard directory != nil else { return }
        try FileManager.default.removeItem(atPath: mountPoint + "/lost+found")
        try Self.run(["cp", "-a", aside + "/.", mountPoint])
        try FileManager.default.removeItem(atPath: aside)
    }

    /// Whether a file system can be made and mounted here.
    package static let isPossible: Bool = {
        guard geteuid() == 0, let device = try? LoopDevice() else { return false }
        return (try? device.unmount()) != nil
    }()

    /// Brings everything to the device.
    package func unmount() throws { try Self.run(["umount", mountPoint]) }

    /// Everything the device holds, used or not.
    package func bytes() throws -> Data { try Data(contentsOf: URL(filePath: image)) }

    /// How many bytes are free.
    package var free: Int {
        let attributes = try? FileManager.default.attributesOfFileSystem(forPath: mountPoint)
        return (attributes?[.systemFreeSize] as? NSNumber)?.intValue ?? 0
    }

    /// Takes room away until this much is left, as a neighbour on the disk would.
    package func fill(leaving left: Int = 0) throws {
        try Self.run(["fallocate", "-l", "\(max(1, free - left))", filler])
        // What `fallocate` cannot have since it needs room for its own notes.
        var step = 1 << 20
        while step >= 4096 {
            guard free - left > step else {
                step /= 4
                continue
            }
            let next = filler + ".\(UUID().uuidString)"
            guard (try? Self.run(["fallocate", "-l", "\(step)", next])) != nil else {
                step /= 4
                continue
            }
        }
    }

    /// Gives the room back.
    package func clear() throws {
        for name in try FileManager.default.contentsOfDirectory(atPath: mountPoint)
        where name.hasPrefix("filler") {
            try FileManager.default.removeItem(atPath: mountPoint + "/" + name)
        }
    }

    /// Has every write wait, until it is thawed.
    package func freeze() throws { try Self.run(["fsfreeze", "--freeze", mountPoint]) }

    /// Lets writes go on.
    package func thaw() { try? Self.run(["fsfreeze", "--unfreeze", mountPoint]) }

    private var filler: String { mountPoint + "/filler" }

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
        if mountPoint + ".img" == image { try? FileManager.default.removeItem(atPath: mountPoint) }
        try? FileManager.default.removeItem(atPath: image)
    }
}
