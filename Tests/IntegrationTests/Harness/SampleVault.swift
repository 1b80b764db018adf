import Foundation
import Logging
import VaultCore
import VaultCrypto
import VaultModel
import VaultStorage

/// The vault that every test copies, made once.
struct SampleVault: Sendable {
    let directory: TemporaryDirectory
    let sample: Sample

    static let shared = Task<SampleVault, any Error> { try await make() }

    /// Whether this machine's temporary directory can hold a key safe that forgets.
    static let needsWeakKeySafe = (try? FileSystem.kind(of: "/tmp").canOverwriteInPlace) != true

    private static func make() async throws -> SampleVault {
        _ = try SecretMemory.prepare()
        let directory = try TemporaryDirectory(untilExit: true)
        let vault = VaultDirectory(directory.path + "/v")
        let configuration = VaultConfiguration(
            vault: .random(),
            incarnation: .random(),
            isRehearsal: false,
            database: nil,
            keySafes: VaultCopy.places(in: directory.path),
            acceptsWeakKeySafe: needsWeakKeySafe
        )
        try await OpenVault.create(vault, configuration: configuration)
        let open = try await OpenVault.open(vault, options: .test())
        let controller = try await open.vault.createController(
            name: Sample.controller,
            country: "DE",
            facts: Sample.house,
            rules: Sample.rules
        )
        // Tests move all keys to a fresh tree over and over, which without approvers counts as everybody.
        _ = try await controller.setLimits(LimitsChange(patients: 1 << 40), by: StaffMember(Sample.staff))
        let sample = Sample(
            leaving: try await .stored(in: controller, identifier: "urn:mrn|1", name: "Jürgen Groß"),
            staying: try await .stored(in: controller, identifier: "urn:mrn|2", name: "María Núñez")
        )
        _ = try await open.vault.createController(
            name: Sample.otherController,
            country: "DE",
            facts: Sample.house,
            rules: Sample.rules
        )
        try await open.close()
        return SampleVault(directory: directory, sample: sample)
    }
}

extension Sample.Person {
    /// Registers a patient and stores the documents.
    static func stored(in controller: ControllerVault, identifier: String, name: String) async throws -> Self
    {
        let patient = try await controller.register(identifier, name: name)
        let note = try await controller.store(Sample.firstNote, named: "befund.txt", for: patient)
        _ = try await controller.amend(note, to: Sample.secondNote)
        let scan = try await controller.store(Sample.scan, named: "scan.bin", for: patient)
        return Self(identifier: identifier, name: name, patient: patient, note: note, scan: scan)
    }
}

extension OpenVault.Options {
    /// Options of tests.
    static func test(faults: FaultPlan = .none, isDrill: Bool = false) -> Self {
        var logger = Logger(label: "test")
        logger.logLevel = .critical
        return Self(wait: .seconds(20), isDrill: isDrill, faults: faults, logger: logger)
    }
}
