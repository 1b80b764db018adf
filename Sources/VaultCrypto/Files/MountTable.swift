/// The mounted file systems as `/proc/self/mountinfo` lists them.
struct MountTable {
    struct Entry: Hashable {
        let mountPoint: String
        let kind: String
        let options: [String]
    }

    let entries: [Entry]

    /// Reads a table; lines that cannot be understood are left out, so that nothing is found there.
    init(parsing text: String) {
        entries = text.split(separator: "\n").compactMap(Self.entry)
    }

    /// The entry that holds a real path: the longest mount point above it, the latest of equals.
    func entry(holding path: String) -> Entry? {
        var best: Entry?
        for entry in entries where Self.contains(entry.mountPoint, path) {
            if entry.mountPoint.utf8.count >= best?.mountPoint.utf8.count ?? 0 { best = entry }
        }
        return best
    }

    private static func contains(_ mountPoint: String, _ path: String) -> Bool {
        mountPoint == "/" || path == mountPoint || path.hasPrefix(mountPoint + "/")
    }

    /// Parses `36 35 98:0 /root /mount options optional... - kind source options`.
    private static func entry(_ line: Substring) -> Entry? {
        let fields = line.split(separator: " ")
        guard let dash = fields.firstIndex(of: "-"), dash >= 6, fields.count >= dash + 3 else { return nil }
        let superOptions = fields.count > dash + 3 ? fields[dash + 3] : ""
        let options = (fields[5].split(separator: ",") + superOptions.split(separator: ",")).map(String.init)
        return Entry(mountPoint: unescape(fields[4]), kind: String(fields[dash + 1]), options: options)
    }

    /// Replaces the octal escapes (`\040` is a blank) that the kernel writes.
    private static func unescape(_ field: Substring) -> String {
        var bytes: [UInt8] = []
        var rest = field.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "\\"), rest.count >= 3,
                let value = UInt8(String(decoding: rest.prefix(3), as: UTF8.self), radix: 8)
            {
                bytes.append(value)
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
