import Foundation
import PostgresClient
import VaultModel
import VaultStorage

@testable import VaultCore
@testable import VaultCrypto

/// Somebody who holds every file that there ever was, knows what was stored and every patient's identifiers, and has the
/// key safe as it is now, with the software that belongs to it.
final class Adversary {
    private static let readable: Set<HitKind> = [.key, .clearText, .digest, .recognised, .date]

    private let lab: ResidueLab
    private var report = ResidueReport()
    /// Wrapped keys that were seen in any state, with the text of their rows.
    private var wraps: [[UInt8]: String] = [:]

    init(_ lab: ResidueLab) {
        self.lab = lab
        report.erased = (
            lab.versions.count(where: \.isErased), lab.versions.count,
            lab.people.count { $0.fate == .isErased }
        )
    }

    /// The places of the key safe that the adversary has: as they are now, unless the key safe is one that keeps what
    /// it had before.
    private var places: [String] {
        guard lab.options.weaknesses.contains(.previousTopKeyKept),
            let past = lab.pastPlaces.first(where: { $0.name == "before the erasures" })
        else { return lab.places }
        return ["a", "b"].map { past.path + "/" + $0 }
    }

    /// Goes through every store.
    func attack() async throws -> ResidueReport {
        lab.progress("restoring the database to \(lab.positions.count) points")
        let states = try restore()
        let search = try await with(states[0].directory, places) { controller in
            NeedleSearch(try await Knowledge.needles(of: self.lab, with: controller))
        }
        for state in states {
            lab.progress("the database, \(state.name)")
            var store = ResidueReport.Store("the database, \(state.name)")
            try await open(state.directory, named: state.name, in: &store)
            try await readRows(state.directory, with: search, in: &store)
            report.stores.append(store)
        }
        lab.progress("trying every wrapped key under every living key")
        try await tryWraps(in: states[states.count - 1].directory)
        try await tryPastPages(in: states[0].directory)
        try readFiles(with: search)
        return report
    }

    // MARK: - States of the database

    /// Every state of the database as a vault of its own.
    private func restore() throws -> [(name: String, directory: VaultDirectory)] {
        var states: [(name: String, directory: VaultDirectory)] = []
        for (number, position) in lab.positions.enumerated() {
            let directory = try makeVault("restored-\(number)")
            try lab.server.restore(to: position.position, as: directory)
            states.append((position.name, directory))
        }
        let replica = try makeVault("promoted")
        try lab.server.promoteReplica(as: replica)
        states.append(("the replica, promoted", replica))
        states.append(("as it is now", lab.vault))
        return states
    }

    /// A copy of the vault without a database, with every blob that there ever was.
    private func makeVault(_ name: String) throws -> VaultDirectory {
        let directory = VaultDirectory(lab.root + "/" + name)
        try LabProgram.run("/bin/cp", ["-a", lab.vault.path, directory.path])
        try LabProgram.run("/bin/rm", ["-rf", directory.cluster + "/data", directory.path + "/socket"])
        try LabProgram.run("/bin/cp", ["-a", "-n", lab.pastBlobs + "/.", directory.path + "/blobs"])
        return directory
    }

    /// Opens a vault as a drill, with these places of the key safe.
    private func with<Value>(
        _ directory: VaultDirectory,
        _ places: [String],
        _ body: (ControllerVault) async throws -> Value
    ) async throws -> Value {
        let own = try VaultConfiguration(of: directory)
        try VaultConfiguration(
            vault: own.vault,
            incarnation: own.incarnation,
            isRehearsal: own.isRehearsal,
            database: nil,
            keySafes: places,
            acceptsWeakKeySafe: true
        ).write(to: directory)
        let open = try await OpenVault.open(directory, options: ResidueLab.opening(isDrill: true))
        do {
            let value = try await body(try await open.vault.controller(named: ResidueLab.house))
            try? await open.close()
            return value
        } catch {
            try? await open.close()
            throw error
        }
    }

