/// Opens sealed pages wherever they are kept.
///
/// Recently used pages of nodes and links stay opened in locked memory, within a bound.
final class PageStore {
    private let box: PageBox
    private let sources: [(PageLocation) -> [UInt8]?]
    private let capacity: Int
    private var opened: [PageLocation: (page: Page, used: Int)] = [:]
    private var entries = 0
    private var clock = 0

    /// Makes a store.
    ///
    /// - Parameters:
    ///   - capacity: how many entries, of 32 secret bytes each, may stay opened; 0 keeps nothing.
    ///   - sources: each gives what one place holds at a location, or `nil`; asked in order until one is intact.
    init(identity: SafeIdentity, capacity: Int, sources: [(PageLocation) -> [UInt8]?]) {
        box = PageBox(identity: identity)
        self.capacity = capacity
        self.sources = sources
    }

    /// Returns the page a link refers to.
    ///
    /// - Throws: `KeyringError` with code `damaged` when no place holds it intact.
    func page(_ link: PageLink) throws -> Page {
        clock += 1
        if let page = opened[link.location]?.page {
            opened[link.location]?.used = clock
            return page
        }
        for source in sources {
            guard let sealed = source(link.location), let page = try? box.open(sealed, link: link) else {
                continue
            }
            keep(page, at: link.location)
            return page
        }
        throw PageBox.damaged
    }

    /// Forgets opened pages, so that their secrets are wiped.
    func forget(_ locations: some Sequence<PageLocation>) {
        for location in locations {
            if let page = opened.removeValue(forKey: location)?.page { entries -= page.count }
        }
    }

    /// Keeps an opened page within the bound.
    func keep(_ page: Page, at location: PageLocation) {
        guard page.count <= capacity else { return }
        opened[location] = (page, clock)
        entries += page.count
        while entries > capacity, let oldest = opened.min(by: { $0.value.used < $1.value.used }) {
            forget(CollectionOfOne(oldest.key))
        }
    }
}
