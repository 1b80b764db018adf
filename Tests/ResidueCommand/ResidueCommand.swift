internal import ArgumentParser
internal import Foundation
internal import Residue

/// `residue-search`: erases, and then looks for what is left of the erased, everywhere.
@main
struct ResidueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "residue-search",
        abstract: "Erase in a real vault, then look for what is left of the erased, everywhere.",
        discussion: """
            It makes a vault on a PostgreSQL that archives its WAL, feeds a replica and logs every statement; stores, amends, \\
            corrects and erases; and then plays somebody who has every file that there ever was, and the key safe as it is \\
            now. Exit code 1 when anything is found, or anything of the living cannot be read.
            """
    )

    @Option(help: "How many patients.")
    var patients = 60

    @Option(
        help: "A mistake to make on purpose: \(Weakness.allCases.map(\.rawValue).joined(separator: ", "))."
    )
    var weakness: [Weakness] = []

    @Flag(help: "Restore only the states that tell most, as the tests do.")
    var quick = false

    @Option(help: "A new directory to work in, which is kept; otherwise one that is removed.")
    var keep: String?

    func run() async throws {
        let path = keep ?? "/tmp/lethe-residue-\(UUID().uuidString.prefix(8).lowercased())"
        try FileManager.default.createDirectory(
            atPath: path,
            withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755]
        )
        defer { if keep == nil { try? FileManager.default.removeItem(atPath: path) } }
        let options = ResidueLab.Options(
            patients: patients,
            weaknesses: Set(weakness),
            isThorough: !quick
        )
        let report = try await ResidueLab.run(options, in: path) { step in
            FileHandle.standardError.write(Data("residue: \(step)\n".utf8))
        }
        for line in report.lines { print(line) }
        if !report.isClean { throw ExitCode.failure }
    }
}

extension Weakness: ExpressibleByArgument {}
