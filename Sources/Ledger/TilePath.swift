/// The address of one tile inside a ledger's directory (C2SP tlog-tiles).
struct TilePath: Hashable, Sendable {
    /// What a tile holds.
    enum Content: Hashable, Sendable {
        /// The entries themselves, in bundles.
        case entries
        /// Hashes of complete subtrees of 256^level entries.
        case hashes(level: Int)
    }

    /// How many entries or hashes a full tile has.
    static let fullWidth = 256

    /// What the tile holds.
    let content: Content
    /// The place of the tile in its row, counted from 0.
    let index: UInt64
    /// How many entries or hashes the tile has, 1 to 256.
    let width: Int

    /// Makes the address of the tile that a tree of `size` entries has at `index`, or `nil` when it has none there.
    init?(_ content: Content, index: UInt64, inTreeOf size: UInt64) {
        let row = Self.rowLength(of: content, inTreeOf: size)
        let start = index * UInt64(Self.fullWidth)
        guard start < row else { return nil }
        self.init(content, index: index, width: Int(min(row - start, UInt64(Self.fullWidth))))
    }

    /// Makes an address.
    init(_ content: Content, index: UInt64, width: Int) {
        self.content = content
        self.index = index
        self.width = width
    }

    /// How many entries or hashes a tree of `size` entries has in the row of this content.
    static func rowLength(of content: Content, inTreeOf size: UInt64) -> UInt64 {
        switch content {
        case .entries: size
        case .hashes(let level): level < 8 ? size >> UInt64(8 * level) : 0
        }
    }

    /// The same tile when it is full.
    var full: Self {
        Self(content, index: index, width: Self.fullWidth)
    }

    /// Whether the tile has all 256 entries or hashes.
    var isFull: Bool {
        width == Self.fullWidth
    }

    /// The path below the ledger's directory: `tile/0/x001/x234/067` or `tile/0/x001/x234/067.p/17`.
    var path: String {
        components.joined(separator: "/")
    }

    /// The directory that holds the partial forms of this tile.
    var partialsDirectory: String {
        full.path + ".p"
    }

    private var components: [String] {
        var parts = ["tile"]
        switch content {
        case .entries: parts.append("entries")
        case .hashes(let level): parts.append(String(level))
        }
        parts += Self.groups(of: index)
        if !isFull {
            parts[parts.count - 1] += ".p"
            parts.append(String(width))
        }
        return parts
    }

    /// Decimal digits in groups of three, all but the last marked with `x`.
    private static func groups(of index: UInt64) -> [String] {
        var groups: [String] = []
        var rest = index
        repeat {
            let digits = String(rest % 1000)
            let group = String(repeating: "0", count: 3 - digits.count) + digits
            groups.insert(groups.isEmpty ? group : "x" + group, at: 0)
            rest /= 1000
        } while rest > 0
        return groups
    }
}
