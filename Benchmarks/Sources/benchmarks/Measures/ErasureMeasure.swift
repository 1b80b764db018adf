internal import VaultCore
internal import VaultModel

/// Patients of 100 records erased, from the call that fences what was planned to the end of the record step; beside it rows
/// and pgcrypto's keys that are merely deleted, and stay in every backup and archive.
struct ErasureMeasure {
    private static let patients = 9
    private static let records = 100
    private static let limit = 12.0

    let house: House

    /// The figures, and what the file system took meanwhile.
    func figures(_ fsync: inout FsyncTimes) async throws -> [Figure] {
        var erased = Samples()
        var charts = Samples()
        var planned = Samples()
        var (keysDeleted, rowsDeleted) = (Samples(), Samples())
        let pgcrypto = PgcryptoPeer(pool: house.plain)
        try await pgcrypto.prepare()
        let request = try ErasureRequest(
            ground: "art17",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
        var steps: [DurableStep: Samples] = [:]
        var order: [DurableStep] = []
        for _ in 0..<Self.patients {
            let patient = try await house.patient(records: Self.records)
            _ = try await charts.time {
                try await house.controller.chart(of: patient, by: house.staff, for: .treatment)
            }
            // What the stores left to be written is not the erasure's to wait for.
            try fsync.measure(in: house.directory)
            house.steps.reset()
            var begin = ContinuousClock.now
            let plan = try await house.controller.planErasure(.patient(patient), request, by: house.staff)
            planned.add(ContinuousClock.now - begin)
            begin = ContinuousClock.now
            _ = try await house.controller.erase(planned: plan, request, by: house.staff)
            try fsync.measure(in: house.directory)
            var last = Duration.zero
            var rows: [Int64] = []
            for _ in 0..<Self.records { rows.append(try await pgcrypto.store(House.document(4096))) }
            try await keysDeleted.time { try await pgcrypto.deleteKeys(of: rows) }
            try await rowsDeleted.time { try await pgcrypto.deleteRows(rows) }
            for (step, after) in house.steps.steps(since: begin) {
                if steps[step] == nil { order.append(step) }
                steps[step, default: Samples()].add(after - last)
                last = after
                guard step != .shredRecorded else {
                    erased.add(after)
                    break
                }
            }
        }
        let parts = order.map { step in
            Figure.plain("  until \(step.rawValue)", steps[step]?.median.text ?? "")
        }
        return [
            .time(
                "erase a patient of 100 records, fence to recorded",
                erased.median,
                against: fsync.appending,
                "fsync (4 KiB appended)",
                atMost: Self.limit
            ),
            .plain(
                "  against 4 KiB overwritten + fdatasync",
                erased.median.text,
                peer: fsync.overwriting.text,
                ratio: erased.median / fsync.overwriting
            ),
        ] + parts + [
            .plain(
                "  against DELETE of pgcrypto's 100 keys, which erases no copy",
                erased.median.text,
                peer: keysDeleted.median.text,
                ratio: erased.median / keysDeleted.median
            ),
            .plain(
                "  against DELETE of 100 rows, which erases no copy",
                erased.median.text,
                peer: rowsDeleted.median.text,
                ratio: erased.median / rowsDeleted.median
            ),
            .plain("  before: the rules are asked about 100 records", planned.median.text),
            .plain("chart of a patient with 100 records", charts.median.text),
        ]
    }
}
