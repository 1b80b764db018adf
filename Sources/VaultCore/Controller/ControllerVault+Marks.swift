internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// What happened to a patient's file and is shown with it, by time.
    func marks(of patient: PatientRow) async throws -> [FileMark] {
        let rows = try await tables.ledger.events(of: patient.number)
        guard !rows.isEmpty else { return [] }
        return try await rows.asyncMap { row -> FileMark? in
            let statement = try await self.statement(of: row)
            let event: FileMark.Event
            let by: String
            switch statement.event {
            case .move(let move):
                by = move.by
                switch move.side {
                case .left(let count): event = .left(versions: count)
                case .arrived(let versions): event = .arrived(Set(versions.map(\.record)).sorted())
                }
            case .merge(let merge):
                by = merge.by
                event = merge.outcome == .merged ? .merged : .separated
            default: return nil
            }
            return FileMark(event: event, at: statement.at, by: by, entry: row.entry)
        }.compactMap(\.self).sorted { $0.at < $1.at }
    }
}
