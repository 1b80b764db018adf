internal import Foundation
internal import Logging
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// A vault at the size that DESIGN section 10 names, or a tenth of it: an invented house is stored, then another process opens
/// it as a server does and works in it.
struct SizeMeasure {
    private static let patients = 100_000
    private static let records = 1_000_000
    /// In the first patient's file, and in those of the next patients, for the shreds.
    private static let largest = 10_000
    static let shreds = 3

    let directory: String
    /// Which part of the full size is measured: 1 or 10.
    let divisor: Int

    func figures() async throws -> [Figure] {
        guard
            let house = GeneratedHouse(
                patients: Self.patients / divisor,
                records: Self.records / divisor,
                largest: Self.largest,
                seed: 1
            )
        else { throw BenchmarkError("no house of this size can be made") }
        let root = directory + "/size"
        try FileSystem.createDirectory(root, permissions: 0o755)
        let probe = SizeProbe(root: root, house: house)
        let time = try await make(house, probe)
        return [
            .plain(
                "an invented house of \(house.records) records, \(house.patients) patients: stored in",
                "\(time.text), \(Int(Double(house.records) / time.seconds)) records/s"
            )
        ] + (try probe.run())
    }

    private func make(_ house: GeneratedHouse, _ probe: SizeProbe) async throws -> Duration {
        try await OpenVault.create(
            probe.vault,
            configuration: VaultConfiguration(
                vault: .random(),
                incarnation: .random(),
                isRehearsal: false,
                database: nil,
                keySafes: [probe.root + "/safe-1", probe.root + "/safe-2"],
                acceptsWeakKeySafe: true
            )
        )
        let open = try await OpenVault.open(probe.vault, options: SizeProbe.options(faults: .none))
        let controller = try await open.vault.createController(
            name: SizeProbe.controller,
            country: "DE",
            facts: ["controller.kind": "hospital", "controller.region": "DE-BE"],
            rules: StandardRules.files
        )
        // What a day's limits keep apart is done in one go.
        _ = try await controller.setLimits(
            LimitsChange(patients: 1 << 40, versions: 1 << 40),
            by: SizeProbe.staff
        )
        let begin = ContinuousClock.now
        try await controller.generate(house, by: SizeProbe.staff) { _ in }
        let time = ContinuousClock.now - begin
        for patient in 1...Self.shreds { try await enlarge(patient, of: house, in: controller) }
        try await controller.flush()
        _ = try await controller.review()
        try await open.close()
        return time
    }

    /// Gives a patient so many documents that the file is as large as the first one's.
    private func enlarge(_ patient: Int, of house: GeneratedHouse, in controller: ControllerVault)
        async throws
    {
        let identifier = house.identifier(of: patient)
        var number = house.records(of: patient)
        try await controller.importing(by: SizeProbe.staff) {
            guard number < house.largest, let identifier else { return nil }
            defer { number += 1 }
            let document = house.document(number, of: patient)
            return ImportItem(
                number: number,
                owner: .identified(identifier),
                // A treatment that ended long ago: no law keeps it any more.
                intake: Intake(
                    source: document.source,
                    name: document.name,
                    facts: RecordFacts(recordClass: .clinicalCore, facts: SizeProbe.oldFacts)
                ),
                sources: [],
                size: 1600
            )
        } report: { results in
            for case .refused(let reason) in results.map(\.outcome) { throw BenchmarkError(reason) }
        }
    }
}
