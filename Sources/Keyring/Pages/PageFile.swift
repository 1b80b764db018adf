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

    let state: StateName
    private let box: PageBox
    private(set) var bytes: [UInt8]
    /// Every page written so far with the level it is of.
    private(set) var written: [(link: PageLink, level: UInt8)] = []

    /// Begins the file of a state.
    init(identity: SafeIdentity, state: StateName) {
        self.state = state
        box = PageBox(identity: identity)
        bytes = Self.magic + [1, 0, 0, 0, 0, 0, 0, 0] + identity.bytes
        bytes.append(bigEndian: state.epoch.rawValue)
        bytes += [UInt8](repeating: 0, count: Self.headerSize - bytes.count)
    }

    /// Seals a page behind the others under a fresh key and returns the link to it.
    ///
    /// - Precondition: the page is not empty.
    mutating func append(_ page: Page, first: Prefix) -> PageLink {
        let key = SharedSecret(SecretBytes(random: PageCodec.secretSize))
        let offset = UInt64(bytes.count)
        let sealed = box.seal(page, key: key.bytes, epoch: state.epoch, offset: offset)
        bytes += sealed
        let location = PageLocation(epoch: state.epoch, offset: offset, length: UInt32(sealed.count))
        let link = PageLink(first: first, location: location, key: key)
        written.append((link, page.level))
        return link
    }

    /// Seals the root page behind everything and returns where it lies.
    mutating func append(root: RootPage, topKey: borrowing SecretBytes) -> PageLocation {
        let sealed = root.sealed(under: topKey, identity: box.identity, state: state)
        let offset = UInt64(bytes.count)
        bytes += sealed
        return PageLocation(epoch: state.epoch, offset: offset, length: UInt32(sealed.count))
    }
}
