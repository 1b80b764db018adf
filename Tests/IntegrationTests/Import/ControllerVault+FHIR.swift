import FHIR
import Synchronization
import VaultCore
import VaultModel

extension ControllerVault {
    /// What an import of FHIR did, and what it refused.
    struct Imported: Sendable {
        let totals: ImportTotals
        /// Where and why.
        let refused: [String]
    }

    /// Imports texts as files of these names.
    func importFHIR(
        _ files: [(name: String, text: String)],
        source: String? = nil,
        patient: PatientID? = nil,
        recordClass: RecordClass? = nil,
        isResumed: Bool = false
    ) async throws -> Imported {
        try await importFHIR(
            files.map { ($0.name, Array($0.text.utf8)) },
            source: source,
            patient: patient,
            recordClass: recordClass,
            isResumed: isResumed
        )
    }

    /// Imports bytes as files of these names.
    func importFHIR(
        _ files: [(name: String, bytes: [UInt8])],
        source: String? = nil,
        patient: PatientID? = nil,
        recordClass: RecordClass? = nil,
        isResumed: Bool = false
    ) async throws -> Imported {
        let refused = Mutex<[String]>([])
        let work = try FHIRImport(
            into: self,
            by: StaffMember(Sample.staff),
            options: FHIRImport.Options(
                source: source,
                patient: patient,
                recordClass: recordClass,
                facts: Sample.facts.facts,
                isResumed: isResumed
            )
        )
        let totals = try await work.run(
            files.map { TextFile(name: $0.name, source: BytesSource($0.bytes), size: $0.bytes.count) }
        ) { event in
            guard case .refused(let place, let reason) = event else { return }
            refused.withLock { $0.append("\(place): \(reason)") }
        }
        return Imported(totals: totals, refused: refused.withLock { $0 })
    }

    /// The bytes of the newest version of every record of a patient but the identity.
    func documents(of patient: PatientID) async throws -> [[UInt8]] {
        var documents: [[UInt8]] = []
        for version in try await records(of: patient) where version.facts.recordClass != .identity {
            documents.append(try await bytes(of: version.record))
        }
        return documents
    }
}