    /// Opens every version that a state of the database has, as the vault's software does.
    private func open(
        _ directory: VaultDirectory,
        named name: String,
        in store: inout ResidueReport.Store
    ) async throws {
        let (opened, living, read) = try await with(directory, places) { controller in
            try await self.opened(with: controller)
        }
        store.searched.insert(.opens)
        store.hits[.opens, default: []].formUnion(opened)
        report.living.append((name, read, living))
    }

    /// The erased versions that open, and how many of the living there are and can be read.
    private func opened(with controller: ControllerVault) async throws -> (
        erased: Set<String>, living: Int, read: Int
    ) {
        var erased: Set<String> = []
        var (living, read) = (0, 0)
        let known = Dictionary(lab.versions.map { ($0.row.slot, $0) }) { first, _ in first }
        for patient in Set(lab.versions.map(\.row.slot.patient)).sorted(by: { $0.rawValue < $1.rawValue }) {
            for row in try await controller.tables.records.allVersions(of: patient) {
                guard let version = known[row.slot] else { continue }
                let opens = (try? await controller.labSecrets(of: row)) != nil
                if version.isErased {
                    if opens { erased.insert(version.name) }
                    continue
                }
                living += 1
                let isWhole = opens ? try await isWhole(version, with: controller) : false
                if isWhole { read += 1 }
            }
        }
        return (erased, living, read)
    }

    /// Whether a version reads as it was stored; the law lets nobody see what is restricted.
    private func isWhole(_ version: LabVersion, with controller: ControllerVault) async throws -> Bool {
        guard let content = version.content else { return true }
        var bytes: [UInt8] = []
        do {
            try await controller.read(
                version.row.record,
                version: version.row.version,
                by: ControllerVault.labStaff,
                for: .treatment
            ) { bytes += $0 }
        } catch let error as VaultError where error.code == .denied {
            return lab.people[version.person].fate == .isRestricted
        }
        return bytes == content
    }

    /// Reads every row of every table, of the catalogue and of the statistics, as text.
    private func readRows(
        _ directory: VaultDirectory,
        with search: NeedleSearch,
        in store: inout ResidueReport.Store
    ) async throws {
        let cluster = try EmbeddedCluster(directory: directory.cluster)
        try await cluster.start()
        let connection = PostgresConnection(cluster.administratorSettings)
        let result: Result<(Data, [(bytes: [UInt8], text: String)]), any Error>
        do {
            result = .success(
                try await connection.withSession(scope: nil) { session in
                    (try DatabaseDump.everyRow(session), try DatabaseDump.wrappedKeys(session))
                }
            )
        } catch {
            result = .failure(error)
        }
        await connection.close()
        try await cluster.stop()
        let (rows, wraps) = try result.get()
        for wrap in wraps { self.wraps[wrap.bytes, default: ""] += wrap.text }
        note(search.found(in: rows), of: rows.count, in: &store)
    }

    // MARK: - Keys

    /// Tries every wrapped key of the erased, wherever it was seen, under every key that is left.
    private func tryWraps(in directory: VaultDirectory) async throws {
        var store = ResidueReport.Store("wrapped keys of every state, under every key that is left")
        store.searched.insert(.opens)
        let erased = lab.versions.filter(\.isErased)
        let own = Set(lab.versions.filter { !$0.isErased }.map(\.row.wrappedKey))
        let candidates = wraps.filter { !own.contains($0.key) }
        let tried = try await with(directory, places) { controller in
            let slots = try await self.livingSlots(with: controller)
            var tried = 0
            for version in erased {
                let mine = candidates.filter {
                    $0.value.contains(version.marks[0]) || $0.value.contains(version.marks[1])
                }
                guard !mine.isEmpty else { continue }
                for (slot, tree) in slots {
                    guard let key = try? await controller.labWrapKey(at: slot, tree: tree, for: version.row)
                    else { continue }
                    for (bytes, _) in mine {
                        tried += 1
                        guard (try? WrappedRecordKey(bytes: bytes).unwrap(under: key.bytes)) != nil else {
                            continue
                        }
                        store.hits[.opens, default: []].insert("\(version.name), under \(slot.packed)")
                    }
                }
            }
            return tried
        }
        store.size = "\(candidates.count) wrapped keys, \(tried) tries"
        report.stores.append(store)
    }

