internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// Wrap keys of a patient with 100 records, whose node is cached.
struct DerivationMeasure {
    private static let slots: UInt32 = 100
    private static let rounds = 50
    private static let limit: Duration = .microseconds(10)

    let directory: String

    func figures() async throws -> [Figure] {
        let vault = VaultID.random()
        let controller = ControllerID.random()
        let safe = try await FileKeySafe.create(
            places: [directory + "/keys"],
            vault: vault,
            controller: controller,
            dataDirectory: directory + "/vault",
            weak: true,
            incarnation: .random()
        )
        guard let patient = PatientNumber(7) else { throw BenchmarkError("no patient number") }
        let bindings = (1...Self.slots).compactMap { serial in
            Slot(patient: patient, serial: serial).map {
                (
                    $0,
                    KeyBinding.wrap(vault: vault, controller: controller, record: .random(), version: .first)
                )
            }
        }
        guard let tree = try await safe.status().trees.first else {
            throw BenchmarkError("the new key safe has no tree")
        }
        let deriver = KeyDeriver(safe: safe)
        let lent = try await deriver.keys(of: patient, in: tree)
        var derived = Samples()
        var direct = Samples()
        for _ in 0..<Self.rounds {
            try await derived.time {
                for (slot, binding) in bindings {
                    _ = try await deriver.wrapKey(for: slot, tree: tree, binding: binding).count
                }
            }
            try await direct.time {
                for (slot, binding) in bindings { _ = try lent.key(of: slot, for: binding).count }
            }
        }
        let count = Double(bindings.count)
        return [
            .time(
                "wrap key, cached patient node",
                derived.median / count,
                against: Self.limit,
                "limit",
                atMost: 1
            ),
            .time(
                "wrap key, inside a transaction (lent keys)",
                direct.median / count,
                against: Self.limit,
                "limit",
                atMost: 1
            ),
        ]
    }
}
