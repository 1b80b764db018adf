internal import Keyring
internal import VaultModel

/// Makes the tokens of living patients under an index key: the sealed terms of some are opened, on all processors, while
/// the tokens of those before are written.
///
/// Whoever uses it holds the shred gate.
struct TokenWriter {
    /// How many patients are read and opened together.
    private static let pageSize = 4096
    /// How many pages' tokens are written together: the more, the fewer pages of the index are written twice.
    private static let pages = 8
    /// How often that is done before others have their turn.
    private static let rounds = 4

    let vault: ControllerVault
    let key: IndexKey

    /// Writes the tokens of some patients after one.
    ///
    /// - Returns: The last of them; `nil` when none comes after it.
    func write(after number: PatientNumber) async throws -> PatientNumber? {
        var (tokens, last) = try await tokens(after: number)
        for _ in 1..<Self.rounds {
            guard let first = last else { break }
            let ready = tokens
            async let written: Void = put(ready)
            let next = try await self.tokens(after: first)
            try await written
            (tokens, last) = next
        }
        try await put(tokens)
        return last
    }

    private func put(_ tokens: [TokenRow]) async throws {
        guard !tokens.isEmpty else { return }
        try await vault.tables.patients.addTokens(TokenSet(key: key.number, tokens: tokens))
        try vault.faults.reach(.indexBatchWritten)
    }

    private func tokens(after number: PatientNumber) async throws -> (
        tokens: [TokenRow], last: PatientNumber?
    ) {
        try await withThrowingTaskGroup(of: [TokenRow].self) { group in
            var last: PatientNumber? = number
            for _ in 0..<Self.pages {
                guard let first = last else { break }
                let page = try await vault.tables.patients.searchRows(after: first, limit: Self.pageSize)
                last = page.count < Self.pageSize ? nil : page.last?.patient.number
                group.addTask { try await self.tokens(of: page) }
            }
            var tokens: [TokenRow] = []
            for try await some in group { tokens += some }
            return (tokens, last)
        }
    }

    private func tokens(of page: [PatientSearchRow]) async throws -> [TokenRow] {
        let binding = vault.binding(use: ControllerVault.searchUse)
        let patients = page.map { (number: $0.patient.number, tree: $0.patient.tree) }
        return try await vault.retryingEvictions {
            try await vault.keys.withKeys(of: patients) { keys in
                var tokens: [TokenRow] = []
                for (row, keys) in zip(page, keys) {
                    guard let slot = row.slot ?? Slot(patient: row.patient.number, serial: 0) else {
                        throw VaultError(.damaged, "a patient's scope slot cannot be formed")
                    }
                    let terms = try SealedRow.open(
                        row.sealedSearch,
                        key: keys.key(of: slot, for: binding),
                        context: row.patient.id.bytes
                    )
                    tokens += ControllerVault.tokens(
                        try SearchTerm.decode(terms),
                        of: row.patient.number,
                        key: key
                    )
                }
                return tokens
            }
        }
    }
}
