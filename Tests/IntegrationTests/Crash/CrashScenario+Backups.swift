import Testing
import VaultCore
import VaultModel
import VaultStorage

/// What must hold after a crash of a command about backups.
extension CrashScenario {
    /// A backup is whole and registered, or is made again in its place; never half of one.
    func expectBackedUp(_ open: OpenVault, _ round: CrashRound, _ comment: Comment) async throws {
        func state() async throws -> [BackupEntry.State] {
            try await open.backups().filter { $0.label == round.label }.map(\.state)
        }
        guard self == .makeBackup else {
            let isRetired = self == .retireBackup
            #expect(try await state() == [isRetired ? .retired : .made], comment)
            if self == .verifyBackup {
                #expect(
                    try await open.backups().first { $0.label == round.label }?.verifiedAt != nil,
                    comment
                )
            }
            return
        }
        do {
            _ = try await round.makeBackup(of: open, faults: FaultPlan.none)
        } catch let error as VaultError {
            #expect(error.message.contains("holds a backup already"), comment)
        }
        if try await state() == [.making] { _ = try await round.verifyBackup(of: open) }
        #expect(try await state() == [.made], comment)
    }
}

extension CrashRound {
    /// When backups of crashes end.
    static let backupEnd = "2199-12-31"

    /// What the backup is called.
    var label: String { String(backup.split(separator: "/").last ?? "") }

    /// Makes the backup.
    func makeBackup(of open: OpenVault, faults: FaultPlan? = nil) async throws -> BackupManifest {
        let end = try #require(Day(iso8601: Self.backupEnd))
        return try await open.makeBackup(in: backup, label: label, expiresOn: end, faults: faults)
    }

    /// Verifies the backup.
    func verifyBackup(of open: OpenVault) async throws -> BackupReport {
        try await open.verifyBackup(in: backup, sample: 2, scratch: "/tmp")
    }
}
