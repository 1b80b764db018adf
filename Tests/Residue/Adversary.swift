import Foundation
import PostgresClient
import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// Somebody who holds every file that there ever was, knows what was stored and every patient's identifiers, and has the
/// key safe as it is now, with the software that belongs to it.
final class Adversary {
    static let readable: Set<HitKind> = [.key, .clearText, .digest, .recognised, .date]

    let lab: ResidueLab
    var report = ResidueReport()
    /// Wrapped keys of the erased that were seen in any state, by what their rows name: a record or the place of a key.
    var wraps: [String: Set<[UInt8]>] = [:]
    /// The same of values that may be old keys, sealed.
    var sealedKeys: [String: Set<[UInt8]>] = [:]

    init(_ lab: ResidueLab) {
        self.lab = lab
        report.erased = (
            lab.versions.count(where: \.isErased), lab.versions.count, lab.people.count(where: \.isGone)
        )
    }

    /// Goes through every store.
    func attack() async throws -> ResidueReport {
        lab.progress("restoring the database to \(lab.positions.count) points")
        let states = try await restore()
        let search = try await search(in: states[0].directory)
        var statistics = ResidueReport.Store("what the planner keeps of values, in every state")
        var statements = ResidueReport.Store("statements that the server counts, in every state")
        var tables = Data()
        for state in states {
            lab.progress("the database, \(state.name)")
            var store = ResidueReport.Store("the database, \(state.name)")
            let rows = try await open(state.directory, named: state.name, in: &store)
            tables = rows.tables
            note(search, in: tables, of: &store)
            note(search, in: rows.statistics, of: &statistics)
            note(search, in: rows.statements, of: &statements)
            report.stores.append(store)
        }
        report.stores += [statistics, statements]
        let newest = states[states.count - 1].directory
        lab.progress("trying every key that is left")
        try await with(newest, lab.places) { controller in
            try await self.tryWraps(with: controller)
            try await self.tryPlaces(with: controller)
            try await self.tryJournal(with: controller)
            let tokens = try await Knowledge.livingTokens(of: self.lab, with: controller)
            let found = NeedleSearch(tokens).found(in: tables)
            self.report.recognised = (found.count, Set(tokens).count)
        }
        noteMidway()
        try await tryPastPages()
        try readFiles(with: search)
        return report
    }

    /// What is looked for everywhere.
    private func search(in directory: VaultDirectory) async throws -> NeedleSearch {
        var needles = try Knowledge.needles(of: lab) + lab.canary.needles
        for places in [lab.places, lab.keptPlaces.map(Self.places)].compactMap(\.self) {
            needles += try await with(directory, places) { controller in
                try await Knowledge.dictionary(of: self.lab, with: controller)
            }
        }
        return NeedleSearch(needles)
    }

    static func places(in path: String) -> [String] { ["a", "b"].map { path + "/" + $0 } }

    // MARK: - States of the database

    /// Every state of the database as a vault of its own.
    private func restore() async throws -> [(name: String, directory: VaultDirectory)] {
        // Mistakes are found in few states.
        let isBrief = !lab.options.isThorough && !lab.options.weaknesses.isEmpty
        var states: [(name: String, directory: VaultDirectory)] = []
        for (number, position) in lab.positions.enumerated()
        where lab.options.isThorough
            || position.name != ResidueLab.skippedPosition && (number == 0 || !isBrief)
        {
            let directory = try makeVault("restored-\(number)")
            try lab.server.restore(to: position.position, as: directory)
            states.append((position.name, directory))
        }
        for (number, backup) in lab.backups.enumerated()
        where !isBrief {
            let directory = VaultDirectory("\(lab.root)/restored-backup-\(number)")
            _ = try await OpenVault.restore(
                backup: backup.path,
                to: directory,
                keySafes: lab.places,
                keyFiles: lab.vault.keyFiles
            )
            try LabProgram.run("/bin/cp", ["-a", "-n", lab.pastBlobs + "/.", directory.path + "/blobs"])
            states.append(("restored from the backup made \(backup.name)", directory))
        }
        if !isBrief {
            let replica = try makeVault("promoted")
            try lab.server.promoteReplica(as: replica)
            states.append(("the replica, promoted", replica))
        }
        states.append(("as it is now", lab.vault))
        return states
    }

    /// A copy of the vault without a database, with every blob that there ever was.
    private func makeVault(_ name: String) throws -> VaultDirectory {
        let directory = VaultDirectory(lab.root + "/" + name)
        try copy(lab.vault.path, to: directory.path, without: ["postgres", "socket"])
        try copy(lab.vault.cluster, to: directory.cluster, without: ["data", "log", "run"])
        try LabProgram.run("/bin/cp", ["-a", "-n", lab.pastBlobs + "/.", directory.path + "/blobs"])
        return directory
    }

    /// Copies a folder but for what has these names in it.
    private func copy(_ folder: String, to target: String, without names: Set<String>) throws {
        try LabProgram.run("/bin/mkdir", ["-m", "755", target])
        for attribute in ["chown", "chmod"] {
            try LabProgram.run("/bin/" + attribute, ["--reference=" + folder, target])
        }
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) where !names.contains(name) {
            try LabProgram.run("/bin/cp", ["-a", "\(folder)/\(name)", target])
        }
    }

    /// Opens a vault as a drill, with these places of the key safe.
    func with<Value>(
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

    // MARK: - What was found

    /// Looks through a piece of a store.
    func note(_ search: NeedleSearch, in data: Data, of store: inout ResidueReport.Store) {
        note(search.found(in: data), of: data.count, in: &store)
    }

    func note(_ found: Set<Needle>, of size: Int, in store: inout ResidueReport.Store) {
        store.searched.formUnion(Self.readable)
        store.controls.formUnion(lab.canary.kinds(in: found))
        for needle in found.subtracting(lab.canary.needles) {
            store.hits[needle.kind, default: []].insert(needle.name)
        }
        store.bytes += size
        store.size = store.bytes < 1 << 20 ? "\(store.bytes / 1024) KiB" : "\(store.bytes >> 20) MiB"
    }
}
