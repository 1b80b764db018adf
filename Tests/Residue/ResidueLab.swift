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
        /// How many patients; at least 5.
        package var patients: Int
        /// Mistakes made on purpose.
        package var weaknesses: Set<Weakness>

        package init(patients: Int, weaknesses: Set<Weakness> = []) {
            self.patients = max(5, patients)
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

    private mutating func build() async throws {
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

    private mutating func fill(_ open: OpenVault) async throws {
        let controller = try await open.vault.createController(
            name: Self.house,
            country: "DE",
            facts: ["controller.kind": "hospital", "controller.region": "DE-BE"],
            rules: StandardRules.files
        )
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

    // MARK: - Storing

    private mutating func admit(_ index: Int, in controller: ControllerVault) async throws {
        let person = people[index]
        guard let identifier = PatientIdentifier(person.identifier),
            let identity = PatientIdentity(
                identifiers: [identifier],
                name: person.name,
                birthDate: person.birthDate
            )
        else { throw LabProgram.Failure(description: "person \(index) has no identity") }
        people[index].patient = try await controller.register(identity, by: ControllerVault.labStaff)
        try await store("Befund", of: index, in: controller)
        try await amend(index, 0, "Befund, ergänzt", in: controller)
        // Forms of the house's own administration follow rules of their own; the erased have none.
        if person.fate != .isErased {
            try await store("Anschrift", of: index, as: .administrative, in: controller)
        }
        if index % 10 < 5 { try await storeImage(of: index, in: controller) }
        if person.fate == .isRestricted {
            _ = try await controller.classify(
                [people[index].documents[0].record],
                as: nil,
                stating: ["restriction.active": "true"],
                reason: "Art 18 GDPR",
                isConfirmed: true,
                by: ControllerVault.labStaff
            )
        }
    }

    private mutating func seeAgain(_ index: Int, in controller: ControllerVault) async throws {
        try await store("Verlauf", of: index, in: controller)
        let last = people[index].documents.count - 1
        try await amend(index, last, "Verlauf, ergänzt", in: controller)
    }

    private mutating func store(
        _ title: String,
        of index: Int,
        as recordClass: RecordClass = .clinicalCore,
        in controller: ControllerVault
    ) async throws {
        try await store(
            people[index].text(title),
            named: "\(title)",
            of: index,
            as: recordClass,
            in: controller
        )
    }

    /// A document that is too large for the database.
    private mutating func storeImage(of index: Int, in controller: ControllerVault) async throws {
        var bytes = people[index].text("Aufnahme")
        while bytes.count < 280_000 { bytes += bytes }
        try await store(bytes, named: "Aufnahme", of: index, as: .clinicalCore, in: controller)
    }

    private mutating func store(
        _ content: [UInt8],
        named title: String,
        of index: Int,
        as recordClass: RecordClass,
        in controller: ControllerVault
    ) async throws {
        let person = people[index]
        guard let patient = person.patient else { return }
        let fileName = "\(title) \(person.name).txt"
        let facts =
            recordClass == .clinicalCore ? ["treatment.completed": person.completed.description] : [:]
        let record = try await controller.store(
            Intake(
                source: BytesSource(content),
                name: fileName,
                facts: RecordFacts(recordClass: recordClass, facts: facts)
            ),
            for: patient,
            by: ControllerVault.labStaff
        ).record
        people[index].documents.append(.init(record: record, fileName: fileName, contents: [content]))
    }

    private mutating func amend(
        _ index: Int,
        _ document: Int,
        _ title: String,
        in controller: ControllerVault
    ) async throws {
        let content = people[index].text(title)
        let name = people[index].documents[document].fileName
        _ = try await controller.amend(
            people[index].documents[document].record,
            with: Intake(source: BytesSource(content), name: name, facts: nil),
            by: ControllerVault.labStaff
        )
        people[index].documents[document].contents.append(content)
    }

    // MARK: - Erasing

    private mutating func erase(in controller: ControllerVault) async throws {
        progress("erasing records")
        let request = try ErasureRequest(
            ground: "Art 17(1)(b) GDPR",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
        for index in people.indices where people[index].fate == .losesRecord {
            let record = people[index].documents[0].record
            _ = try await controller.erase(.records([record]), request, by: ControllerVault.labStaff)
            people[index].documents[0].erasedVersions = people[index].documents[0].contents.count
        }
        try await mark("after the first erasures")
        try keepPlaces("after the first erasures")
        progress("correcting records")
        for index in people.indices where people[index].fate == .isCorrected {
            try await correct(index, in: controller)
        }
        try keepPlaces("after the corrections")
        progress("erasing patients")
        for index in people.indices where people[index].fate == .isErased {
            guard let patient = people[index].patient else { continue }
            let result = try await controller.erase(.patient(patient), request, by: ControllerVault.labStaff)
            guard result.withheld.isEmpty else {
                throw LabProgram.Failure(description: "the rules did not let a patient go")
            }
            for document in people[index].documents.indices {
                people[index].documents[document].erasedVersions =
                    people[index].documents[document].contents.count
            }
        }
        try keepPlaces("after all erasures")
    }

    private mutating func correct(_ index: Int, in controller: ControllerVault) async throws {
        guard let place = people[index].documents.firstIndex(where: { $0.fileName.hasPrefix("Anschrift") })
        else { return }
        let request = try RectificationRequest(
            ground: "Art 16 GDPR",
            facts: [
                "rectification.object": "master_data", "rectification.controller_agrees": "true",
                "disclosed_to_recipients": "true",
            ],
            isConfirmed: false
        )
        let document = people[index].documents[place]
        let plan = try await controller.planRectification(
            of: document.record,
            request,
            by: ControllerVault.labStaff
        )
        let content = people[index].text("Anschrift, richtig")
        let result = try await controller.rectify(
            plan,
            with: Intake(source: BytesSource(content), name: document.fileName, facts: nil),
            statement: nil,
            request,
            by: ControllerVault.labStaff
        )
        guard result.erasure != nil else {
            throw LabProgram.Failure(description: "the rules did not let a wrong form go")
        }
        people[index].documents[place].erasedVersions = document.contents.count
        people[index].documents[place].contents.append(content)
        try await correctName(of: index, request, in: controller)
    }

    private func correctName(
        of index: Int,
        _ request: RectificationRequest,
        in controller: ControllerVault
    ) async throws {
        guard let patient = people[index].patient else { return }
        let plan = try await controller.planRectification(
            of: patient,
            IdentityCorrection(name: people[index].rightName),
            request,
            by: ControllerVault.labStaff
        )
        let result = try await controller.rectify(
            plan,
            statement: nil,
            request,
            by: ControllerVault.labStaff
        )
        guard result.erasure != nil else {
            throw LabProgram.Failure(description: "the rules did not let a wrong name go")
        }
    }

    // MARK: - Noting

    /// Notes what opens every version before anything is erased.
    private mutating func note(in controller: ControllerVault) async throws {
        for person in people {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            for seed in try await controller.labSeeds(of: row.number, in: row.tree) {
                if isWholePatient(person) { seeds.append(("seed of \(person.name)", seed)) }
            }
            try await note(
                try await controller.tables.records.allVersions(of: row.number),
                of: person,
                in: controller
            )
        }
    }

    /// Notes what was stored since.
    private mutating func noteLater(in controller: ControllerVault) async throws {
        let known = Set(versions.map(\.row.slot))
        for person in people where !isWholePatient(person) {
            guard let id = person.patient else { continue }
            let row = try await controller.activePatient(id)
            let rows = try await controller.tables.records.allVersions(of: row.number)
            try await note(rows.filter { !known.contains($0.slot) }, of: person, in: controller)
        }
        // What becomes of each is known only now.
        versions = versions.map { version in
            let person = people[version.person]
            let document = person.documents.first { $0.record == version.row.record }
            // Who a patient is has no document: where it was corrected, its first version is gone.
            let erasedVersions = document?.erasedVersions ?? (person.fate == .isCorrected ? 1 : 0)
            let isErased = isWholePatient(person) || Int(version.row.version.rawValue) <= erasedVersions
            return LabVersion(
                person: version.person,
                row: version.row,
                secrets: version.secrets,
                statement: version.statement,
                content: version.content,
                isErased: isErased
            )
        }
    }

    private mutating func note(_ rows: [VersionRow], of person: LabPerson, in controller: ControllerVault)
        async throws
    {
        for row in rows {
            let (secrets, statement) = try await controller.labSecrets(of: row)
            let document = people[person.number].documents.first { $0.record == row.record }
            versions.append(
                LabVersion(
                    person: person.number,
                    row: row,
                    secrets: secrets,
                    statement: statement,
                    content: document?.contents[Int(row.version.rawValue) - 1],
                    isErased: false
                )
            )
        }
    }

    private func isWholePatient(_ person: LabPerson) -> Bool { person.fate == .isErased }

    private mutating func mark(_ name: String) async throws {
        positions.append(("restored to the point \(name)", try await server.position()))
    }

    /// Keeps a copy of the places as they are now.
    private mutating func keepPlaces(_ name: String) throws {
        let copy = root + "/past-\(pastPlaces.count)"
        try FileManager.default.createDirectory(atPath: copy, withIntermediateDirectories: false)
        for place in places { try LabProgram.run("/bin/cp", ["-a", place, copy]) }
        pastPlaces.append((name, copy))
    }

    /// Keeps what lies in the blob store now, beside what lay there before.
    private func keepBlobs() throws {
        try LabProgram.run("/bin/cp", ["-a", "-n", vault.path + "/blobs/.", pastBlobs])
    }
}
