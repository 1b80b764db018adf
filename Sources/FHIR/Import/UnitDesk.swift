internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// Turns a unit into what the vault stores: looks up what it refers to, says whose each resource is, registers patients.
struct UnitDesk {
    let unit: ImportUnit
    let run: ImportRun
    let entries: [BundleEntry]
    var owners: [Int: ResourceOwner] = [:]
    var stored: [Int: SourcedRecord] = [:]
    var sources: [Int: [String]] = [:]
    var patients: [Int: PatientID] = [:]
    /// The entries that say who patients are: Patients themselves, and those inside documents.
    var subjects: [Int: BundleEntry] = [:]
    private let ids: [RecordID]

    init(_ unit: ImportUnit, run: ImportRun) {
        self.unit = unit
        self.run = run
        entries = unit.entries
        ids = unit.entries.map { _ in .random() }
    }

    /// What is to be stored of it.
    ///
    /// - Throws: ``FHIRError`` when all of it is refused.
    func items() async throws -> [ImportItem] {
        var desk = self
        let resolution = try await desk.resolve()
        try await desk.findStored()
        try await desk.findPatients()
        return try await desk.items(resolution)
    }

    private mutating func resolve() async throws -> BundleResolution {
        let resolution = try await resolution(of: entries)
        for number in entries.indices {
            do {
                if entries[number].resource?.type == "Bundle" {
                    owners[number] = try await documentOwner(number)
                } else {
                    owners[number] = try resolution.owner(of: number)
                }
                // A conditional reference that leads nowhere is found now, before anything is stored.
                _ = try resolution.overlay(of: number) { _ in "" }
            } catch let error as FHIRError {
                let isAll = unit.isBundle && [.unresolved, .unsupported].contains(error.code)
                try await refuse(number, error, isAll: isAll)
            }
            if case .entry(let entry)? = owners[number], subjects[entry] == nil {
                subjects[entry] = entries[entry]
            }
        }
        return resolution
    }

    private func resolution(of entries: [BundleEntry]) async throws -> BundleResolution {
        let wanted = BundleResolution.wanted(by: entries, run.names)
        return BundleResolution(
            entries,
            names: run.names,
            known: KnownNames(
                records: try await run.records(knownBy: wanted.names),
                patients: try await run.vault.patients(knownBy: Array(wanted.identifiers), by: run.staff)
            ),
            owner: run.options.patient
        )
    }

    /// Whose a document is, which stays one record: whose what it begins with is.
    ///
    /// See hl7.org/fhir/R4/documents.html.
    private mutating func documentOwner(_ number: Int) async throws -> ResourceOwner {
        var inside: [BundleEntry] = []
        for (index, member) in (entries[number].resource?.value["entry"]?.elements ?? []).enumerated() {
            inside.append(try BundleEntry(member, number: index + 1))
        }
        guard inside.first?.resource?.type == "Composition" else {
            throw FHIRError(.notFHIR, "a document begins with a Composition")
        }
        let owner = try await resolution(of: inside).owner(of: 0)
        guard case .entry(let entry) = owner else { return owner }
        subjects[number] = inside[entry]
        return .entry(number)
    }

    /// Refuses an entry; in a whole, or when it is about all of a bundle, everything.
    mutating func refuse(_ number: Int, _ error: FHIRError, isAll: Bool = false) async throws {
        owners[number] = nil
        guard unit.isWhole || isAll else { return try await run.refuse(unit.places[number], error.message) }
        throw FHIRError(error.code, "entry \(entries[number].number): \(error.message)")
    }

