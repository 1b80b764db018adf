internal import VaultCore
internal import VaultModel

/// Says of every entry of a bundle whose it is, and where its references lead.
///
/// Pure: what the vault knows is looked up before (``wanted(by:_:)``) and given.
struct BundleResolution: Sendable {
    let entries: [BundleEntry]
    let names: ResourceNames
    let known: KnownNames
    /// Whose what belongs to nobody else is, as the sender says; `nil` when they did not say.
    let owner: PatientID?
    private let index: BundleIndex
    /// The entries that speak of a Binary, by its index.
    private let holders: [Int: Set<Int>]

    init(_ entries: [BundleEntry], names: ResourceNames, known: KnownNames, owner: PatientID?) {
        self.entries = entries
        self.names = names
        self.known = known
        self.owner = owner
        let index = BundleIndex(entries)
        self.index = index
        var holders: [Int: Set<Int>] = [:]
        if entries.contains(where: { $0.resource?.type == "Binary" }) {
            for (number, entry) in entries.enumerated() {
                for link in entry.resource?.links ?? [] {
                    guard let found = index.entry(addressedBy: link, from: number), found != number,
                        entries[found].resource?.type == "Binary"
                    else { continue }
                    holders[found, default: []].insert(number)
                }
            }
        }
        self.holders = holders
    }

    /// Where a reference leads.
    enum Target: Hashable, Sendable {
        /// To an entry of the same bundle, by its index.
        case entry(Int)
        /// To a record of the vault.
        case record(SourcedRecord)
        /// To a patient of the vault.
        case patient(PatientID)
    }

    // MARK: Where references lead

    /// The entry with exactly this address.
    func index(exactly address: String) -> Int? { index.entry(exactly: address) }

    /// The entry that an address outside a Reference leads to, such as that of an attachment.
    func index(addressedBy link: Link, from entry: Int) -> Int? {
        index.entry(addressedBy: link, from: entry)
    }

    /// Where a reference leads; `nil` when that is not known here.
    ///
    /// - Throws: ``FHIRError`` with `unsupported`, or `unresolved` for a conditional reference without exactly one answer.
    func target(of text: String, from entry: Int) throws(FHIRError) -> Target? {
        let address = try ResourceAddress(text)
        if case .identified(let type, let system, let value) = address {
            return try target(identified: type, system: system, value: value)
        }
        if let found = index.entry(at: address, from: entry) { return .entry(found) }
        return names.name(of: address).flatMap { known.records[$0] }.map(Target.record)
    }

    private func target(identified type: String, system: String, value: String) throws(FHIRError) -> Target {
        let name = ResourceNames.name(type: type, system: system, value: value)
        var found = Set(index.entries(identified: name).map(Target.entry))
        if type == "Patient" {
            let patients =
                PatientIdentifier(system: system, value: value).flatMap { known.patients[$0] } ?? []
            // An entry is the patient that its identifiers find.
            if found.isEmpty || patients.count > 1 { found.formUnion(patients.map(Target.patient)) }
        } else if found.isEmpty, let record = known.records[name] {
            found.insert(.record(record))
        }
        guard let target = found.first else {
            throw FHIRError(.unresolved, "a conditional reference to a \(type) finds nothing that is stored")
        }
        guard found.count == 1 else {
            throw FHIRError(.unresolved, "a conditional reference to a \(type) finds several")
        }
        return target
    }

    // MARK: Whose it is

