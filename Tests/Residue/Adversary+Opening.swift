import Foundation
import PostgresClient
import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// What opens in a state of the database, and what stands there.
extension Adversary {
    /// Opens every version that a state of the database has, as the vault's software does; and gives what a superuser reads.
    func open(
        _ directory: VaultDirectory,
        named name: String,
        in store: inout ResidueReport.Store
    ) async throws -> (tables: Data, statistics: Data, statements: Data) {
        let (found, rows) = try await with(directory, lab.places) { controller in
            (try await self.opened(with: controller), try await self.readRows(directory))
        }
        store.searched.insert(.opens)
        if found.read > 0 { store.controls.insert(.opens) }
        store.hits[.opens, default: []].formUnion(found.erased)
        report.living.append((name, found.read, found.living))
        return rows
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

    /// Reads every row of every table, and what the server keeps beside them, as text, while the vault is open.
    private func readRows(_ directory: VaultDirectory) async throws -> (
        tables: Data, statistics: Data, statements: Data
    ) {
        let settings = try EmbeddedCluster(directory: directory.cluster).administratorSettings
        let connection = PostgresConnection(settings)
        let canary = lab.canary
        let result: Result<StateRows, any Error>
        do {
            result = .success(
                try await connection.withSession(scope: nil) { session in
                    // A backup by the vault itself has no table that is not the vault's.
                    try canary.plant(in: session)
                    return try StateRows(session)
                }
            )
        } catch {
            result = .failure(error)
        }
        await connection.close()
        let rows = try result.get()
        collect(rows.wraps, in: &wraps)
        collect(rows.sealedKeys, in: &sealedKeys)
        return (rows.tables, rows.statistics, rows.statements)
    }

    /// Notes values by what their rows name.
    private func collect(_ values: [(bytes: [UInt8], text: String)], in known: inout [String: Set<[UInt8]>]) {
        for value in values {
            for word in value.text.split(whereSeparator: { !$0.isLetter && !$0.isNumber && $0 != "-" }) {
                known[String(word), default: []].insert(value.bytes)
            }
        }
    }

    /// What a superuser reads.
    private struct StateRows: Sendable {
        let tables: Data
        let statistics: Data
        let statements: Data
        let wraps: [(bytes: [UInt8], text: String)]
        let sealedKeys: [(bytes: [UInt8], text: String)]

        init(_ session: Session) throws {
            tables = try DatabaseDump.everyRow(session)
            statistics = try DatabaseDump.statistics(session)
            statements = try DatabaseDump.statements(session)
            wraps = try DatabaseDump.values(ofSize: WrappedRecordKey.size, session)
            sealedKeys = try DatabaseDump.values(ofSize: KeyFileFormat.sealedSize, session)
        }
    }
}
