import Foundation
import Logging
import PostgresClient
import VaultCrypto
import VaultModel
import VaultStorage

@testable import VaultCore

/// A vault on a server as hospitals run one, with patients whose every byte is known, of whom some are erased; and after
/// that an adversary who has every file that there ever was, and the key safe as it is now.
///
/// What is promised: DESIGN P3 (nothing of the erased) and P4 (all of the living).
package struct ResidueLab {
    /// How large it is, and which mistakes are made.
    package struct Options: Sendable {
        /// How many patients; at least 6.
        package var patients: Int
        /// Mistakes made on purpose.
        package var weaknesses: Set<Weakness>

        package init(patients: Int, weaknesses: Set<Weakness> = []) {
            self.patients = max(6, patients)
            self.weaknesses = weaknesses
        }
    }

    static let house = "Klinikum Rückstand"

    let options: Options
    let root: String
    let progress: @Sendable (String) -> Void
    let vault: VaultDirectory
    let server: LabServer
    var places: [String] { [root + "/a", root + "/b"] }
    /// Past states of the key safe's places, oldest first: everything but the top key is an ordinary file.
    var pastPlaces: [(name: String, path: String)] = []
    /// Every blob that there was when a backup was taken.
    var pastBlobs: String { root + "/past-blobs" }
    var people: [LabPerson] = []
    var versions: [LabVersion] = []
    var seeds: [(name: String, bytes: [UInt8])] = []
    /// Positions in the WAL to restore to, with what had happened by then.
    var positions: [(name: String, position: String?)] = []
    var certificates: [String] = []

    private init(_ options: Options, in root: String, _ progress: @escaping @Sendable (String) -> Void) throws
    {
        self.options = options
        self.root = root
        self.progress = progress
        vault = VaultDirectory(root + "/v")
        server = try LabServer(vault, in: root)
    }

    /// Builds, erases and searches in an empty directory, which everybody must be able to enter.
    package static func run(
        _ options: Options,
        in root: String,
        progress: @escaping @Sendable (String) -> Void
    ) async throws -> ResidueReport {
        var lab = try Self(options, in: root, progress)
        do {
            try await lab.build()
        } catch {
            lab.server.stopReplica()
            throw error
        }
        return try await Adversary(lab).attack()
    }

    /// How the adversary opens a vault: as its own software does, and so that nothing is changed.
    static func opening(isDrill: Bool) -> OpenVault.Options {
        var logger = Logger(label: "residue")
        logger.logLevel = .critical
        return OpenVault.Options(wait: .seconds(20), isDrill: isDrill, faults: .none, logger: logger)
    }

    mutating func build() async throws {
        _ = try SecretMemory.prepare()
        try await OpenVault.create(
            vault,
            configuration: VaultConfiguration(
                vault: .random(),
                incarnation: .random(),
                isRehearsal: false,
                database: nil,
                keySafes: places,
                acceptsWeakKeySafe: true
            )
        )
        try server.configure()
        let open = try await OpenVault.open(vault, options: Self.opening(isDrill: false))
        do {
            try await fill(open)
            try await open.close()
        } catch {
            try? await open.close()
            throw error
        }
    }

    mutating func fill(_ open: OpenVault) async throws {
        let controller = try await open.vault.createController(
            name: Self.house,
            country: "DE",
            facts: ["controller.kind": "hospital", "controller.region": "DE-BE"],
            rules: StandardRules.files
        )
        // More is erased here within a day than a key safe does by itself.
        _ = try await controller.setLimits(LimitsChange(patients: 1 << 40), by: StaffMember("Custodian"))
        let rules = StandardRules.files.map { String(decoding: $0.bytes, as: UTF8.self) }.joined()
        _ = try await server.session { try $0.execute("CREATE EXTENSION pg_stat_statements") }
        progress("storing documents of \(options.patients) patients")
        people = (0..<options.patients).map { LabPerson($0, avoiding: rules) }
        for index in people.indices { try await admit(index, in: controller) }
        try await makeMistakes(in: controller)
        try await controller.flush()
        try keepPlaces("before the base backup")
        progress("taking a base backup, starting a replica")
        try keepBlobs()
        try server.takeBackup()
        try server.startReplica()
        for index in people.indices where index % 3 == 0 { try await seeAgain(index, in: controller) }
        try await controller.flush()
        try await note(in: controller)
        try await mark("before the erasures")
        try keepPlaces("before the erasures")
        try keepBlobs()
        try await erase(in: controller)
        for index in people.indices where people[index].fate == .stays {
            try await store("Nachsorge", of: index, in: controller)
        }
        try await controller.flush()
        try await noteLater(in: controller)
        certificates = try await controller.certificates().map(\.jws)
        positions.append(("to the end of the archive", nil))
        progress("waiting for archive and replica")
        try await server.finish()
    }

    mutating func mark(_ name: String) async throws {
        positions.append(("restored to the point \(name)", try await server.position()))
    }

    /// Keeps a copy of the places as they are now.
    mutating func keepPlaces(_ name: String) throws {
        let copy = root + "/past-\(pastPlaces.count)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for place in places { try LabProgram.run("/bin/cp", ["-a", place, copy]) }
        pastPlaces.append((name, copy))
    }

    /// Keeps what lies in the blob store now, beside what lay there before.
    func keepBlobs() throws {
        try LabProgram.run("/bin/cp", ["-a", "-n", vault.path + "/blobs/.", pastBlobs])
    }
}
