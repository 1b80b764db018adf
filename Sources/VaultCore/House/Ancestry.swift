internal import Keyring
internal import VaultModel

/// Whether a database and a key safe belong to the same life of a vault, and neither is an older copy.
struct Ancestry {
    let tables: ControllerTables
    let keySafe: any KeySafe

    /// Refuses a key safe that obeys another life of this vault.
    ///
    /// - Throws: ``VaultError/Code/denied``.
    func requireObedience(to incarnation: IncarnationID) async throws {
        guard try await keySafe.status().incarnation == incarnation else {
            throw VaultError(
                .denied,
                "the key safe obeys another copy of this vault, which was adopted. If that copy is gone for good, say "
                    + "`lethe vault adopt`; otherwise open this one with --drill only"
            )
        }
    }

    /// Refuses a database, or a key safe, that is older than an erasure (DESIGN section 5, epoch rule).
    ///
    /// - Throws: ``VaultError/Code/unusable``.
    func compareEpochs() async throws {
        try await refuseOlderKeySafe()
        let unknown = try await unknownErasures().count
        guard unknown == 0 else {
            throw VaultError(
                .unusable,
                "this database is older than the last erasure; it stays closed until \(unknown) "
                    + "erasure\(unknown == 1 ? " has" : "s have") been repeated. Put the newer database back; if it is "
                    + "gone for good, say `lethe vault reconcile`"
            )
        }
    }

    /// Refuses a key safe that does not know an erasure of the database.
    ///
    /// - Throws: ``VaultError/Code/unusable``.
    func refuseOlderKeySafe() async throws {
        let unfinished = try await tables.shreds.unfinished()
        let recorded = try await tables.patients.controller().epoch
        // What one place has destroyed while another was missing counts too: the missing one alone is an old state.
        let known = max(recorded, unfinished.compactMap(\.epoch).max() ?? recorded)
        guard known <= (try await keySafe.status().epoch) else {
            throw VaultError(
                .unusable,
                "an older key safe was put back: erasures were made that it does not know. Put the current key safe "
                    + "back, or the other of its places"
            )
        }
    }

    /// The erasures of the key safe that the database does not know, oldest first.
    func unknownErasures() async throws -> [PunctureListEntry] {
        let recorded = try await tables.patients.controller().epoch
        var unknown: [PunctureListEntry] = []
        for entry in try await keySafe.punctures(after: recorded) {
            // A key renewal took nothing from anybody: what lies in its old trees is moved when the database is opened.
            guard case .puncture(let purpose) = entry.cause, purpose != .renewal else { continue }
            if try await tables.shreds.shred(request: entry.request) == nil { unknown.append(entry) }
        }
        return unknown
    }
}
