/// One file of a rulebook: its path within the folder of policies, and its bytes.
public struct RulebookFile: Hashable, Sendable {
    /// The path, with `/` between folders: `packs/de.yaml`.
    public let path: String
    /// What the file holds.
    public let bytes: [UInt8]

    /// Makes a file.
    public init(path: String, bytes: [UInt8]) {
        self.path = path
        self.bytes = bytes
    }

    /// Whether a path is one that a rulebook may hold: lower-case letters, digits, `-`, `_` and `.`, in folders, and
    /// no way out of them.
    static func accepts(path: String) -> Bool {
        guard !path.isEmpty, path.utf8.count <= 200 else { return false }
        return path.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.first != "."
                && part.utf8.allSatisfy { byte in
                    (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || byte == 0x2d
                        || byte == 0x5f || byte == 0x2e
                }
        }
    }
}
