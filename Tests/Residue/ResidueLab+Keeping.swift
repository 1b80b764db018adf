import Foundation
import VaultModel
import VaultStorage

@testable import Keyring
@testable import VaultCore
@testable import VaultCrypto

/// What there is to be stolen: past states of files, backups, points of the WAL.
extension ResidueLab {
    static let midwayName = "in the middle of the key renewal"
    /// What is restored only by a thorough search.
    static let skippedPosition = "restored to the point after the first erasures"

    mutating func mark(_ name: String) async throws {
        positions.append(("restored to the point \(name)", try await server.position()))
    }

    /// Keeps a copy of the places as they are now, and notes the keys that nobody may find once they are replaced.
    mutating func keepPlaces(_ name: String, in controller: ControllerVault) async throws {
        let copy = root + "/past-\(pastPlaces.count)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for place in places { try LabProgram.run("/bin/cp", ["-a", place, copy]) }
        pastPlaces.append((name, copy))
        currentSecrets = []
        let index = try await controller.facilities.keySafe.indexKeys().current.key
        let top = try Self.topSector(of: "\(places[0])/\(controller.controller.id)")
        for (kind, secret) in [("key of the search tokens", index), ("top key", top.secret)] {
            let bytes = secret.bytes.publicBytes(in: 0..<secret.bytes.count)
            currentSecrets.insert(bytes)
            secrets.append(("\(kind) \(name)", bytes))
        }
    }

    /// The valid half of a place's file `top-key`.
    static func topSector(of folder: String) throws -> TopKeySector {
        let file = try DurableFile.open(folder + "/top-key", mode: .readOnly)
        let sectors = try (0..<2).map { try TopKeySector.read(file, at: $0 * TopKeySector.size) }
        guard let sector = sectors.compactMap(\.self).max(by: { $0.state.epoch < $1.state.epoch }) else {
            throw LabProgram.Failure(description: "a place of the key safe holds no state")
        }
        return sector
    }

    /// Keeps what lies in the blob store now, beside what lay there before.
    func keepBlobs() throws {
        try LabProgram.run("/bin/cp", ["-a", "-n", vault.path + "/blobs/.", pastBlobs])
    }

    /// Has the vault make a backup of itself, as `lethe backup make` does.
    mutating func makeBackup(_ name: String, of open: OpenVault) async throws {
        guard options.isThorough || name == Self.midwayName else { return }
        progress("making a backup \(name)")
        let path = root + "/backup-\(backups.count)"
        let expires = Day(daysSinceEpoch: open.configuration.clock.now.day.daysSinceEpoch + 90)
        _ = try await open.makeBackup(in: path, label: "backup \(backups.count)", expiresOn: expires)
        backups.append((name, path))
    }
}
