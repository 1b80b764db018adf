internal import VaultCore
internal import VaultCrypto
internal import VaultModel

extension BackupManifest {
    private static let format = "lethe.backup.v1"
    /// A manifest of ten million files is smaller.
    private static let maximumSize = 2 << 30
    private static let members: Set<String> = [
        "acceptsWeakKeySafe", "clockOffset", "controllers", "erasedMeanwhile", "expiresOn", "files", "format",
        "id",
        "keySafeQuorum", "keySafes", "label", "migrations", "origin", "rehearsal", "sequences", "tables",
        "takenAt", "vault",
    ]

    /// Reads the manifest of a backup.
    ///
    /// - Throws: ``VaultError`` with `notFound` when there is none, `damaged` for anything not understood.
    init(of directory: BackupDirectory) throws {
        guard try FileSystem.exists(directory.manifest) else {
            throw VaultError(.notFound, "there is no backup in `\(directory.path)`; see `lethe backup list`")
        }
        guard try !FileSystem.exists(directory.unfinished) else {
            throw VaultError(
                .damaged,
                "the backup in `\(directory.path)` was not finished; make it again in the same directory"
            )
        }
        let damaged = VaultError(
            .damaged,
            "`\(directory.manifest)` is not a manifest of this version, or is damaged"
        )
        guard
            let json = try? CanonicalJSON(
                decoding: FileSystem.read(directory.manifest, limit: Self.maximumSize)
            ),
            let manifest = Self(json: json)
        else { throw damaged }
        self = manifest
    }

    private init?(json: CanonicalJSON) {
        guard json.hasMembers(Self.members), json["format"]?.stringValue == Self.format,
            let id = json["id"]?.stringValue.flatMap({ BackupID($0) }),
            let vault = json["vault"]?.stringValue.flatMap({ VaultID($0) }),
            let origin = json["origin"]?.stringValue, let rehearsal = json["rehearsal"]?.boolValue,
            let offset = json["clockOffset"]?.integerValue, rehearsal || offset == 0,
            let takenAt = json["takenAt"]?.stringValue.flatMap({ Timestamp(iso8601: $0) }),
            let expiresOn = json["expiresOn"]?.stringValue.flatMap({ Day(iso8601: $0) }),
            let label = json["label"]?.stringValue, label.isPrintableLine,
            let keySafes = Self.texts(json["keySafes"]), let quorum = json["keySafeQuorum"]?.integerValue,
            1...Int64(max(keySafes.count, 1)) ~= quorum, let weak = json["acceptsWeakKeySafe"]?.boolValue,
            let migrations = json["migrations"]?.integerValue.flatMap({ Int32(exactly: $0) }),
            let tables = json["tables"]?.arrayValue?.map(Table.init(json:)),
            let sequences = json["sequences"]?.objectValue?.mapValues(\.integerValue),
            let controllers = json["controllers"]?.arrayValue?.map(Controller.init(json:)),
            let erased = json["erasedMeanwhile"]?.integerValue,
            let files = json["files"]?.arrayValue?.map(File.init(json:)),
            !tables.contains(nil), !sequences.values.contains(nil), !controllers.contains(nil),
            !files.contains(nil)
        else { return nil }
        self.init(
            id: id,
            vault: vault,
            origin: origin,
            isRehearsal: rehearsal,
            clockOffset: offset,
            takenAt: takenAt,
            expiresOn: expiresOn,
            label: label,
            keySafes: keySafes,
            keySafeQuorum: Int(quorum),
            acceptsWeakKeySafe: weak,
            migrations: migrations,
            tables: tables.compactMap(\.self),
            sequences: sequences.compactMapValues(\.self),
            controllers: controllers.compactMap(\.self),
            erasedMeanwhile: erased,
            files: files.compactMap(\.self)
        )
    }

    var json: CanonicalJSON {
        .object([
            "acceptsWeakKeySafe": .bool(acceptsWeakKeySafe),
            "clockOffset": .integer(clockOffset),
            "controllers": .array(controllers.map(\.json)),
            "erasedMeanwhile": .integer(erasedMeanwhile),
            "expiresOn": .string(expiresOn.description),
            "files": .array(files.map(\.json)),
            "format": .string(Self.format),
            "id": .string(id.description),
            "keySafeQuorum": .integer(Int64(keySafeQuorum)),
            "keySafes": .array(keySafes.map { .string($0) }),
            "label": .string(label),
            "migrations": .integer(Int64(migrations)),
            "origin": .string(origin),
            "rehearsal": .bool(isRehearsal),
            "sequences": .object(sequences.mapValues { .integer($0) }),
            "tables": .array(tables.map(\.json)),
            "takenAt": .string(takenAt.description),
            "vault": .string(vault.description),
        ])
    }

    /// A list of texts and nothing else.
    fileprivate static func texts(_ json: CanonicalJSON?) -> [String]? {
        guard let list = json?.arrayValue else { return nil }
        let texts = list.compactMap(\.stringValue)
        return texts.count == list.count ? texts : nil
    }
}

extension BackupManifest.File {
    /// What names of files and folders in a backup are made of.
    private static let letters = Set("abcdefghijklmnopqrstuvwxyz0123456789_.-".utf8)

    init?(json: CanonicalJSON) {
        guard json.hasMembers(["path", "sha256", "size"]), let path = json["path"]?.stringValue,
            let size = json["size"]?.integerValue, size >= 0,
            let digest = json["sha256"]?.stringValue.flatMap(Hex.decode).flatMap(Digest.init(bytes:)),
            Self.isSafe(path)
        else { return nil }
        self.init(path: path, size: size, sha256: digest)
    }

    var json: CanonicalJSON {
        .object(["path": .string(path), "sha256": .string(sha256.hex), "size": .integer(size)])
    }

    /// Whether a path stays below one of the folders of a backup.
    private static func isSafe(_ path: String) -> Bool {
        let names = path.split(separator: "/", omittingEmptySubsequences: false)
        return names.count > 1 && BackupDirectory.folders.contains(String(names[0]))
            && names.allSatisfy { !$0.isEmpty && !$0.hasPrefix(".") && $0.utf8.allSatisfy(letters.contains) }
    }
}

extension BackupManifest.Controller {
    init?(json: CanonicalJSON) {
        guard json.hasMembers(["epoch", "id", "number", "tree"]),
            let number = json["number"]?.integerValue.flatMap({ Int32(exactly: $0) }), number > 0,
            let id = json["id"]?.stringValue.flatMap({ ControllerID($0) }),
            let epoch = json["epoch"]?.integerValue,
            let tree = json["tree"]?.integerValue.flatMap({ Int16(exactly: $0) })
        else { return nil }
        self.init(number: number, id: id, epoch: epoch, tree: tree)
    }

    var json: CanonicalJSON {
        .object([
            "epoch": .integer(epoch), "id": .string(id.description), "number": .integer(Int64(number)),
            "tree": .integer(Int64(tree)),
        ])
    }
}

extension BackupManifest.Table {
    init?(json: CanonicalJSON) {
        guard json.hasMembers(["columns", "name"]), let name = json["name"]?.stringValue,
            let columns = BackupManifest.texts(json["columns"]), !columns.isEmpty
        else { return nil }
        self.init(name: name, columns: columns)
    }

    var json: CanonicalJSON {
        .object(["columns": .array(columns.map { .string($0) }), "name": .string(name)])
    }
}
