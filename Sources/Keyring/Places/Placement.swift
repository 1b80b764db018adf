internal import VaultCrypto
internal import VaultModel

/// Where a place of a key safe may lie.
enum Placement {
    /// What a place's storage is like.
    struct Finding: Hashable, Sendable {
        let device: UInt64
        let kind: String
        let overwritesInPlace: Bool
    }

    /// Checks a place and the controller's folder in it.
    ///
    /// - Throws: `KeyringError` with code `placement` when certificates cannot print its name, when it lies in the
    ///   data directory, is not its owner's alone, or its file system may keep what is overwritten and that was not
    ///   accepted; `FileError`.
    static func check(_ place: Place, dataDirectory: String, acceptsWeak: Bool) throws -> Finding {
        try checkName(place.label)
        try checkPosition(place.label, dataDirectory: dataDirectory)
        try checkOwner(of: FileSystem.realPath(place.label))
        if try FileSystem.exists(place.folder) {
            try checkOwner(of: place.folder)
            for name in try FileSystem.list(place.folder) { try checkOwner(of: place.path(name)) }
        }
        // Directory and file may be kept in different ways; the worse one counts.
        var kind = try FileSystem.kind(of: place.label)
        if try kind.canOverwriteInPlace && FileSystem.exists(place.topKeyPath) {
            kind = try FileSystem.kind(of: place.topKeyPath)
        }
        if case .elsewhere(let reason) = kind.overwriting, !acceptsWeak, place.token == nil {
            throw KeyringError(
                .placement,
                "the key safe's place \(place.label) cannot destroy what it overwrites: \(reason); choose a place on "
                    + "ext4 or xfs, or accept a weak key safe when it is made"
            )
        }
        return Finding(
            device: try FileSystem.status(of: FileSystem.realPath(place.label)).device,
            kind: kind.name,
            overwritesInPlace: kind.canOverwriteInPlace
        )
    }

    /// Refuses a place whose name certificates cannot print: after the erasure it would be too late.
    static func checkName(_ label: String) throws {
        guard label.isPrintableLine else {
            throw KeyringError(
                .placement,
                "a place of the key safe has control characters in its name, which certificates print: choose another"
            )
        }
    }

    /// Refuses a place inside the data directory, whose backups would keep old keys.
    static func checkPosition(_ label: String, dataDirectory: String) throws {
        guard let data = try? FileSystem.realPath(dataDirectory) else { return }
        let place = try FileSystem.realPath(label)
        guard place == data || place.hasPrefix(data == "/" ? data : data + "/") else { return }
        throw KeyringError(
            .placement,
            "the key safe's place \(label) lies in the data directory, whose backups would keep old keys: choose another"
        )
    }

    static func checkOwner(of path: String) throws {
        let status = try FileSystem.status(of: path)
        guard status.kind == .regular || status.kind == .directory else {
            throw KeyringError(
                .placement,
                "\(path) is neither a file nor a directory: a key safe has nothing else"
            )
        }
        guard status.owner == FileSystem.currentUser else {
            throw KeyringError(
                .placement,
                "\(path) belongs to another user: a key safe is its own user's alone"
            )
        }
        guard status.permissions & 0o077 == 0 else {
            throw KeyringError(
                .placement,
                "\(path) is open to other users: take their permissions away (chmod go= \(path))"
            )
        }
    }
}
