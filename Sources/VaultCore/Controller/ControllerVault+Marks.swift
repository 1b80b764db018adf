internal import VaultCrypto
internal import VaultModel

extension ControllerVault {
    /// What happened to a patient's file and is shown with it, by time.
    func marks(of patient: PatientRow) async throws -> [FileMark] {
        let rows = try await tables.ledger.events(of: patient.number)
        guard !rows.isEmpty else { return [] }
        return try await rows.asyncMap { row -> FileMark? in
            let statement = try await self.statement(of: row)
            guard case .move(let move) = statement.event else { return nil }
            let event: FileMark.Event =
                switch move.side {
                case .left(let count): .left(versions: count)
                case .arrived(let versions): .arrived(Set(versions.map(\.record)).sorted())
                }
            return FileMark(event: event, at: statement.at, by: move.by, entry: row.entry)
        }.compactMap(\.self).sorted { $0.at < $1.at }
    }
}
