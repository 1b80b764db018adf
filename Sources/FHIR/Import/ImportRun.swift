internal import VaultCore
internal import VaultModel

/// One import on its way: takes unit after unit, says of each resource whose it is, and hands it to the vault.
final class ImportRun {
    let vault: ControllerVault
    let staff: StaffMember?
    let options: FHIRImport.Options
    let names: ResourceNames
    private(set) var totals = ImportTotals()
    private let report: (FHIRImport.Event) async throws -> Void
    private var units: UnitReader
    private var pending: ArraySlice<ImportItem> = []
    private var places: [Int: ImportPlace] = [:]
    /// What was handed to the vault and is not durable yet, so that it is not found there: by name, and by number.
    private var underWay: [String: SourcedRecord] = [:]
    private var namesUnderWay: [Int: [String]] = [:]
    private var number = 0

    init(
        _ files: [TextFile],
        into vault: ControllerVault,
        by staff: StaffMember?,
        options: FHIRImport.Options,
        report: @escaping (FHIRImport.Event) async throws -> Void
    ) {
        self.vault = vault
        self.staff = staff
        self.options = options
        self.report = report
        names = ResourceNames(source: options.source)
        units = UnitReader(files)
        totals.size = units.size
    }

    /// The next resource to be stored; `nil` when there is none.
    func next() async throws -> ImportItem? {
        while true {
            if let item = pending.popFirst() { return item }
            switch try units.next() {
            case nil: return nil
            case .failure(let failure)?: try await refuse(failure.place, failure.error.message)
            case .success(let unit)?: try await take(unit)
            }
            totals.read = units.read
        }
    }

    /// Notes what became of some.
    func note(_ results: [ImportResult]) async throws {
        for result in results {
            let place = places.removeValue(forKey: result.number)
            for name in namesUnderWay.removeValue(forKey: result.number) ?? [] { underWay[name] = nil }
            switch result.outcome {
            case .stored:
                totals.stored += 1
                totals.bytes += result.size
            case .known: totals.known += 1
            case .refused(let reason): try await refuse(place ?? ImportPlace(file: ""), reason)
            }
        }
        try await report(.progress(totals))
    }

    /// Notes that something is not stored.
    func refuse(_ place: ImportPlace, _ reason: String) async throws {
        totals.refused += 1
        try await report(.refused(place: place.text, reason: reason))
    }

    /// What the vault knows of some names, or will.
    func records(knownBy names: Set<String>) async throws -> [String: SourcedRecord] {
        var mine: [String: SourcedRecord] = [:]
        for name in names { mine[name] = underWay[name] }
        let others = try await vault.records(knownBy: names.subtracting(mine.keys).sorted(), by: staff)
        return mine.merging(others) { mine, _ in mine }
    }

    /// Notes what is handed to the vault.
    private func noteUnderWay(_ items: [ImportItem]) {
        for item in items {
            guard let record = item.record else { continue }
            var patient: PatientID?
            if case .patient(let id) = item.owner { patient = id }
            namesUnderWay[item.number] = item.sources
            for name in item.sources { underWay[name] = SourcedRecord(record: record, patient: patient) }
        }
    }

    /// Notes that something was stored before.
    func noteKnown() { totals.known += 1 }

    /// Notes that a patient was registered.
    func noteRegistered() { totals.patients += 1 }

    /// A number for something that is to be stored.
    func number(for place: ImportPlace) -> Int {
        number += 1
        places[number] = place
        return number
    }

    private func take(_ unit: ImportUnit) async throws {
        for failure in unit.failures { try await refuse(failure.place, failure.error.message) }
        do {
            let items = try await UnitDesk(unit, run: self).items()
            guard unit.isWhole, !items.isEmpty else {
                noteUnderWay(items)
                return pending = items[...]
            }
            try await storeWhole(items, of: unit)
        } catch let error as FHIRError {
            try await refuse(unit.place, error.message)
        }
    }

    private func storeWhole(_ items: [ImportItem], of unit: ImportUnit) async throws {
        let results = try await vault.storeWhole(items, by: staff)
        for result in results {
            guard case .refused(let reason) = result.outcome else { continue }
            let place = places[result.number]?.entry.map { "entry \($0): " } ?? ""
            for result in results { places[result.number] = nil }
            return try await refuse(unit.place, place + reason)
        }
        try await note(results)
    }
}
