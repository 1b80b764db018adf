internal import Keyring
public import VaultModel

extension ControllerVault {
    /// How many patients are taken at a time.
    private static let pageSize = 1000

    /// Makes new tokens of all living patients under a new index key and destroys the old one.
    ///
    /// Until then an old backup together with the key safe could confirm that a known identifier existed here.
    /// - Returns: The moment from which it cannot.
    public func renewIndex() async throws -> Timestamp {
        try requireWritable()
        let receipt = try await shredGate.pass { try await renewIndex(.random(), since: nil) }
        return receipt.confirmations.map(\.at).max() ?? receipt.at
    }

    /// The renewal of one request; repeated, it goes on where it stopped.
    ///
    /// - Parameter epoch: A state of the key safe from before the end of this renewal; `nil` when it was never asked for:
    ///   the list of a key safe may be long, and is looked through from there alone.
    func renewIndex(_ id: RequestID, since epoch: Epoch?) async throws -> PunctureReceipt {
        // No registration meanwhile: its tokens would be made under the key that is about to go.
        try await registrationGate.pass {
            let safe = facilities.keySafe
            var isFinished = false
            if let epoch { isFinished = try await safe.punctures(after: epoch).contains { $0.request == id } }
            if !isFinished {
                // The id names the end of the renewal; a beginning that was made before is gone on with.
                let index = try await safe.beginIndexRenewal(.random())
                try faults.reach(.indexKeyAdded)
                if let next = index.next {
                    try await writeTokens(under: next)
                    try faults.reach(.indexTokensWritten)
                }
            }
            let receipt = try await safe.finishIndexRenewal(id)
            if case .pending(let confirmed, let count) = receipt.state {
                throw VaultError(
                    .pending,
                    "\(confirmed) of \(count) key safes has confirmed that the old index key is destroyed"
                )
            }
            try faults.reach(.indexOldKeyDestroyed)
            try await tables.patients.deleteTokens(except: try await safe.indexKeys().current.number)
            try faults.reach(.indexOldTokensDeleted)
            try await tables.shreds.raiseEpoch(to: receipt.epoch)
            return receipt
        }
    }

    /// Makes the tokens fit the key safe's index key again after a crash: finishes a renewal that was begun, as far as
    /// the places of the key safe confirm.
    func repairIndex() async throws {
        let index = try await facilities.keySafe.indexKeys()
        if index.next != nil {
            // A renewal of an erasure that still waits is finished with that erasure.
            guard try await tables.shreds.unfinished().allSatisfy({ $0.indexRenewal == nil }) else { return }
            do {
                _ = try await shredGate.pass { try await renewIndex(.random(), since: nil) }
            } catch let error as VaultError where error.code == .pending {
                logger.warning(
                    "an index renewal waits for a key safe",
                    metadata: ["reason": "\(error.message)"]
                )
            }
        }
        try await registrationGate.pass {
            let current = try await facilities.keySafe.indexKeys().current
            guard try await tables.patients.countTokens(except: current.number) > 0 else { return }
            try await writeTokens(under: current)
            try await tables.patients.deleteTokens(except: current.number)
        }
    }

    private func writeTokens(under key: IndexKey) async throws {
        var last = PatientNumber.office
        while true {
            let page = try await tables.patients.searchRows(after: last, limit: Self.pageSize)
            guard let end = page.last else { return }
            var tokens: [TokenRow] = []
            for row in page {
                let terms = try await searchTerms(of: row)
                tokens += Self.tokens(terms, of: row.patient.number, key: key)
            }
            try await tables.patients.addTokens(tokens, tokenKey: key.number)
            last = end.patient.number
        }
    }
}
