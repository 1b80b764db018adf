internal import Foundation
internal import PostgresClient
internal import VaultCrypto

/// `make bench`: measures what DESIGN section 10 limits, prints one table, and ends with 1 when a limit does not hold.
///
/// `benchmarks [derive] [store] [clients] [import] [erase] [large] [crypto] [policy] [keyring] [renew] [size]` measures only
/// what is named; `renew-full` and `size-full` measure renewals and a large vault at their full size, which takes minutes and
/// is not among all.
@main
struct Benchmarks {
    private static let all = [
        "derive", "store", "clients", "import", "erase", "large", "crypto", "policy", "keyring", "renew",
        "size",
    ]
    private static let alone = ["renew-full", "size-full"]

    static func main() async throws {
        let named = Array(CommandLine.arguments.dropFirst())
        if named.first == KeyringProbe.argument { return try await KeyringProbe(named.dropFirst()).answer() }
        if named.first == SizeProbe.argument { return try await SizeProbe(named.dropFirst()).answer() }
        guard named.allSatisfy((all + alone).contains) else {
            print("usage: benchmarks [\((all + alone).joined(separator: "] ["))]")
            exit(64)
        }
        for warning in try SecretMemory.prepare().warnings { print("note: \(warning)") }
        let directory = try makeDirectory()
        let holds: Bool
        do {
            holds = try await measure(Set(named.isEmpty ? all : named), in: directory)
        } catch {
            try? FileManager.default.removeItem(atPath: directory)
            print("benchmarks: \(error)")
            exit(2)
        }
        try? FileManager.default.removeItem(atPath: directory)
        exit(holds ? 0 : 1)
    }

    private static func measure(_ wanted: Set<String>, in directory: String) async throws -> Bool {
        let house = try await House.make(in: directory)
        var fsync = FsyncTimes()
        var figures: [Figure] = []
        do {
            try fsync.measure(in: directory, rounds: 64)
            if wanted.contains("derive") {
                figures += try await DerivationMeasure(directory: directory).figures()
            }
            if wanted.contains("keyring") {
                figures += try await KeyringMeasure(directory: directory).figures()
            }
            if wanted.contains("store") { figures += try await StoreMeasure(house: house).figures() }
            if wanted.contains("clients") { figures += try await ClientsMeasure(house: house).figures() }
            if wanted.contains("import") { figures += try await ImportMeasure(house: house).figures() }
            if wanted.contains("erase") { figures += try await ErasureMeasure(house: house).figures(&fsync) }
            if wanted.contains("large") { figures += try await LargeFileMeasure(house: house).figures() }
            if wanted.contains("crypto") { figures += try CryptoMeasure().figures() }
            if let divisor = wanted.contains("renew-full") ? 1 : wanted.contains("renew") ? 10 : nil {
                figures += try await RenewalMeasure(directory: directory, divisor: divisor).figures()
            }
            if let divisor = wanted.contains("size-full") ? 1 : wanted.contains("size") ? 10 : nil {
                figures += try await SizeMeasure(directory: directory, divisor: divisor).figures()
            }
            if wanted.contains("policy") { figures += try PolicyMeasure().figures() }
            let postgres = try await house.plain.withSession(scope: nil) { session in
                try session.queryOne("SHOW server_version")?.text(0)
            }
            print(
                Machine(directory: directory, fsync: fsync, postgres: postgres ?? "of unknown version").text
            )
        } catch {
            try? await house.close()
            throw error
        }
        try await house.close()
        let table = Table(figures: figures)
        print(table.text)
        return table.holds
    }

    /// A directory beside this program, and so on the repository's file system.
    private static func makeDirectory() throws -> String {
        let program = try FileSystem.realPath("/proc/self/exe")
        let directory = FileSystem.parentDirectory(of: program) + "/run-" + UUID().uuidString.lowercased()
        try FileSystem.createDirectory(directory, permissions: 0o755)
        return directory
    }
}
