internal import VaultCrypto
internal import VaultModel

/// The page file of one epoch while it is composed: a header, pages of nodes, pages of links from the lowest level
/// up, the root page.
///
/// Pages that live longest come first, so that a file can be cut as those behind them die.
struct PageFile {
    private static let magic = Array("LETHEPGS".utf8)
    /// The number of bytes of the header: magic (8), format (1), zeros (7), vault, controller (16 each), epoch (8),
    /// zeros (8).
    static let headerSize = 64
    private static let pieceSize = 1 << 18
    /// How many entries of pages stay opened while a file is composed.
    private static let openedEntries = 8 * Page.capacity

    let state: StateName
    private let box: PageBox
    /// The bytes, in pieces, so that a large file is never moved in memory while it grows.
    private(set) var pieces: [[UInt8]]
    private var size: Int
    /// The links to the pages written so far.
    private(set) var written: [PageLink] = []
    /// The first of these pages as they were before they were sealed, since one change is often followed by another
    /// there.
    private(set) var opened: [OpenedPage] = []
    private var openedEntries = 0

    /// A page and where it lies.
    struct OpenedPage: Sendable {
        let location: PageLocation
        let page: Page
    }

    /// Begins the file of a state.
    init(identity: SafeIdentity, state: StateName) {
        self.state = state
        box = PageBox(identity: identity)
        var header = Self.magic + [1, 0, 0, 0, 0, 0, 0, 0] + identity.bytes
        header.append(bigEndian: state.epoch.rawValue)
        header += [UInt8](repeating: 0, count: Self.headerSize - header.count)
        pieces = [header]
        size = Self.headerSize
    }

    /// Seals a page behind the others under a fresh key and returns the link to it.
    ///
    /// - Precondition: the page is not empty.
    mutating func append(_ page: Page, first: Prefix) -> PageLink {
        let key = SharedSecret(SecretBytes(random: PageCodec.secretSize))
        let sealed = box.seal(page, key: key.bytes, epoch: state.epoch, offset: UInt64(size))
        let location = add(sealed)
        let link = PageLink(first: first, location: location, key: key)
        written.append(link)
        if openedEntries + page.count <= Self.openedEntries {
            openedEntries += page.count
            opened.append(OpenedPage(location: location, page: page))
        }
        return link
    }

    /// Seals the root page behind everything and returns where it lies.
    mutating func append(root: RootPage, topKey: borrowing SecretBytes) -> PageLocation {
        add(root.sealed(under: topKey, identity: box.identity, state: state))
    }

    private mutating func add(_ sealed: [UInt8]) -> PageLocation {
        let location = PageLocation(epoch: state.epoch, offset: UInt64(size), length: UInt32(sealed.count))
        size += sealed.count
        let last = pieces.count - 1
        if pieces[last].count + sealed.count <= Self.pieceSize {
            pieces[last] += sealed
        } else {
            pieces.append(sealed)
        }
        return location
    }
}
