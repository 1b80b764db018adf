internal import VaultCore
internal import VaultCrypto
internal import VaultModel

/// What became of a rulebook, as commands tell it.
struct PublicationOutput {
    private let row: PublicationRow

    init(_ row: PublicationRow) {
        self.row = row
    }

    /// Prints it, and what comes next.
    func print(_ done: String, next: String?, as format: OutputFormat, on console: any Console) async throws {
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "activeFrom": .string(row.activeFrom.description), "digest": .string(row.digest.hex),
                    "number": .integer(Int64(row.number)), "state": .string(row.state.rawValue),
                ])
            )
        case .table:
            try await console.print("\(done): rules \(row.digest.hex)")
            try await console.print("They decide from \(row.activeFrom) on.")
            if let next { try await console.print(next) }
        }
    }
}

extension Digest {
    /// Enough of it for people to name it.
    var short: String { String(hex.prefix(12)) }
}