    /// The places of keys that are left, and the first of the office.
    private func livingSlots(with controller: ControllerVault) async throws -> [(Slot, TreeNumber)] {
        let tree = try await controller.tables.patients.controller().tree
        var slots = lab.versions.filter { !$0.isErased }.map { ($0.row.slot, $0.row.tree) }
        let patients = Set(lab.versions.map(\.row.slot.patient))
        slots += patients.compactMap { Slot(patient: $0, serial: 0) }.map { ($0, tree) }
        slots += (0..<64).compactMap { Slot(patient: .office, serial: $0) }.map { ($0, tree) }
        return slots
    }

    /// Puts today's top key beside each past state of the other files.
    private func tryPastPages(in directory: VaultDirectory) async throws {
        var store = ResidueReport.Store("pages of every past state, with the top key of today")
        store.searched.insert(.opens)
        for (number, past) in lab.pastPlaces.enumerated() {
            let mixed = lab.root + "/mixed-\(number)"
            try LabProgram.run("/bin/cp", ["-a", past.path, mixed])
            for place in ["a", "b"] {
                for folder in try FileManager.default.contentsOfDirectory(atPath: "\(mixed)/\(place)") {
                    let (now, then) = (
                        "\(lab.root)/\(place)/\(folder)/top-key", "\(mixed)/\(place)/\(folder)/top-key"
                    )
                    guard FileManager.default.fileExists(atPath: now) else { continue }
                    try LabProgram.run("/bin/cp", ["-a", now, then])
                }
            }
            let opened = try? await with(directory, ["a", "b"].map { "\(mixed)/\($0)" }) { controller in
                try await self.opened(with: controller).erased
            }
            store.hits[.opens, default: []].formUnion(opened ?? [])
        }
        store.size = "\(lab.pastPlaces.count) states"
        report.stores.append(store)
    }

    // MARK: - Files

    private func readFiles(with search: NeedleSearch) throws {
        let server = lab.server
        let folders: [(String, [String])] = [
            ("base backup, its files", [server.backup]),
            ("database files of now", [server.data]),
            ("replica, its files", [server.replicaData]),
            ("log of the server", [lab.vault.cluster + "/log"]),
            ("large documents, past and present", [lab.pastBlobs, lab.vault.path + "/blobs"]),
            ("ledger: tiles and checkpoints", [lab.vault.path + "/ledger"]),
            ("key safe: pages, lists, journal, every state", lab.pastPlaces.map(\.path) + lab.places),
        ]
        for (name, paths) in folders {
            lab.progress(name)
            var store = ResidueReport.Store(name)
            var (found, size) = (Set<Needle>(), 0)
            for path in paths {
                for file in try Self.files(below: path) {
                    let data = try Data(contentsOf: file, options: .alwaysMapped)
                    size += data.count
                    found.formUnion(search.found(in: data))
                }
            }
            note(found, of: size, in: &store)
            report.stores.append(store)
        }
        lab.progress("the WAL archive")
        var archive = ResidueReport.Store("WAL archive, page headers stripped")
        let wal = try LabWAL.bytes(of: server.archive)
        note(search.found(in: wal), of: wal.count, in: &archive)
        var certificates = ResidueReport.Store("certificates")
        let texts = try lab.certificates.map { jws -> Data in
            Data(jws.utf8) + (try SignedText.payload(of: jws))
        }.reduce(Data(), +)
        note(search.found(in: texts), of: texts.count, in: &certificates)
        report.stores += [archive, certificates]
    }

    private static func files(below path: String) throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: URL(filePath: path),
            includingPropertiesForKeys: [.isRegularFileKey]
        )
        return try (all?.allObjects ?? []).compactMap { $0 as? URL }.filter {
            try $0.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true
        }
    }

    private func note(_ found: Set<Needle>, of size: Int, in store: inout ResidueReport.Store) {
        store.searched.formUnion(Self.readable)
        for needle in found { store.hits[needle.kind, default: []].insert(needle.name) }
        store.size = size < 1 << 20 ? "\(size / 1024) KiB" : "\(size >> 20) MiB"
    }
}
