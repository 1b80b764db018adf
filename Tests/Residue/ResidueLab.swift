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
        /// How many patients; at least one of each fate.
        package var patients: Int
        /// Mistakes made on purpose.
        package var weaknesses: Set<Weakness>
        /// Whether every state is restored; otherwise those that tell most.
        package var isThorough: Bool

        package init(patients: Int, weaknesses: Set<Weakness> = [], isThorough: Bool = true) {
            self.patients = max(LabPerson.Fate.allCases.count, patients)
            self.weaknesses = weaknesses
            self.isThorough = isThorough
        }
    }

    static let house = "Klinikum Rückstand"

    let options: Options
    let root: String
    let progress: @Sendable (String) -> Void
    let vault: VaultDirectory
    let server: LabServer
    let canary = Canary()
    let stop = LabStop()
    var places: [String] { [root + "/a", root + "/b"] }
    /// Past states of the key safe's places, oldest first: everything but the top key is an ordinary file.
    var pastPlaces: [(name: String, path: String)] = []
    /// The past state that a key safe keeps which cannot forget.
    var keptPlaces: String? {
        guard options.weaknesses.contains(.previousTopKeyKept) else { return nil }
        return pastPlaces.first { $0.name == "before the erasures" }?.path
    }
    /// Every blob that there was when a backup was taken.
    var pastBlobs: String { root + "/past-blobs" }
    /// Backups by `lethe backup make`.
    var backups: [(name: String, path: String)] = []
    var people: [LabPerson] = []
    var versions: [LabVersion] = []
    /// Seeds, keys and top keys that were in use, by what they are called; some still are.
    var secrets: [(name: String, bytes: [UInt8])] = []
    /// What is in use in the end: the key safe has it.
    var currentSecrets: Set<[UInt8]> = []
    /// The wrapped keys that a key renewal wrote, by the place of the key.
    var renewedWraps: [Int64: [UInt8]] = [:]
    /// The places of keys that were destroyed before the key renewal began.
    var goneBeforeRenewal: Set<Slot> = []
    /// What could be opened in the middle of the key renewal.
    var midway = MidwayReport()
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
    static func opening(isDrill: Bool, faults: FaultPlan = .none) -> OpenVault.Options {
        var logger = Logger(label: "residue")
        logger.logLevel = .critical
        return OpenVault.Options(wait: .seconds(20), isDrill: isDrill, faults: faults, logger: logger)
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
        let open = try await OpenVault.open(vault, options: Self.opening(isDrill: false, faults: stop.plan))
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
        _ = try await server.session { [canary] session in
            _ = try session.execute("CREATE EXTENSION pg_stat_statements")
            try canary.plant(in: session)
        }
        progress("storing documents of \(options.patients) patients")
        people = (0..<options.patients).map { LabPerson($0, avoiding: rules) }
        for index in people.indices { try await admit(index, in: controller) }
        try await makeMistakes(in: controller)
        try await controller.flush()
        try await keepPlaces("before the base backup", in: controller)
        progress("taking a base backup, starting a replica")
        try keepBlobs()
        try server.takeBackup()
        try server.startReplica()
        for index in people.indices where index % 3 == 0 { try await seeAgain(index, in: controller) }
        try await merge(in: controller)
        try await controller.flush()
        try await note(in: controller)
        try await makeBackup("before the erasures", of: open)
        try await mark("before the erasures")
        try await keepPlaces("before the erasures", in: controller)
        try keepBlobs()
        try await erase(in: controller, of: open)
        for index in people.indices where people[index].fate == .stays {
            try await store("Nachsorge", of: index, in: controller)
        }
        try await controller.flush()
        try await noteLater(in: controller)
        try await makeBackup("in the end", of: open)
        certificates = try await controller.certificates().map(\.jws)
        positions.append(("to the end of the archive", nil))
        progress("waiting for archive and replica")
        try await server.finish()
    }
}
