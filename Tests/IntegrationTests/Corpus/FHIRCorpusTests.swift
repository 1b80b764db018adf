import Foundation
import TestSupport
import Testing
import VaultCrypto
import VaultModel

@testable import VaultCore

/// The whole corpus: one patient per file, FHIR by its Patient; a third of the patients are erased.
@Suite(
    .enabled(
        if: FileManager.default.fileExists(atPath: Repository.corpus.path + "/MANIFEST.tsv"),
        "needs ../shared/corpus beside the repository"
    )
)
struct FHIRCorpusTests {
    /// What became of one file.
    private struct Kept: Sendable {
        let file: CorpusFile
        let patient: PatientID
        /// `nil` for what came as a file.
        let imported: ControllerVault.Imported?
    }

    @Test func judgedFilesAreStoredOrRefusedAsTheListsSay() async throws {
        let judged = try CorpusFile.all().filter { $0.isFHIR && $0.judgement != nil }
        let small = judged.filter { !$0.kind.hasPrefix("fhir-patient-bundle") }
        let sample = stride(from: 0, to: small.count, by: Acceptance.isOn ? 1 : 9).map { small[$0] }
        try await VaultCopy.lend { copy in
            try await copy.open { controller, _ in
                var owners: [PatientID] = []
                for file in sample {
                    let kept = try await Self.take(file, number: owners.count, in: controller)
                    owners.append(kept.patient)
                    try await Self.expectVerdict(kept, in: controller)
                }
                try await controller.expectSound()
            }
        }
    }

    /// All of it, FHIR by its Patient and everything else as a file: kept byte by byte, a third of the patients erased.
    @Test(.enabled(if: Acceptance.isOn, "takes minutes; `make accept` runs it"))
    func everythingIsKeptExactlyAndAThirdIsForgotten() async throws {
        let files = try CorpusFile.all()
        try await VaultCopy.lend(limit: .seconds(1800)) { copy in
            let certificates = try await copy.open { controller, _ in
                var kept: [Kept] = []
                for (number, file) in files.enumerated() {
                    kept.append(
                        file.isFHIR
                            ? try await Self.take(file, number: number, in: controller)
                            : try await Self.takeFile(file, number: number, in: controller)
                    )
                    if file.judgement != nil, let last = kept.last {
                        try await Self.expectVerdict(last, in: controller)
                    }
                }
                let all = try await Self.patients(of: controller, but: copy.sample)
                try await Self.expectKept(kept, all, in: controller)
                // The law says when somebody's file may go; of nobody who has no file.
                var owners: [PatientID] = []
                for patient in all {
                    if try await controller.records(of: patient).count > 1 { owners.append(patient) }
                }
                let leaving = owners.enumerated().filter { $0.offset % 3 == 0 }.map(\.element)
                let staying = owners.enumerated().filter { $0.offset % 3 != 0 }.map(\.element)
                var gone: [RecordID] = []
                var certificates: [String] = []
                for patient in leaving {
                    let records = try await controller.records(of: patient).map(\.record)
                    let result = try await controller.erase(.patient(patient))
                    #expect(result.withheld.isEmpty, "\(result.withheld.first?.reason ?? "")")
                    gone += records.filter { record in
                        !result.withheld.contains { $0.record.record == record }
                    }
                    certificates.append(result.certificate.jws)
                }
                for record in gone { await controller.expectErased(record) }
                let left = try await Self.digests(of: staying, in: controller)
                #expect(!left.isEmpty)
                try await Self.expectReadable(staying, in: controller)
                try await controller.expectWhole(copy.sample.staying)
                try await controller.expectSound()
                print(
                    "corpus: \(files.count) files, \(all.count) patients, \(leaving.count) of them and \(gone.count) records erased"
                )
                return certificates
            }
            for (number, certificate) in certificates.enumerated() {
                let file = try copy.file(Array(certificate.utf8), named: "certificate-\(number).jws")
                let report = try await Program.run(Program.built + "/lethe-verify", [file])
                #expect(report.code == 0, "\(report.talk)")
            }
        }
    }

