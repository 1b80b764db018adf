internal import VaultCrypto

extension FileKeySafe {
    /// Makes the directories of a key safe to come and checks that it may lie in them.
    ///
    /// - Throws: `KeyringError` with code `placement`; `FileError`.
    public static func checkPlaces(_ places: [String], dataDirectory: String, acceptsWeak: Bool) throws {
        for place in places {
            let parent = try FileSystem.realPath(FileSystem.parentDirectory(of: place))
            let data = try FileSystem.realPath(dataDirectory)
            guard parent != data, !parent.hasPrefix(data + "/") else {
                throw KeyringError(
                    .placement,
                    "the key safe's place \(place) lies in the data directory, whose backups would keep old keys: "
                        + "choose another"
                )
            }
            try FileSystem.createDirectory(place, permissions: 0o700)
            try Placement.checkPosition(place, dataDirectory: dataDirectory)
            try Placement.checkOwner(of: FileSystem.realPath(place))
            if case .elsewhere(let reason) = try FileSystem.kind(of: place).overwriting, !acceptsWeak {
                throw KeyringError(
                    .placement,
                    "the key safe's place \(place) cannot destroy what it overwrites: \(reason); choose a place on "
                        + "ext4 or xfs, or say --weak-key-safe"
                )
            }
        }
    }
}
