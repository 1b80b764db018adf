internal import Foundation
internal import Logging
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// A large vault that another process is to open and work in: start and memory cannot be measured in the process that has
/// filled it.
struct SizeProbe {
    /// The first argument of that process.
    static let argument = "work-at-size"
    static let controller = "Benchmark"
    static let staff = StaffMember("Dr. Benchmark")
    /// Of the documents that are to be shredded.
    static let oldFacts = ["treatment.completed": "2001-02-03"]
    private static let rounds = 9

    let root: String
    let house: GeneratedHouse

    var vault: VaultDirectory { VaultDirectory(root + "/vault") }

    init(root: String, house: GeneratedHouse) {
        self.root = root
        self.house = house
    }

    /// Reads the arguments that ``run()`` gives.
    init(_ arguments: some Sequence<String>) throws {
        let words = Array(arguments)
        let numbers = words.dropFirst().compactMap { Int($0) }
        guard words.count == 4, numbers.count == 3,
            let house = GeneratedHouse(
                patients: numbers[0],
                records: numbers[1],
                largest: numbers[2],
                seed: 1
            )
        else { throw BenchmarkError("the arguments of \(Self.argument) are not understood") }
        self.init(root: words[0], house: house)
    }

    static func options(faults: FaultPlan) -> OpenVault.Options {
        .init(wait: .zero, isDrill: false, faults: faults, logger: Logger(label: "benchmarks"))
    }

    /// Has a new process do the work; its figures.
    func run() throws -> [Figure] {
        let process = Process()
        process.executableURL = URL(filePath: try FileSystem.realPath("/proc/self/exe"))
        process.arguments = [
            Self.argument, root, String(house.patients), String(house.records), String(house.largest),
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError("the large vault could not be worked in by another process")
        }
        return answer.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 3, let value = Double(cells[1]), let limit = Double(cells[2]) else {
                return nil
            }
            return figure(cells[0], value, limit)
        }
    }

    private func figure(_ name: String, _ value: Double, _ limit: Double) -> Figure {
        if name.hasSuffix("memory") {
            return limit > 0
                ? .size(name, Int(value), atMost: Int(limit)) : .plain(name, "\(Int(value / 1e6)) MB")
        }
        guard limit > 0 else { return .plain(name, Duration.seconds(value).text) }
        return .time(name, .seconds(value), against: .seconds(limit), "limit", atMost: 1)
    }

    /// Opens the vault, works in it and prints what each thing took.
    func answer() async throws {
        _ = try SecretMemory.prepare()
        let steps = StepClock()
        let begin = ContinuousClock.now
        let open = try await OpenVault.open(vault, options: Self.options(faults: steps.plan))
        let controller = try await open.vault.controller(named: Self.controller)
        tell("  start", ContinuousClock.now - begin, limit: 2)
        try await Task.sleep(for: .seconds(2))
        tell("  idle: the program's memory", Double(try ProcessCounters.memory()), limit: 100_000_000)
        try await look(in: controller)
        for patient in 0..<SizeMeasure.shreds { try await shred(patient + 1, in: controller, steps) }
        try await check(in: controller)
        tell("  at the end: most memory", Double(try ProcessCounters().mostMemory))
        try await open.close()
    }

    private func look(in controller: ControllerVault) async throws {
        let large = try await find(0, in: controller)
        var found = Samples()
        var listed = Samples()
        for round in 0..<100 {
            let patient = try await found.time {
                try await find(house.patients / 2 + round * 7 % (house.patients / 2), in: controller)
            }
            try await listed.time {
                _ = try await controller.records(of: patient, by: Self.staff, for: .treatment)
            }
        }
        tell("  a patient found by an identifier, median of 100", found.median)
        tell("  a patient's records listed, median of 100", listed.median)
        var (history, listing) = (Samples(), Samples())
        for _ in 0..<Self.rounds {
            let chart = try await history.time {
                try await controller.chart(of: large, by: Self.staff, for: .treatment)
            }
            guard chart.shown.count == house.largest else {
                throw BenchmarkError("the large file is not whole")
            }
            try await listing.time {
                _ = try await controller.records(of: large, by: Self.staff, for: .treatment)
            }
        }
        tell("  history of \(house.largest) records, the first", history.times[0])
        tell("  history of \(house.largest) records, median", history.median, limit: 0.3)
        tell("  the newest of each listed, median", listing.median)
        var due = 0
        let begin = ContinuousClock.now
        _ = try await controller.previewRetention(
            until: Day(iso8601: "2006-01-01"),
            undecided: false,
            by: Self.staff
        ) { _ in due += 1 }
        tell("  retention preview of \(due) due records", ContinuousClock.now - begin)
    }

    /// Erases the documents of a large file in one case.
    private func shred(_ patient: Int, in controller: ControllerVault, _ steps: StepClock) async throws {
        let id = try await find(patient, in: controller)
        let records = try await controller.records(of: id, by: Self.staff, for: .treatment).shown
            .filter { $0.facts.facts == Self.oldFacts }.map(\.record)
        let times = try await erase(.records(records), in: controller, steps)
        let limit = Double(records.count) / 50_000
        tell(
            "  \(records.count) records shredded in one case, fence to recorded",
            times.recorded,
            limit: limit
        )
        tell("    before: the rules are asked", times.planned)
        for (step, time) in times.steps { tell("    until \(step.rawValue)", time) }
    }

    private func erase(_ scope: ShredScope, in controller: ControllerVault, _ steps: StepClock) async throws
        -> (planned: Duration, recorded: Duration, steps: [(step: DurableStep, after: Duration)])
    {
        let request = try ErasureRequest(
            ground: "art17",
            facts: ["request.ground": "no_longer_needed", "requester.role": "patient"]
        )
        var begin = ContinuousClock.now
        let plan = try await controller.planErasure(scope, request, by: Self.staff)
        let planned = ContinuousClock.now - begin
        steps.reset()
        begin = ContinuousClock.now
        _ = try await controller.erase(planned: plan, request, by: Self.staff)
        let all = steps.steps(since: begin)
        guard let last = all.firstIndex(where: { $0.step == .shredRecorded }) else {
            throw BenchmarkError("an erasure was not recorded")
        }
        return (planned, all[last].after, Array(all[...last]))
    }

    private func check(in controller: ControllerVault) async throws {
        for (name, depth) in [
            ("check of all", CheckDepth(isDeep: false)),
            ("check of what has changed since", CheckDepth(isDeep: false, onlyChanged: true)),
            ("deep check", CheckDepth(isDeep: true)),
        ] {
            try await controller.flush()
            let begin = ContinuousClock.now
            let broken = try await controller.check(depth).filter { !$0.holds }
            tell("  \(name)", ContinuousClock.now - begin)
            guard broken.isEmpty else { throw BenchmarkError("\(broken.map(\.invariant))") }
        }
    }

    private func find(_ patient: Int, in controller: ControllerVault) async throws -> PatientID {
        guard let identifier = house.identifier(of: patient),
            let id = try await controller.find(identifier, by: Self.staff, for: .treatment).first
        else { throw BenchmarkError("an invented patient was not found") }
        return id
    }

    private func tell(_ name: String, _ time: Duration, limit: Double = 0) {
        tell(name, time.seconds, limit: limit)
    }

    private func tell(_ name: String, _ value: Double, limit: Double = 0) {
        print("\(name)\t\(value)\t\(limit)")
    }
}
