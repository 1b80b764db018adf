internal import VaultCrypto

/// Making a place: the top key comes last, and a marker says until then that nothing here counts yet.
extension Place {
    private var markerPath: String { path("incomplete") }

    /// Whether an interrupted creation left the folder.
    ///
    /// - Throws: `KeyringError` with code `exists` when the folder holds a key safe.
    func checkVacant() throws {
        guard try FileSystem.exists(folder) else { return }
        let isEmpty = try FileSystem.list(folder).allSatisfy { ["lock", "readers"].contains($0) }
        guard try isEmpty || FileSystem.exists(markerPath) else {
            throw KeyringError(
                .exists,
                "\(folder) is there already: a key safe is never made over another; name an empty directory"
            )
        }
    }

    /// Makes the folder.
    func createFolder() throws {
        try perform(.makeDirectory) { try FileSystem.createDirectory(folder, permissions: 0o700) }
    }

    /// Marks a folder as one that does not count yet, and removes what an interrupted attempt left.
    func beginCreation() throws {
        if try !FileSystem.exists(markerPath) {
            try perform(.makeFile) { try FileSystem.writeNew(markerPath, []) }
        }
        for name in try FileSystem.list(folder)
        where !["incomplete", "lock", "readers", "top-key", "pages"].contains(name) {
            try perform(.remove) { try FileSystem.remove(path(name)) }
        }
        try perform(.makeDirectory) { try FileSystem.createDirectory(pagesFolder, permissions: 0o700) }
    }

    /// Makes everything in the folder, with a top-key file that holds no state yet.
    func create(_ creation: PlaceCreation) throws {
        try beginCreation()
        try writePages(creation.pages, epoch: creation.top.state.epoch)
        try makeLog(.punctures, records: creation.firstRecord)
        try makeLog(.journal, records: [])
        try writeMarks(creation.marks)
        try writeCustody(creation.custody)
        try writeLimits(creation.limits)
        try prepareTopKeyFile()
    }

    /// Removes the marker, once every place is complete.
    func endCreation() throws {
        guard try FileSystem.exists(markerPath) else { return }
        try perform(.remove) { try FileSystem.remove(markerPath) }
        try perform(.syncDirectory) { try FileSystem.syncDirectory(folder) }
    }
}

/// What a new place is filled with.
struct PlaceCreation: Sendable {
    let top: TopKeyState
    let pages: [[UInt8]]
    let firstRecord: [UInt8]
    let marks: Marks
    let custody: Custody
    let limits: SafeLimits
}
