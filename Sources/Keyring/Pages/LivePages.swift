internal import VaultModel

/// Which parts of which page files are in use, so that the rest can be given back to the file system.
struct LivePages {
    private struct Use {
        /// The pages in use by their offset.
        var pages: [UInt64: (end: UInt64, first: Prefix?)] = [:]
        var live: UInt64 = 0
        /// The end of the last page in use.
        var end: UInt64 = 0
    }

    private var files: [Epoch: Use] = [:]
    /// Bytes of pages in use.
    private(set) var liveBytes: UInt64 = 0
    /// Bytes of all page files, once cut behind the last page in use.
    private(set) var fileBytes: UInt64 = 0

    /// Notes a page in use; the root page has no first prefix.
    mutating func insert(_ location: PageLocation, first: Prefix?) {
        var use = files.removeValue(forKey: location.epoch) ?? Use()
        fileBytes -= use.end
        use.pages[location.offset] = (location.end, first)
        use.live += UInt64(location.length)
        use.end = max(use.end, location.end)
        liveBytes += UInt64(location.length)
        fileBytes += use.end
        files[location.epoch] = use
    }

    /// Notes pages no longer in use and returns what is to become of their files.
    mutating func remove(_ locations: some Sequence<PageLocation>) -> [PageFileChange] {
        var touched: Set<Epoch> = []
        for location in locations {
            guard files[location.epoch]?.pages.removeValue(forKey: location.offset) != nil else { continue }
            files[location.epoch]?.live -= UInt64(location.length)
            liveBytes -= UInt64(location.length)
            touched.insert(location.epoch)
        }
        return touched.sorted().map { epoch in
            let end = files[epoch]?.pages.values.map(\.end).max() ?? 0
            fileBytes -= files[epoch]?.end ?? 0
            fileBytes += end
            files[epoch]?.end = end
            if end == 0 { files[epoch] = nil }
            return PageFileChange(epoch: epoch, end: end)
        }
    }

    /// Where each page file in use ends.
    var ends: [Epoch: UInt64] { files.mapValues(\.end) }

    /// The first prefixes of pages that should be written anew, because files are mostly unused.
    ///
    /// The last pages of the files with the most unused bytes are chosen: once they are gone, the file can be cut. More
    /// than about an eighth of unused bytes is too much.
    ///
    /// - Parameter newest: an epoch whose file is only being composed, so that nothing in it is moved.
    func pagesToMove(limit: Int, except newest: Epoch? = nil) -> [Prefix] {
        let allowed = liveBytes + liveBytes / 8 + (1 << 20)
        guard fileBytes > allowed else { return [] }
        var excess = fileBytes - allowed
        var moved: [Prefix] = []
        let older = files.filter { $0.key != newest }.values
        for file in older.sorted(by: { $0.end - $0.live > $1.end - $1.live }) {
            let pages = file.pages.sorted { $0.key > $1.key }
            for (index, page) in pages.enumerated() {
                guard moved.count < limit, excess > 0 else { return moved }
                guard let first = page.value.first else { break }
                moved.append(first)
                let end = index + 1 < pages.count ? pages[index + 1].value.end : 0
                excess -= min(excess, page.value.end - end)
            }
        }
        return moved
    }
}
