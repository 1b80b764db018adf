internal import Foundation
internal import Logging
internal import PostgresClient
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// A fresh vault with one controller and two places of the key safe, opened in this process.
///
/// Its PostgreSQL is the embedded one, with its settings; started here, so that others may connect as well.
struct House {
    let directory: String
    let steps: StepClock
    let controller: ControllerVault
    /// Further connections to the same PostgreSQL as the same role, for what the vault is compared with.
    let plain: PostgresPool
    /// Where that PostgreSQL is.
    let server: ConnectionSettings
    private let open: OpenVault
    private let cluster: EmbeddedCluster

    let staff = StaffMember("Dr. Benchmark")

    /// Makes a vault in an empty directory.
    static func make(in directory: String) async throws -> House {
        let cluster = try await EmbeddedCluster.create(directory: directory + "/postgres")
        let settings = try await cluster.start()
        let database = [("host", settings.host), ("user", settings.user), ("dbname", settings.database)]
            .map { "\($0)='\($1 ?? "")'" }.joined(separator: " ")
        let vault = VaultDirectory(directory + "/vault")
        let configuration = VaultConfiguration(
            vault: .random(),
            incarnation: .random(),
            isRehearsal: false,
            database: database,
            keySafes: [directory + "/safe-1", directory + "/safe-2"],
            acceptsWeakKeySafe: true
        )
        try await OpenVault.create(vault, configuration: configuration)
        let steps = StepClock()
        let open = try await OpenVault.open(
            vault,
            options: .init(
                wait: .zero,
                isDrill: false,
                faults: steps.plan,
                logger: Logger(label: "benchmarks")
            )
        )
        return House(
            directory: directory,
            steps: steps,
            controller: try await open.vault.createController(
                name: "Benchmark",
                country: "DE",
                facts: ["controller.kind": "hospital", "controller.region": "DE-BE"],
                rules: StandardRules.files
            ),
            plain: PostgresPool(settings, size: 2),
            server: settings,
            open: open,
            cluster: cluster
        )
    }

    /// Registers a patient.
    func register() async throws -> PatientID {
        let number = PatientIdentifier(system: "urn:benchmark", value: UUID().uuidString)
        guard
            let identity = PatientIdentity(
                identifiers: [number].compactMap(\.self),
                name: nil,
                birthDate: nil
            )
        else { throw BenchmarkError("no patient can be made") }
        return try await controller.register(identity, by: staff)
    }

    /// Stores a document.
    @discardableResult
    func store(_ bytes: [UInt8], for patient: PatientID) async throws -> RecordID {
        try await store(BytesSource(bytes), for: patient)
    }

    /// Stores a document.
    func store(_ source: any ByteSource, for patient: PatientID) async throws -> RecordID {
        let intake = Intake(
            source: source,
            name: "document.pdf",
            mediaType: "application/pdf",
            facts: Self.facts
        )
        return try await controller.store(intake, for: patient, by: staff).record
    }

    /// Reads a document.
    func read(_ record: RecordID) async throws -> [UInt8] {
        var content: [UInt8] = []
        try await controller.read(record, by: staff, for: .treatment) { content += $0 }
        return content
    }

    /// Erases a document.
    func erase(_ record: RecordID) async throws {
        let request = try ErasureRequest(
            ground: "art17",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
        _ = try await controller.erase(.records([record]), request, by: staff)
    }

    /// Registers a patient and stores documents of 4 KiB until there are `count` records, the identity included.
    func patient(records count: Int) async throws -> PatientID {
        let patient = try await register()
        for _ in 1..<count { try await store(Self.document(4096), for: patient) }
        return patient
    }

    /// A treatment that ended long ago: no law keeps it any more.
    static let facts = RecordFacts(
        recordClass: .clinicalCore,
        facts: ["treatment.completed": "2001-02-03"]
    )

    /// Bytes that do not compress.
    static func document(_ count: Int) -> [UInt8] {
        RandomBytes.make(count)
    }

    /// Closes the vault and stops its PostgreSQL.
    func close() async throws {
        await plain.close()
        try await open.close()
        try await cluster.stop()
    }
}
