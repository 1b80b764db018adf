internal import VaultCore
internal import VaultModel

/// What is said after something was stored.
struct StoredOutput {
    private let stored: StoredVersion

    init(_ stored: StoredVersion) {
        self.stored = stored
    }

    func print(as format: OutputFormat, verb: String, on console: any Console) async throws {
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "record": .string(stored.record.description),
                    "version": .integer(Int64(stored.version.rawValue)),
                ])
            )
        case .table:
            try await console.print("\(verb) record \(stored.record), version \(stored.version.rawValue)")
        }
    }
}
