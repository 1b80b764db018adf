public import Keyring
internal import Ledger
internal import VaultModel

extension ControllerVault {
    /// How the controller stands.
    ///
    /// Looks whether a key safe that was missing is back, and finishes what waited for it.
    public func overview() async throws -> ControllerOverview {
        if !isReadOnly { try await driveUnfinished(renewing: true) }
        let status = try await isReadOnly ? facilities.keySafe.status() : facilities.keySafe.settle()
        let counts = try await tables.invariants.counts()
        return ControllerOverview(
            patients: counts.patients,
            records: counts.records,
            versions: counts.versions,
            entries: try await tables.ledger.size(),
            level: status.level.sentence,
            places: status.places.map { ($0.place, Self.sentence(for: $0.state)) },
            warnings: try await [missingKeyFile()].compactMap(\.self) + status.warnings.map(\.sentence)
                + status.lost.map { $0.sentence(threshold: status.level.threshold) },
            waiting: try await tables.shreds.unfinished().count,
            limits: try await facilities.keySafe.limits().sentence,
            waitingOrders: try await waitingOrders().map(\.sentence),
            waitingReviews: try await waitingReviews(),
            due: try await dueThisMonth(),
            renewal: try await tables.renewals.unfinished() == nil ? nil : keyRenewal()
        )
    }

    /// How the key safe stands.
    public func keySafeStatus() async throws -> KeySafeStatus {
        try await facilities.keySafe.status()
    }

    /// The public keys that verify certificates and checkpoints, as verifier keys (C2SP signed-note).
    public func publicKeys() throws -> (certificate: String, log: String) {
        (try issuerKey().text, try log.verifierKey.text)
    }

    /// The signed checkpoint, as text.
    public func checkpointNote() throws -> String {
        String(decoding: try log.checkpoint.encoded, as: UTF8.self)
    }

    /// Proves where an entry stands, as the text of a C2SP tlog-proof.
    public func proof(of entry: UInt64) throws -> String {
        try log.proof(of: entry).text
    }

    /// Declares who holds the key safe and how copies of it are prevented; certificates print it.
    ///
    /// - Throws: ``VaultError/Code/denied`` in a drill; `KeyringError` when name or statement is empty, too
    ///   long or not one line.
    public func declareCustody(by name: String, statement: String) async throws {
        try requireWritable()
        try await facilities.declare(CustodyDeclaration(by: name, statement: statement, at: clock.now))
    }

    private static func sentence(for state: PlaceStatus.State) -> String {
        switch state {
        case .current: "holds the newest keys and nothing older"
        case .damaged(let reason): "holds the newest keys; some of its files need mending: \(reason)"
        case .undestroyed: "still holds an older state that is not destroyed"
        case .unavailable(let reason): "not available: \(reason)"
        }
    }
}
