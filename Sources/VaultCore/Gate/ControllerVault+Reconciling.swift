internal import Evidence
internal import Keyring
internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    private var ancestry: Ancestry { Ancestry(tables: tables, keySafe: facilities.keySafe) }

    /// What the database lacks; changes nothing.
    func shortfall() async throws -> Shortfall {
        let last = try await tables.gate.last()
        let running = last?.endedAt == nil ? last : nil
        var entries = try await sequencer?.countUnexplained() ?? 0
        var since = try await tables.gate.lastCheckpoint()
        if let running {
            since = running.knownAt
            let known = try await tables.ledger.size()
            entries += try await tables.gate.countUnexplained(in: running.size..<max(running.size, known))
        }
        return Shortfall(
            erasures: try await ancestry.unknownErasures().map(\.at),
            entries: entries,
            since: since,
            narrowings: try await unknownNarrowings().map { Shortfall.Narrowing(kind: $0.kind, at: $0.at) },
            missingKeyFile: try await missingKeyFile(),
            isBegun: running != nil
        )
    }

    /// Brings the database up to key safe and ledger, step by step; each can be interrupted and is made again.
    func reconcile() async throws -> ReconciliationResult {
        try requireWritable()
        let row = try await tables.gate.begin(.random(), at: clock.now)
        try faults.reach(.gateClosed)
        // First the numbers: what is written from here on needs slots of the office.
        try await tables.moveNumbers(above: facilities.keySafe)
        try faults.reach(.gateNumbersMoved)
        try await leaveLostTrees(officeAlone: true)
        try await repeatErasures()
        try await sequencer?.takeMissing()
        try await repairIndex()
        try await repeatNarrowings()
        return try await endReconciliation(row)
    }

    /// How the last reconciliation ended, if there was one.
    func lastReconciliation() async throws -> ReconciliationResult? {
        guard let row = try await tables.gate.last(), let endedAt = row.endedAt, let erasures = row.erasures,
            let entries = row.unexplained
        else { return nil }
        return ReconciliationResult(
            endedAt: endedAt,
            erasures: erasures,
            entries: entries,
            since: row.knownAt,
            unnamed: try await tables.gate.countUnnamed(),
            unmoved: try await tables.gate.countUnmoved(),
            narrowings: try await tables.gate.countNarrowings(of: row.id)
        )
    }

    private func repeatErasures() async throws {
        for entry in try await ancestry.unknownErasures() {
            try await retryingEvictions {
                let id = ShredID.random()
                let sealer = try await sealer(of: id, in: officeTree())
                let isPatient = entry.prefixes.contains { $0.path.slot == nil }
                let order = ShredOrder(
                    terms: ErasureTerms(
                        scope: (isPatient ? ErasureCertificate.Scope.patient : .records).rawValue,
                        ground: "repeated after an older database was put back",
                        approvers: [],
                        rulebookName: law.reference.name,
                        rulebookDigest: law.reference.digest.hex,
                        closedForReadingSince: entry.at
                    ),
                    patient: nil,
                    decisions: nil
                )
                // What was moved is not lost where a file says where its keys are.
                let move = entry.cause == .puncture(.move) ? try facilities.keyFiles.move(entry.request) : nil
                try await leaveLostTrees(for: move?.places ?? [])
                try await tables.gate.repeatErasure(
                    RepeatedErasure(entry, as: id, moved: move?.places ?? []) {
                        try sealer.seal(order: order.encoded, at: $0)
                    },
                    at: clock.now
                )
            }
            try faults.reach(.gateErasureRepeated)
        }
    }

    private func endReconciliation(_ row: ReconciliationRow) async throws -> ReconciliationResult {
        let size = try await tables.ledger.size()
        let erasures = try await tables.gate.countRepeated(after: row.epoch)
        let unexplained = try await tables.gate.countUnexplained(in: row.size..<size)
        let time = clock.now
        let statement = ReconciliationStatement(
            knownEntries: Int(row.size),
            entries: Int(size),
            unexplained: unexplained,
            erasures: erasures
        )
        let epoch = try await facilities.keySafe.status().epoch
        try await retryingEvictions {
            try await tables.gate.end(
                row.id,
                erasures: erasures,
                unexplained: unexplained,
                epoch: epoch,
                event: officeEventSealer().draft(of: .reconciliation(statement), at: time, as: row.id),
                at: time
            )
        }
        try faults.reach(.gateOpened)
        return ReconciliationResult(
            endedAt: time,
            erasures: erasures,
            entries: unexplained,
            since: row.knownAt,
            unnamed: try await tables.gate.countUnnamed(),
            unmoved: try await tables.gate.countUnmoved(),
            narrowings: try await tables.gate.countNarrowings(of: row.id)
        )
    }
}
