internal import Keyring
internal import VaultModel

/// The key safes of a server's places, each opened when its vault first asks.
actor SafeShelf {
    private let places: [String]
    private let threshold: Int
    private let acceptsWeak: Bool
    private let duration: Duration
    private var open: [ControllerID: ServedSafe] = [:]
    private let gate = SerialGate()

    init(places: [String], threshold: Int, acceptsWeak: Bool, duration: Duration) {
        self.places = places
        self.threshold = threshold
        self.acceptsWeak = acceptsWeak
        self.duration = duration
    }

    /// The key safe of a controller of a vault.
    ///
    /// - Throws: `KeyringError`, `foreign` for a vault that is not its own.
    func safe(of controller: ControllerID, vault: VaultID) async throws -> ServedSafe {
        await gate.enter()
        defer { gate.leave() }
        if let served = open[controller] {
            guard try await served.safe.status().vault == vault else { throw Self.foreign }
            return served
        }
        let looked = try await opened(controller, vault, nil)
        let incarnation = try await looked.status().incarnation
        await looked.close()
        return keep(try await opened(controller, vault, incarnation), controller)
    }

    /// Makes a key safe for a controller of a vault; one that is there stays.
    func create(_ controller: ControllerID, vault: VaultID, incarnation: IncarnationID) async throws {
        await gate.enter()
        defer { gate.leave() }
        let safe = try await FileKeySafe.create(
            places: places,
            vault: vault,
            controller: controller,
            dataDirectory: "",
            threshold: threshold,
            weak: acceptsWeak,
            incarnation: incarnation
        )
        _ = keep(safe, controller)
    }

    /// Forgets every key.
    func close() async {
        for served in open.values { await served.safe.close() }
    }

    private func keep(_ safe: FileKeySafe, _ controller: ControllerID) -> ServedSafe {
        let served = ServedSafe(safe: safe, leases: LeaseBook(duration: duration))
        open[controller] = served
        return served
    }

    private func opened(_ controller: ControllerID, _ vault: VaultID, _ incarnation: IncarnationID?)
        async throws -> FileKeySafe
    {
        try await FileKeySafe.open(
            places: places,
            vault: vault,
            controller: controller,
            dataDirectory: "",
            incarnation: incarnation
        )
    }

    private static let foreign = KeyringError(
        .foreign,
        "the key safe of this controller belongs to another vault"
    )
}
