internal import VaultCrypto

/// The `top-key` file: two sectors, of which one holds the valid state and the other random bytes.
///
/// After it was made it is only ever overwritten in place: creating, renaming, cutting or removing files leaves their
/// old bytes on the device.
extension Place {
    static let topKeyFileSize = 2 * TopKeySector.size

    /// Reads both sectors; `nil` for one that holds no whole state.
    ///
    /// - Throws: `KeyringError` with code `foreign` when a state belongs to another keyring, `damaged` when the file
    ///   has another size; `FileError`.
    func readSectors() throws -> [TopKeySector?] {
        let file = try DurableFile.open(topKeyPath, mode: .readOnly)
        guard try file.size() == Self.topKeyFileSize else {
            throw KeyringError.damaged("the file top-key has another size than it was made with")
        }
        var sectors: [TopKeySector?] = []
        for index in 0..<2 {
            let sector = try TopKeySector.read(file, at: index * TopKeySector.size, token: token)
            if let sector, sector.identity != identity { throw KeyringError.foreign }
            sectors.append(sector)
        }
        return sectors
    }

    /// Makes what a change is to write into the sectors.
    func contents(of sector: TopKeySector) throws -> SectorContents {
        SectorContents(
            state: token == nil ? SharedSecret(try sector.encoded()) : nil,
            noise: RandomBytes.make(TopKeySector.size)
        )
    }

    /// Writes a state into one sector and waits for the device.
    ///
    /// - Parameter ready: The content of the sector, if it was made before.
    func writeSector(_ sector: TopKeySector, at index: Int, ready: SharedSecret? = nil) throws {
        let file = try DurableFile.open(topKeyPath, mode: .readWrite)
        let content =
            if let ready, token == nil { ready } else {
                try token == nil
                    ? SharedSecret(sector.encoded())
                    : perform(.makeKey) { SharedSecret(try sector.encoded(token: token)) }
            }
        try write(secret: content.bytes, to: file, at: index * TopKeySector.size)
        try syncContent(file)
    }

    /// Destroys what one sector holds.
    ///
    /// With a token, its keys of all states but the one in the other sector go first, those of attempts that were given
    /// up among them. Then the sector is overwritten with random bytes, which are read back from the device.
    ///
    /// - Parameter noise: The random bytes, 4096 of them that were never used, if they were made before.
    /// - Throws: `KeyringError` with code `damaged` when the device returns other bytes.
    func destroySector(at index: Int, with noise: [UInt8]? = nil) throws {
        if let token {
            guard let kept = try readSectors()[1 - index] else {
                throw KeyringError.damaged("a place whose keys are in a token does not hold what it should")
            }
            try perform(.destroyKey) { try token.destroyAll(except: kept.state.id) }
        }
        let file = try DurableFile.open(topKeyPath, mode: .readWrite)
        let noise = noise ?? RandomBytes.make(TopKeySector.size)
        let offset = index * TopKeySector.size
        try write(noise, to: file, at: offset)
        try syncContent(file)
        let found = try perform(.readBack) { try file.readBackUncached(count: noise.count, at: offset) }
        guard found == noise else {
            throw KeyringError.damaged("the device did not keep what was written over the old key")
        }
    }

    /// Makes the file, full of random bytes, or fills it with them when it is there.
    ///
    /// - Parameter isDestroying: whether keys were in it, so that the device is asked for what it kept.
    /// - Throws: `KeyringError` with code `damaged` when the device returns other bytes.
    func prepareTopKeyFile(isDestroying: Bool = false) throws {
        if let token { try perform(.destroyKey) { try token.destroyAll(except: nil) } }
        let noise = RandomBytes.make(Self.topKeyFileSize)
        if try FileSystem.exists(topKeyPath) {
            let file = try DurableFile.open(topKeyPath, mode: .readWrite)
            try write(noise, to: file, at: 0)
            try sync(file)
            guard isDestroying else { return }
            let found = try perform(.readBack) { try file.readBackUncached(count: noise.count, at: 0) }
            guard found == noise else {
                throw KeyringError.damaged("the device did not keep what was written over the keys")
            }
        } else {
            let file = try makeFile(topKeyPath)
            try write(noise, to: file, at: 0)
            try sync(file)
        }
        try perform(.syncDirectory) { try FileSystem.syncDirectory(folder) }
    }
}