    /// Everybody who is registered.
    private static func patients(of controller: ControllerVault, but sample: Sample) async throws
        -> [PatientID]
    {
        var patients: [PatientID] = []
        var last = PatientNumber.office
        while true {
            let page = try await controller.tables.patients.searchRows(after: last, limit: 1000).map(
                \.patient
            )
            guard let end = page.last else {
                return patients.filter { $0 != sample.leaving.patient && $0 != sample.staying.patient }
            }
            patients += page.map(\.id)
            last = end.number
        }
    }

    /// The digests of what is stored of some patients; `check --deep` compares them with the content.
    private static func digests(of patients: [PatientID], in controller: ControllerVault) async throws -> Set<
        String
    > {
        var digests: Set<String> = []
        for patient in patients {
            for version in try await controller.records(of: patient) {
                digests.formUnion(version.metadata.parts.map(\.sha256.hex))
            }
        }
        return digests
    }

    /// Expects that of every file that was not refused every resource is there, exactly as it lay in the file.
    private static func expectKept(_ kept: [Kept], _ patients: [PatientID], in controller: ControllerVault)
        async throws
    {
        let stored = try await digests(of: patients, in: controller).union(officeDigests(of: controller))
        for one in kept where one.imported?.totals.refused ?? 0 == 0 {
            let missing = try one.file.digests().subtracting(stored)
            // Of what the office keeps under one address the first stays.
            guard missing.isEmpty || one.imported.map({ $0.totals.known >= missing.count }) == true else {
                Issue.record("\(one.file.path): \(missing.count) are not there")
                continue
            }
        }
        try await expectReadable(patients, in: controller)
        try await controller.expectSound()
    }

    private static func officeDigests(of controller: ControllerVault) async throws -> Set<String> {
        var digests: Set<String> = []
        for version in try await controller.tables.records.currentVersions(of: .office) {
            let key = try await controller.unwrap(version)
            digests.formUnion(try controller.open(version, key: key.bytes).metadata.parts.map(\.sha256.hex))
        }
        return digests
    }

    /// Reads one document of each through the door, byte by byte.
    private static func expectReadable(_ patients: [PatientID], in controller: ControllerVault) async throws {
        for patient in patients {
            guard let version = try await controller.records(of: patient).last else { continue }
            let bytes = try await controller.bytes(of: version.record)
            #expect(SHA256.hash(bytes).hex == version.metadata.parts.first?.sha256.hex)
        }
    }

    /// Stores a file as it is for a patient of its own.
    private static func takeFile(_ file: CorpusFile, number: Int, in controller: ControllerVault) async throws
        -> Kept
    {
        let patient = try await controller.register("urn:corpus|\(number)")
        let record = try await controller.store(try file.bytes(), named: file.name, for: patient)
        let bytes = try await controller.bytes(of: record)
        #expect(SHA256.hash(bytes).hex == file.sha256, "\(file.path)")
        return Kept(file: file, patient: patient, imported: nil)
    }

    /// Imports a file for a patient of its own.
    private static func take(_ file: CorpusFile, number: Int, in controller: ControllerVault) async throws
        -> Kept
    {
        let patient = try await controller.register("urn:corpus|\(number)")
        let imported = try await controller.importFHIR(
            [(name: file.path, bytes: try file.bytes())],
            // Every file has ids of its own: many are excerpts that call another patient by the same id.
            source: "https://corpus.example/\(number)",
            patient: patient,
            // What the table of classes leaves to a person belongs to the treatment file here.
            recordClass: .clinicalCore
        )
        return Kept(file: file, patient: patient, imported: imported)
    }

    private static func expectVerdict(_ kept: Kept, in controller: ControllerVault) async throws {
        guard let imported = kept.imported else { return }
        let (totals, file) = (imported.totals, kept.file)
        let refused = imported.refused.filter { !$0.contains(CorpusVerdicts.otherContent) }
        #expect(refused.isEmpty != CorpusVerdicts.isRefused(file), "\(file.path): \(refused)")
        guard totals.refused == 0 else { return }
        #expect(totals.stored + totals.known > 0, "\(file.path)")
    }
}
