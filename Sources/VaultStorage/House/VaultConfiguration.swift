internal import Keyring
internal import VaultCore
internal import VaultCrypto
public import VaultModel

/// What a vault's `vault.json` says: which vault it is, where its database and its key safes are.
public struct VaultConfiguration: Sendable {
    /// The vault.
    public let vault: VaultID
    /// The running life of the vault that key safes obey.
    public private(set) var incarnation: IncarnationID
    /// Whether it is a rehearsal vault; it never becomes a real one.
    public let isRehearsal: Bool
    /// The connection string of a PostgreSQL server, or `nil` for the embedded cluster.
    public let database: String?
    /// The places of the key safes, as absolute paths, or as locations of tokens (`pkcs11:…`) or of
    /// another machine (`https:…`).
    public internal(set) var keySafes: [String]
    /// How many places open a key safe together; 1 when each opens it alone.
    public internal(set) var keySafeQuorum: Int
    /// A change of the places that has not ended.
    public internal(set) var keySafeChange: KeySafeChange?
    /// Whether places are accepted whose file system may keep what was overwritten.
    public let acceptsWeakKeySafe: Bool
    /// Where it lives; `nil` until it is written for the first time.
    public private(set) var home: VaultHome?
    /// How far the clock of a rehearsal vault is set forward, in seconds.
    public var clockOffset: Int64

    private static let format = "lethe.vault.v1"
    private static let maximumSize = 1 << 20

    /// Makes a configuration.
    public init(
        vault: VaultID,
        incarnation: IncarnationID,
        isRehearsal: Bool,
        database: String?,
        keySafes: [String],
        keySafeQuorum: Int = 1,
        acceptsWeakKeySafe: Bool,
        home: VaultHome? = nil,
        clockOffset: Int64 = 0
    ) {
        self.vault = vault
        self.incarnation = incarnation
        self.isRehearsal = isRehearsal
        self.database = database
        self.keySafes = keySafes
        self.keySafeQuorum = keySafeQuorum
        self.acceptsWeakKeySafe = acceptsWeakKeySafe
        self.home = home
        self.clockOffset = clockOffset
    }

    /// Reads a vault's configuration.
    ///
    /// - Throws: ``VaultError`` with `notFound` when the directory is no vault, `unusable` for anything not understood.
    public init(of directory: VaultDirectory) throws {
        guard try FileSystem.exists(directory.configuration) else {
            throw VaultError(
                .notFound,
                "there is no vault in `\(directory.path)`; make one with `lethe vault init`, or name one with --vault"
            )
        }
        let unusable = VaultError(
            .unusable,
            "`\(directory.configuration)` is not a configuration of this version: put a copy of it back, or open the vault "
                + "with the version that wrote it"
        )
        let bytes = try FileSystem.read(directory.configuration, limit: Self.maximumSize)
        guard let json = try? CanonicalJSON(decoding: bytes), json["format"]?.stringValue == Self.format,
            let vault = json["vault"]?.stringValue.flatMap({ VaultID($0) }),
            let incarnation = json["incarnation"]?.stringValue.flatMap({ IncarnationID($0) }),
            let isRehearsal = json["rehearsal"]?.boolValue, let list = json["keySafes"]?.arrayValue,
            let weak = json["acceptsWeakKeySafe"]?.boolValue, let offset = json["clockOffset"]?.integerValue,
            isRehearsal || offset == 0, let home = json["home"].flatMap({ VaultHome(json: $0) })
        else { throw unusable }
        let places = list.compactMap(\.stringValue)
        guard places.count == list.count, !places.isEmpty else { throw unusable }
        let quorum = json["keySafeQuorum"].map { $0.integerValue ?? 0 } ?? 1
        guard 1...Int64(places.count) ~= quorum else { throw unusable }
        self.init(
            vault: vault,
            incarnation: incarnation,
            isRehearsal: isRehearsal,
            database: json["database"]?.stringValue,
            keySafes: places,
            keySafeQuorum: Int(quorum),
            acceptsWeakKeySafe: weak,
            home: home,
            clockOffset: offset
        )
        if let change = json["keySafeChange"] {
            guard let change = KeySafeChange(json: change) else { throw unusable }
            keySafeChange = change
        }
    }

    /// Writes the configuration, readable by the owner alone: a connection string may hold a password.
    ///
    /// A vault with no home yet gets the directory for one.
    /// - Throws: `FileError`.
    public func write(to directory: VaultDirectory) throws {
        var members: [String: CanonicalJSON] = [
            "acceptsWeakKeySafe": .bool(acceptsWeakKeySafe),
            "clockOffset": .integer(clockOffset),
            "database": database.map { .string($0) } ?? .null,
            "format": .string(Self.format),
            "home": try (home ?? VaultHome(of: directory)).json,
            "incarnation": .string(incarnation.description),
            "keySafes": .array(keySafes.map { .string($0) }),
            "rehearsal": .bool(isRehearsal),
            "vault": .string(vault.description),
        ]
        if let keySafeChange { members["keySafeChange"] = keySafeChange.json }
        if keySafeQuorum > 1 { members["keySafeQuorum"] = .integer(Int64(keySafeQuorum)) }
        try FileSystem.replace(
            directory.configuration,
            CanonicalJSON.object(members).encoded,
            permissions: 0o600
        )
    }

    /// Refuses a copy: it must not change what the original lives by.
    ///
    /// - Throws: ``VaultError/Code/denied`` when the vault lives elsewhere, `FileError`.
    func requireHome(_ directory: VaultDirectory) throws {
        guard let home, home != (try VaultHome(of: directory)) else { return }
        throw VaultError(
            .denied,
            "this is a copy of the vault in `\(home.path)`, or it was moved. While the original may still be used, open the "
                + "copy with --drill only. If the original is gone for good, say `lethe vault adopt`"
        )
    }

    /// The same vault in a new life, at home in a directory.
    ///
    /// - Throws: `FileError`.
    func reborn(as incarnation: IncarnationID, in directory: VaultDirectory) throws -> Self {
        var copy = self
        copy.incarnation = incarnation
        copy.home = try VaultHome(of: directory)
        return copy
    }

    /// The places of the key safes.
    ///
    /// - Throws: `KeyringError` with code `placement`, also when another machine is named beside other places: that
    ///   machine has places of its own.
    func locations() throws -> [KeySafeLocation] {
        let locations = try keySafes.map { try KeySafeLocation($0) }
        guard locations.count == 1 || locations.allSatisfy({ $0.remote == nil }) else {
            throw KeyringError(
                .placement,
                "a key safe on another machine stands alone: name the places there (`lethe key-safe serve --place`)"
            )
        }
        return locations
    }

    /// The vault's clock.
    public var clock: VaultClock {
        guard clockOffset != 0 else { return .system }
        let offset = clockOffset
        return VaultClock { Timestamp(secondsSinceEpoch: VaultClock.system.now.secondsSinceEpoch + offset) }
    }
}
