import Foundation
import VaultModel

@testable import Keyring

/// Directories for the places of a key safe, removed at the end of the test.
final class TemporaryPlaces: Sendable {
    let root: String
    let places: [String]
    let data: String
    let vault = VaultID.random()
    let controller = ControllerID.random()
    let incarnation = IncarnationID.random()

    /// How many places open the safe together.
    let threshold: Int

    init(_ count: Int = 2, threshold: Int = 1) throws {
        self.threshold = threshold
        root = NSTemporaryDirectory() + "lethe-keyring-\(UUID().uuidString)"
        data = root + "/data"
        places = (0..<count).map { [root] in "\(root)/place-\($0)" }
        try FileManager.default.createDirectory(
            atPath: data,
            withIntermediateDirectories: true,
            attributes: [.posixPermissions: 0o700]
        )
    }

    var identity: SafeIdentity { SafeIdentity(vault: vault, controller: controller) }

    /// A safe whose operations on places go through a plan of failures.
    func safe(
        _ plan: PlaceFaults = .none,
        faults: FaultPlan = .none,
        readOnly: Bool = false,
        clock: VaultClock = .system
    ) -> FileKeySafe {
        FileKeySafe(
            identity: identity,
            places: places.map { Place(label: $0, identity: identity, faults: plan) },
            dataDirectory: data,
            incarnation: incarnation,
            isReadOnly: readOnly,
            clock: clock,
            faults: faults
        )
    }

    /// Makes the safe; tests accept whatever file system the temporary directory is on.
    func create(_ plan: PlaceFaults = .none) async throws -> FileKeySafe {
        try await safe(plan).created(
            acceptsWeak: true,
            incarnation: incarnation,
            threshold: threshold
        )
    }

    func open(
        _ plan: PlaceFaults = .none,
        faults: FaultPlan = .none,
        readOnly: Bool = false
    ) async throws -> FileKeySafe {
        try await safe(plan, faults: faults, readOnly: readOnly).opened()
    }

    func folder(_ index: Int) -> String { "\(places[index])/\(controller)" }

    func hide(_ index: Int) throws {
        try FileManager.default.moveItem(atPath: places[index], toPath: places[index] + ".away")
    }

    func bringBack(_ index: Int) throws {
        try FileManager.default.moveItem(atPath: places[index] + ".away", toPath: places[index])
    }

    /// Notes what every place holds, to come back to it.
    func save() throws {
        try? FileManager.default.removeItem(atPath: root + "/saved")
        try FileManager.default.createDirectory(atPath: root + "/saved", withIntermediateDirectories: false)
        for (index, place) in places.enumerated() {
            try FileManager.default.copyItem(atPath: place, toPath: "\(root)/saved/\(index)")
        }
    }

    /// Puts every place back to where it was noted.
    func restore() throws {
        for (index, place) in places.enumerated() {
            try FileManager.default.removeItem(atPath: place)
            try FileManager.default.copyItem(atPath: "\(root)/saved/\(index)", toPath: place)
        }
    }

    func request(_ prefixes: [Prefix], id: RequestID = .random()) -> PunctureRequest {
        PunctureRequest(id: id, incarnation: incarnation, prefixes: prefixes, purpose: .erasure)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: root)
    }
}

func patient(_ number: UInt64) -> PatientNumber {
    PatientNumber(number) ?? .office
}

func slot(_ number: UInt64, _ serial: UInt32) -> Slot {
    guard let slot = Slot(patient: patient(number), serial: serial) else { preconditionFailure("serial") }
    return slot
}

extension Prefix {
    static func patient(_ number: UInt64) -> Prefix { .patient(KeyringTests.patient(number), in: .first) }

    static func slot(_ number: UInt64, _ serial: UInt32) -> Prefix {
        .slot(KeyringTests.slot(number, serial), in: .first)
    }
}

/// A small deterministic generator (SplitMix64), so that a failing run can be repeated.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

extension KeyNode {
    func hasSameSeed(as other: KeyNode) -> Bool { seed.isEqual(to: other.seed) }
}
