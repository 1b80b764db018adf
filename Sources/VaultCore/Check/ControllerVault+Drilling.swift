internal import Keyring
internal import Ledger
internal import VaultModel

extension ControllerVault {
    private static let drillPage = 500

    /// Reads a sample of all versions, spread evenly: metadata, facts, commitment and every byte of every part.
    ///
    /// It changes nothing; it is meant for a copy that is open for a restore drill.
    /// - Parameter sample: The most versions that are read; `nil` for all.
    public func drill(sample: Int?) async throws -> DrillReport {
        var report = DrillReport()
        report.versions = try await tables.invariants.counts().versions
        let step = max(1, sample.map { report.versions / max(1, $0) } ?? 1)
        var last: Int64 = -1
        var index = 0
        while true {
            let page = try await tables.invariants.versions(after: last, limit: Self.drillPage)
            guard let end = page.last else { return report }
            for version in page {
                defer { index += 1 }
                guard index % step == 0 else { continue }
                do {
                    let isWhole = try await isWhole(version)
                    if isWhole { report.whole += 1 } else { report.damaged += 1 }
                } catch let error as KeyringError where error.code == .punctured {
                    report.erased += 1
                } catch let error as KeyringError {
                    // The key safe itself: nothing is known about the version.
                    throw error
                } catch {
                    report.damaged += 1
                }
            }
            last = end.slot.packed
        }
    }

    private func isWhole(_ version: VersionRow) async throws -> Bool {
        let key = try await unwrap(version)
        let opened = try open(version, key: key.bytes)
        guard try await isBound(version, opened) else { return false }
        let parts = try await tables.records.parts(at: version.slot)
        return try await hasWholeBodies(version, opened, parts, key: key)
    }

    /// Whether the ledger's files beside a copy are whole and say what its database says.
    ///
    /// - Parameter directory: The ledger of this controller.
    /// - Throws: `LedgerError` with `damaged` or `badSignature`; ``VaultError/Code/damaged``.
    public func drillLedger(in directory: String) async throws {
        let reader = LogReader(directory: directory)
        guard let signed = try reader.checkpoint() else {
            throw VaultError(.damaged, "the copy has no ledger")
        }
        let size = try await tables.ledger.size()
        guard size <= signed.checkpoint.size, signed.checkpoint.origin == controller.origin else {
            throw VaultError(.damaged, "the copy's ledger is older than its database")
        }
        try reader.audit(signed.checkpoint)
        var first: UInt64 = 0
        while first < size {
            let range = first..<min(first + 4096, size)
            let rows = try await tables.ledger.entries(in: range)
            guard rows.map(\.bytes) == (try reader.entries(in: range, size: signed.checkpoint.size)) else {
                throw VaultError(.damaged, "the copy's ledger and its database have different entries")
            }
            first = range.upperBound
        }
    }
}