    /// Whose an entry is.
    ///
    /// - Throws: ``FHIRError`` with `severalPatients`, `noPatient`, or what following its references throws.
    func owner(of number: Int) throws(FHIRError) -> ResourceOwner {
        guard let resource = entries[number].resource else { throw Self.nobody }
        if resource.type == "Patient" { return .entry(number) }
        var search = OwnerSearch()
        for element in resource.owners { try note(element, of: number, in: &search) }
        if let found = try decision(of: search) { return found }
        // No element says so: then who is spoken of anywhere in it.
        var spoken = OwnerSearch()
        for link in resource.links where link.isReference { try note(link.text, of: number, in: &spoken) }
        if let found = try decision(of: spoken) { return found }
        // And last whose the things are that it speaks of, such as what a Provenance is about.
        var about = OwnerSearch()
        for link in resource.links where link.isReference {
            guard let target = try target(of: link.text, from: number) else { continue }
            switch target {
            case .record(let record):
                if let patient = record.patient { about.patients.insert(.known(patient)) }
            case .entry(let entry):
                guard entry != number, let other = entries[entry].resource else { continue }
                for element in other.owners { try note(element, of: entry, in: &about) }
            case .patient(let patient): about.patients.insert(.known(patient))
            }
        }
        if let found = try decision(of: about) { return found }
        // A Binary is a part of what speaks of it.
        var whole = OwnerSearch()
        for holder in holders[number] ?? [] where entries[holder].resource?.type != "Binary" {
            whole.patients.insert(try self.owner(of: holder))
        }
        if let found = try decision(of: whole) { return found }
        let isPersonal = ResourceTypes.personal.contains(resource.type)
        guard isPersonal || search.namesSomebody || spoken.namesPatient else { return .office }
        guard let owner else { throw Self.nobody }
        return .known(owner)
    }

    private static let nobody = FHIRError(
        .noPatient,
        "nothing that is known here says whose it is; register the patient first or name them with --patient"
    )

    /// The one patient that was found; `nil` when none was.
    private func decision(of search: OwnerSearch) throws(FHIRError) -> ResourceOwner? {
        if search.patients.count > 1 {
            if let owner { return .known(owner) }
            throw FHIRError(
                .severalPatients,
                "it is about several patients; name the one whose it is with --patient"
            )
        }
        return search.patients.first
    }

    /// Notes whom an element names.
    private func note(_ element: JSONValue, of entry: Int, in search: inout OwnerSearch) throws(FHIRError) {
        if let text = element["reference"]?.string {
            return try note(text, of: entry, in: &search)
        }
        guard element.kind == .object else { return }
        if let value = element["identifier"]?["value"]?.string,
            let identifier = PatientIdentifier(
                system: element["identifier"]?["system"]?.string ?? "",
                value: value
            )
        {
            let name = ResourceNames.name(type: "Patient", system: identifier.system, value: identifier.value)
            let here = index.entries(identified: name)
            if !here.isEmpty {
                search.patients.formUnion(here.map(ResourceOwner.entry))
            } else if let patients = known.patients[identifier], !patients.isEmpty {
                search.patients.formUnion(patients.map(ResourceOwner.known))
            } else {
                search.namesSomebody = true
            }
            return
        }
        search.namesSomebody = true
    }

    private func note(_ text: String, of entry: Int, in search: inout OwnerSearch) throws(FHIRError) {
        switch try target(of: text, from: entry) {
        case .entry(let found):
            if entries[found].resource?.type == "Patient" { search.patients.insert(.entry(found)) }
        case .patient(let patient): search.patients.insert(.known(patient))
        case .record(let record):
            // The record of a Patient belongs to the patient.
            if let patient = record.patient, try Self.namesPatient(text) {
                search.patients.insert(.known(patient))
            }
        case nil:
            switch try ResourceAddress(text) {
            case .resource(_, "Patient", _), .identified("Patient", _, _):
                search.namesPatient = true
                search.namesSomebody = true
            // What it leads to only its bundle could tell.
            case .urn: search.namesSomebody = true
            case .resource, .identified, .other: break
            }
        }
    }

    /// Whether a reference says that it leads to a Patient, or to something that only its bundle could tell.
    private static func namesPatient(_ text: String) throws(FHIRError) -> Bool {
        switch try ResourceAddress(text) {
        case .resource(_, let type, _), .identified(let type, _, _): type == "Patient"
        case .urn: true
        case .other: false
        }
    }
}

/// The patients that were found.
private struct OwnerSearch {
    var patients: Set<ResourceOwner> = []
    /// Whether somebody or something is named that is not known, and could be a patient.
    var namesSomebody = false
    /// Whether that surely is one.
    var namesPatient = false
}