    private mutating func findStored() async throws {
        var occurrences: [String: Int] = [:]
        var taken: Set<String> = []
        for (number, owner) in owners.sorted(by: { $0.key < $1.key }) {
            let isNamed = owner == .office || entries[number].resource?.type == "Bundle"
            let names = run.names.names(of: entries[number], isOffice: isNamed) { digest in
                defer { occurrences[digest, default: 0] += 1 }
                return occurrences[digest, default: 0]
            }
            // Two of a house may have one identifier: it names the first.
            let own = names.filter { !taken.contains($0) }
            taken.formUnion(names)
            sources[number] = own.isEmpty ? names : own
        }
        let known = try await run.vault.records(knownBy: sources.values.flatMap(\.self), by: run.staff)
        for number in owners.keys.sorted() {
            let found = Set((sources[number] ?? []).compactMap { known[$0] })
            guard let record = found.first else { continue }
            guard found.count == 1 else {
                try await refuse(number, FHIRError(.stored, "its ids name several records that are stored"))
                continue
            }
            stored[number] = record
            try await compare(number, with: record)
        }
    }

    /// Refuses what is stored under the same id and says something else, so that nothing is lost in silence.
    ///
    /// What the office keeps stays as it is: bundles of many patients name the same house.
    private mutating func compare(_ number: Int, with record: SourcedRecord) async throws {
        guard record.patient != nil, !run.options.isResumed,
            try await !run.vault.began(record.record, with: SHA256.hash(unit.bytes(of: number)))
        else { return }
        try await refuse(
            number,
            FHIRError(
                .stored,
                "another content is stored under its id, as record \(record.record); amend that with `lethe record amend`"
            )
        )
    }

    private func items(_ resolution: BundleResolution) async throws -> [ImportItem] {
        var items: [ImportItem] = []
        for number in owners.keys.sorted() {
            guard stored[number] == nil else {
                run.noteKnown()
                continue
            }
            guard let owner = owner(of: number), let resource = entries[number].resource else {
                try await run.refuse(unit.places[number], "its patient is not taken")
                continue
            }
            let bytes = unit.bytes(of: number)
            let recordClass = recordClass(of: resource, isOffice: owner == .office)
            items.append(
                ImportItem(
                    number: run.number(for: unit.places[number]),
                    owner: owner,
                    intake: Intake(
                        source: BytesSource(bytes),
                        name: resource.id.map { "\(resource.type)-\($0).json" } ?? "\(resource.type).json",
                        mediaType: "application/fhir+json",
                        recordClass: recordClass,
                        facts: owner == .office ? [:] : facts(about: resource, in: recordClass),
                        overlay: try resolution.overlay(of: number) { id(of: $0) }
                    ),
                    sources: sources[number] ?? [],
                    size: bytes.count,
                    record: ids[number]
                )
            )
        }
        return items
    }

    private func owner(of number: Int) -> ImportItem.Owner? {
        switch owners[number] {
        case .known(let patient)?: .patient(patient)
        case .entry(let entry)?: patients[entry].map(ImportItem.Owner.patient)
        case .office?: .office
        case nil: nil
        }
    }

    /// The id here of an entry: of a Patient that of the patient.
    private func id(of number: Int) -> String? {
        if entries[number].resource?.type == "Patient" { return patients[number]?.description }
        return (stored[number]?.record ?? ids[number]).description
    }

    /// What the sender says of everything, and what the resource itself says of the fact that the law counts from.
    private func facts(about resource: Resource, in recordClass: RecordClass?) -> [String: String] {
        let name = "exposure.date"
        guard recordClass == .radiationExamination, run.options.facts[name] == nil,
            let started = (resource.value["started"] ?? resource.value["effectiveDateTime"])?.string,
            let day = Day(iso8601: String(started.prefix(10)))
        else { return run.options.facts }
        return run.options.facts.merging([name: day.description]) { _, new in new }
    }

    private func recordClass(of resource: Resource, isOffice: Bool) -> RecordClass? {
        if isOffice { return .directory }
        let found = run.vault.recordClass(
            of: ResourceCodes.codes(of: resource),
            otherwise: DocumentCode(system: .fhirType, code: resource.type)
        )
        // Who a patient is was registered; the resource itself is a part of their file.
        return found == .identity ? .clinicalCore : found ?? run.options.recordClass
    }
}
