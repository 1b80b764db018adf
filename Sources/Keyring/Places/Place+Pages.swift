internal import VaultCrypto
internal import VaultModel

/// The page files: ciphertext, one file per epoch that still has pages in use.
extension Place {
    private static let suffix = ".pages"

    /// Writes the page file of a new epoch and waits for the device.
    func writePages(_ pieces: [[UInt8]], epoch: Epoch) throws {
        let file = try makePages(epoch)
        try write(pieces, to: file)
        try sync(file)
        try perform(.syncDirectory) { try FileSystem.syncDirectory(pagesFolder) }
    }

    /// Writes the page file of a new epoch and the line of the list of epochs, then waits for the device.
    ///
    /// Neither counts before a sector names the epoch, so their order is free: both are written before the first wait,
    /// which then takes most of the others with it. In room that was made for them, only their bytes are waited for.
    ///
    /// - Parameter work: What there is to compute in between.
    func writePages<Value>(
        _ pieces: [[UInt8]],
        epoch: Epoch,
        line: [UInt8],
        at end: Int,
        meanwhile work: () throws -> Value
    ) throws -> Value {
        let room = room(for: epoch)
        // What is there afterwards is no room any more, whatever becomes of it.
        setRoom(nil)
        let pages =
            try room == nil ? makePages(epoch) : DurableFile.open(pagesPath(epoch), mode: .readWrite)
        try write(pieces, to: pages)
        pages.beginSync(of: 0..<pieces.reduce(0) { $0 + $1.count })
        let list = try openLog(.punctures, appending: line, at: end, room: room?.listEnd)
        list.beginSync(of: end..<end + line.count)
        let value = try work()
        if room == nil {
            try perform(.syncDirectory) { try FileSystem.syncDirectory(pagesFolder) }
            try sync(pages)
        } else {
            try syncContent(pages)
        }
        try syncContent(list)
        return value
    }

    /// Makes the page file of a new epoch; one that an interrupted attempt left is replaced.
    private func makePages(_ epoch: Epoch) throws -> DurableFile {
        let path = pagesPath(epoch)
        if try FileSystem.exists(path) { try perform(.remove) { try FileSystem.remove(path) } }
        return try makeFile(path)
    }

    private func write(_ pieces: [[UInt8]], to file: borrowing DurableFile) throws {
        var offset = 0
        for piece in pieces {
            try write(piece, to: file, at: offset)
            offset += piece.count
        }
    }

    /// Returns the bytes at a location; `nil` when they cannot be read.
    func readPage(_ location: PageLocation) -> [UInt8]? {
        guard let file = try? DurableFile.open(pagesPath(location.epoch), mode: .readOnly) else { return nil }
        return try? file.read(count: Int(location.length), at: Int(location.offset))
    }

    /// Gives unused parts of page files back to the file system; not waited for, since it can be done again.
    func apply(_ changes: [PageFileChange]) throws {
        for change in changes {
            let path = pagesPath(change.epoch)
            guard try FileSystem.exists(path) else { continue }
            if change.end == 0 {
                try perform(.remove) { try FileSystem.remove(path) }
            } else {
                let file = try DurableFile.open(path, mode: .readWrite)
                if try file.size() > Int(change.end) { try truncate(file, to: Int(change.end)) }
            }
        }
    }

    /// Removes and cuts everything that is not in use.
    ///
    /// - Parameter ends: where each page file in use ends.
    func clearPages(except ends: [Epoch: UInt64]) throws {
        var changes = ends.map { PageFileChange(epoch: $0.key, end: $0.value) }
        for epoch in try pageEpochs() where ends[epoch] == nil {
            changes.append(PageFileChange(epoch: epoch, end: 0))
        }
        try apply(changes)
    }

    /// Removes page files of attempts that were given up here: all behind the newest state the place holds.
    ///
    /// Another place may have gone on from the same epoch with other pages under the same name.
    func dropPages(after epoch: Epoch?) throws {
        for given in try pageEpochs() where epoch.map({ given > $0 }) ?? true {
            try perform(.remove) { try FileSystem.remove(pagesPath(given)) }
        }
    }

    /// Copies the page files in use that are missing here, or shorter than needed, from another place.
    func copyPages(_ ends: [Epoch: UInt64], from other: Place) throws {
        var copied = false
        for (epoch, end) in ends.sorted(by: { $0.key < $1.key }) {
            let path = pagesPath(epoch)
            if try FileSystem.exists(path) {
                if try FileSystem.status(of: path).size >= Int(end) { continue }
                try perform(.remove) { try FileSystem.remove(path) }
            }
            let source = try DurableFile.open(other.pagesPath(epoch), mode: .readOnly)
            let file = try makeFile(path)
            try write(source.read(count: Int(end), at: 0), to: file, at: 0)
            try sync(file)
            copied = true
        }
        if copied { try perform(.syncDirectory) { try FileSystem.syncDirectory(pagesFolder) } }
    }

    /// The epochs that have a page file here.
    func pageEpochs() throws -> [Epoch] {
        try FileSystem.list(pagesFolder).compactMap { name in
            guard name.hasSuffix(Self.suffix), let number = UInt64(name.dropLast(Self.suffix.count)) else {
                return nil
            }
            return Epoch(number)
        }
    }
}
