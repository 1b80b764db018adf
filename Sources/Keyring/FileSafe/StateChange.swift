internal import VaultCrypto
internal import VaultModel

/// A change of state, composed in memory and not yet written anywhere.
struct StateChange: Sendable {
    /// How many pages of mostly unused files are moved along with a change of one prefix, and up to how many
    /// prefixes a change is small.
    private static let fewestMoves = 8

    let top: TopKeyState
    /// The content of the new page file.
    let pages: [[UInt8]]
    /// The line of the list of epochs.
    let record: [UInt8]
    /// The pages that the new state does not use.
    private let retired: [PageLocation]
    private let root: RootPage
    private let digest: Digest
    private let entry: PunctureListEntry
    private let written: [PageLink]
    private let opened: [PageFile.OpenedPage]

    /// Composes the change.
    ///
    /// - Throws: `KeyringError` with code `damaged` when a page that is to change cannot be opened.
    init(
        from before: LoadedState,
        identity: SafeIdentity,
        entry: PunctureListEntry,
        edits: [PageEdit],
        quorum: Quorum? = nil,
        _ transform: (RootPage) -> RootPage
    ) throws {
        let state = StateName.fresh(entry.epoch)
        let (edited, composed) = try Self.edit(before, edits, identity: identity, state: state)
        var file = composed
        let root = transform(before.root.with(page: edited.root))
        let topKey = SharedSecret(SecretBytes(random: TopKeySector.secretSize))
        let location = file.append(root: root, topKey: topKey.bytes)
        let record = ChainedLog.record(
            PunctureRecord(state: state, entry: entry).payload,
            after: before.punctures.last
        )
        self.root = root
        self.entry = entry
        self.record = record.bytes
        digest = record.digest
        top = TopKeyState(
            identity: identity,
            state: state,
            root: location,
            topKey: topKey,
            quorum: quorum ?? before.top.quorum
        )
        pages = file.pieces
        retired = edited.retired + [before.top.root]
        written = file.written
        opened = file.opened
    }

    /// Where the new page file ends; what was made longer is cut.
    var pagesEnd: PageFileChange {
        PageFileChange(epoch: top.state.epoch, end: UInt64(pages.reduce(0) { $0 + $1.count }))
    }

    /// Applies edits, and moves pages of files that are mostly unused.
    ///
    /// A change of few prefixes moves what the changes before it left. One of many leaves so much itself that it is
    /// composed once more with the pages to move, when it would end above the bound.
    private static func edit(
        _ before: LoadedState,
        _ edits: [PageEdit],
        identity: SafeIdentity,
        state: StateName
    ) throws -> (PageEditor.Result, PageFile) {
        func composed(_ moves: [Prefix]) throws -> (PageEditor.Result, PageFile) {
            var file = PageFile(identity: identity, state: state)
            let edits = edits + moves.map(PageEdit.rewrite)
            let result = try PageEditor.apply(edits, to: before.root.page, store: before.store, file: &file)
            return (result, file)
        }
        guard edits.count > fewestMoves else {
            return try composed(before.live.pagesToMove(limit: fewestMoves + edits.count / 2))
        }
        let first = try composed([])
        var live = before.live
        for link in first.1.written { live.insert(link.location, first: link.first) }
        _ = live.remove(first.0.retired)
        let moves = live.pagesToMove(limit: .max, except: state.epoch)
        return moves.isEmpty ? first : try composed(moves)
    }

    /// Brings a state in memory up to date, in place since its lists may be long, and returns what is to become of the
    /// page files.
    func apply(to state: inout LoadedState) -> [PageFileChange] {
        state.top = top
        state.root = root
        state.punctures.append(size: record.count, digest: digest)
        state.requests[entry.request] = entry.epoch
        if case .puncture = entry.cause {
            state.punctureCount += 1
            state.recent.add(DayUse(of: entry.prefixes), at: entry.at)
            state.waiting[entry.request] = nil
        }
        state.live.insert(top.root, first: nil)
        for link in written { state.live.insert(link.location, first: link.first) }
        return state.live.remove(retired)
    }

    /// Once the change is made, wipes the pages that it retired and keeps the new ones in their stead.
    func refresh(_ store: PageStore) {
        store.forget(retired)
        for page in opened { store.keep(page.page, at: page.location) }
    }
}

extension Place {
    /// Checks that a sector holds the state it is believed to hold.
    ///
    /// - Throws: `KeyringError` with code `diverged` when something else wrote to this place.
    func checkHolds(_ state: StateName, at index: Int) throws {
        guard try readSectors()[index]?.state == state else { throw KeyringError.diverged }
    }
}
