/// The kind of file system under a path, and whether overwriting a file there overwrites the device.
public struct FileSystemKind: Hashable, Sendable {
    /// Whether old bytes are gone once new ones were written over them.
    public enum Overwriting: Hashable, Sendable {
        /// New bytes go to the same place of the device.
        case inPlace
        /// They may go elsewhere, and the old ones stay; the reason is a sentence part for people.
        case elsewhere(reason: String)
    }

    /// The name the system gives it, such as `ext4`.
    public let name: String
    /// The mount options in force.
    public let options: [String]
    /// The flags of the file or directory itself, as `lsattr` shows them; 0 where there are none.
    public let attributes: UInt32

    /// Whether overwriting works; what is not known to work does not.
    public var overwriting: Overwriting {
        if options.contains("data=journal") {
            return .elsewhere(reason: "`data=journal` also writes file contents to the journal")
        }
        if attributes & Self.journalDataFlag != 0 {
            return .elsewhere(reason: "the attribute `j` also writes file contents to the journal")
        }
        if attributes & Self.inlineDataFlag != 0 {
            return .elsewhere(reason: "`inline_data` keeps small files in metadata, which the journal copies")
        }
        if attributes & Self.compressionFlag != 0 {
            return .elsewhere(reason: "compressed files are written to new places")
        }
        switch name {
        case "ext2", "ext3", "ext4", "xfs", "jfs", "vfat", "exfat", "msdos": return .inPlace
        case "tmpfs", "ramfs":
            return .elsewhere(reason: "`\(name)` does not outlive the machine's next start")
        case "btrfs", "zfs", "bcachefs", "nilfs2", "f2fs":
            return .elsewhere(reason: "`\(name)` writes changed blocks to new places and keeps the old ones")
        case "overlay":
            return .elsewhere(reason: "`overlay` may copy a file to another layer when it is first written")
        case "nfs", "nfs4", "cifs", "smb3", "9p", "fuse", "virtiofs", "ceph":
            return .elsewhere(
                reason: "`\(name)` leaves to another machine or program what becomes of old bytes"
            )
        default: return .elsewhere(reason: "it is not known how `\(name)` overwrites")
        }
    }

    /// Whether overwriting works; what is not known to work does not.
    public var canOverwriteInPlace: Bool { overwriting == .inPlace }

    private static let compressionFlag: UInt32 = 0x4
    private static let journalDataFlag: UInt32 = 0x4000
    private static let inlineDataFlag: UInt32 = 0x1000_0000
}
