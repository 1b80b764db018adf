import Foundation
import TestSupport
import Testing
import VaultCore
import VaultModel

/// No statement of daily work reads a whole table that grows with patients or records: each is answered by an index, and by
/// more of it than the number of the controller.
@Suite struct HotQueryTests {
    private static let staff = StaffMember(Sample.staff)

    /// Tables that grow with every patient, record or version.
    private static let large: Set = [
        "records", "record_versions", "record_keys", "record_parts", "patients",
    ]

    /// Indexes that hold only what is closed for reading just now, and the blobs, which are asked for at every start.
    private static let short: Set = [
        "records_controller_id_patient_no_idx", "record_versions_controller_id_patient_no_idx",
        "record_parts_controller_id_blob_id_idx",
    ]

    @Test(.enabled(if: Acceptance.isOn, "for make accept"))
    func everyStatementOfDailyWorkUsesAnIndex() async throws {
        try await VaultCopy.lend { copy in
            let house = try #require(GeneratedHouse(patients: 40, records: 200, largest: 40, seed: 5))
            // An empty table is best read whole, however large it is said to be: so everything is done once before.
            try await copy.open { _, open in
                let controller = try await open.vault.controller(named: Sample.otherController)
                try await controller.generate(house, by: Self.staff) { _ in }
                try await Self.work(1, in: controller, house)
            }
            try await PlanLog.begin(in: copy)
            try await copy.open { _, open in
                try await Self.work(2, in: open.vault.controller(named: Sample.otherController), house)
            }
            let log = try PlanLog(of: copy)
            #expect(log.entries.count > 100)
            for table in Self.large {
                #expect(
                    log.entries.contains { $0.scans.contains { $0.table == table } },
                    "\(table) was not asked"
                )
            }
            let complaints = Self.complaints(about: log)
            #expect(complaints.isEmpty, "\(complaints.joined(separator: "\n\n"))")
        }
    }

    /// Everything that is done every day, once.
    private static func work(
        _ round: Int,
        in controller: ControllerVault,
        _ house: GeneratedHouse
    ) async throws {
        let patient = try await controller.register("urn:mrn|hot \(round)", name: "Hanna Heiß")
        let record = try await controller.store([1, 2, 3], for: patient)
        _ = try await controller.amend(record, to: [4, 5, 6])
        try await controller.flush()
        _ = try await controller.bytes(of: record)
        _ = try await controller.bytes(of: record, version: 1)
        _ = try await controller.records(of: patient)
        _ = try await controller.history(of: record)
        _ = try await controller.chart(of: patient, by: staff, for: .treatment)
        _ = try await controller.find(try #require(PatientIdentifier("urn:mrn|hot \(round)")))
        _ = try await controller.find("Hanna Heiß", born: "1970-01-02")
        let begun = try #require(Day(iso8601: "2010-01-04"))
        let events = try #require(EpisodeEvents(begun: begun, completed: nil, site: nil, label: nil))
        let episode = try await controller.openEpisode(of: patient, events: events, by: staff)
        _ = try await controller.store([:], episode: episode, for: patient)
        let form = try await controller.storeForm(for: patient)
        try await controller.rectify(form, to: [7])
        _ = try await controller.review()
        _ = try await controller.previewRetention(by: staff) { _ in }
        _ = try await controller.erase(.records([record]))
        let leaving = try #require(house.identifier(of: round))
        for patient in try await controller.find(leaving) {
            _ = try await controller.erase(.patient(patient))
        }
        try await controller.flush()
    }

    /// The statements that read more than they need, with what they read.
    static func complaints(about log: PlanLog) -> [String] {
        let found = log.entries.flatMap { entry in
            entry.scans.filter(isTooMuch).map { scan in
                "\(scan.kind) \(scan.table) \(scan.index ?? "") \(scan.condition)\n    \(entry.statement)"
            }
        }
        return Set(found).sorted()
    }

    private static func isTooMuch(_ scan: PlanLog.Scan) -> Bool {
        guard large.contains(scan.table), !scan.isEmpty, !short.contains(scan.index ?? "") else {
            return false
        }
        // A bitmap of what an index found is no search of its own, and the first of an order are no search.
        if scan.kind == "Bitmap Heap Scan" || scan.isLimited && scan.index != nil { return false }
        return !scan.condition.contains(" AND ")
    }
}
