internal import Foundation
internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// The keyring at size: 10^5 scattered version shreds and 10^5 patient erasures among 10^7 patients.
struct KeyringMeasure {
    private static let patients = 10_000_000
    /// Of each patient; a shred among them leaves about 13 live nodes.
    private static let versions = 20
    private static let punctures = 100_000
    private static let batch = 1000
    private static let singles = 100

    let directory: String

    func figures() async throws -> [Figure] {
        let probe = KeyringProbe(in: directory)
        let safe = try await FileKeySafe.create(
            places: probe.places,
            vault: probe.vault,
            controller: probe.controller,
            dataDirectory: probe.dataDirectory,
            weak: true,
            incarnation: probe.incarnation,
            // What a day's limits and approvals keep apart is done in one go.
            limits: SafeLimits(
                patients: 1 << 40,
                versions: 1 << 40,
                coolingOff: 0,
                approvals: 0,
                approvers: []
            )
        )
        guard let tree = try await safe.status().trees.first else {
            throw BenchmarkError("the new key safe has no tree")
        }
        var dice = Dice()
        var largest = 0
        for _ in 0..<Self.punctures / Self.batch {
            for isPatient in [true, false] {
                let prefixes = try (0..<Self.batch).map { _ in try prefix(isPatient, in: tree, &dice) }
                try await destroy(prefixes, in: safe, for: probe)
                largest = max(largest, try await pageBytes(prefixes[0], in: safe, of: probe))
            }
        }
        var times = Samples()
        var written = 0
        for number in 0..<Self.singles {
            let prefix = try prefix(number.isMultiple(of: 2), in: tree, &dice)
            let before = try ProcessCounters().written
            try await times.time { try await destroy([prefix], in: safe, for: probe) }
            written = max(written, try ProcessCounters().written - before)
            largest = max(largest, try await pageBytes(prefix, in: safe, of: probe))
        }
        await safe.close()
        let opened = try await probe.run()
        return [
            .size("10^7 patients, 2 x 10^5 scattered shreds: pages", largest, atMost: 90_000_000),
            .time(
                "  one shred, slowest of \(Self.singles)",
                times.most,
                against: .milliseconds(50),
                "limit",
                atMost: 1
            ),
            .size("  the same: most written, in both places", written, atMost: 1 << 20),
            .time("  opened by a new process", opened.time, against: .seconds(2), "limit", atMost: 1),
            .size("  most memory of that process", opened.memory, atMost: 100_000_000),
        ]
    }

    /// A patient, or one of the first versions of one, whoever it is.
    private func prefix(_ isPatient: Bool, in tree: TreeNumber, _ dice: inout Dice) throws -> Prefix {
        guard let patient = PatientNumber(UInt64(dice.next(below: Self.patients)) + 1),
            let slot = Slot(patient: patient, serial: UInt32(dice.next(below: Self.versions)) + 1)
        else { throw BenchmarkError("the number of a patient is out of range") }
        return isPatient ? .patient(patient, in: tree) : .slot(slot, in: tree)
    }

    private func destroy(_ prefixes: [Prefix], in safe: FileKeySafe, for probe: KeyringProbe) async throws {
        let request = PunctureRequest(
            id: .random(),
            incarnation: probe.incarnation,
            prefixes: prefixes,
            purpose: .erasure
        )
        guard try await safe.puncture(request).state == .destroyed else {
            throw BenchmarkError("a place of the key safe did not destroy its former state")
        }
    }

    /// The bytes of all pages, once every place had time to give back the room of what was destroyed.
    private func pageBytes(_ prefix: Prefix, in safe: FileKeySafe, of probe: KeyringProbe) async throws -> Int
    {
        guard try await !safe.freshlyCovers(prefix) else {
            throw BenchmarkError("a key that was destroyed can still be derived")
        }
        try await Task.sleep(for: .milliseconds(150))
        return try probe.pageBytes()
    }
}
