internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultCrypto
internal import VaultModel
internal import VaultStorage

/// Where the rules of a command come from.
struct RulesOption: ParsableArguments {
    @Option(
        help: "A folder of rules (as policies/ in the source); otherwise the rules that come with Lethe.",
        completion: .directory
    )
    var rules: String?

    /// The largest file that is read; the loader refuses more, too.
    private static let fileLimit = 1 << 20

    /// The files of the folder and of the folders in it, by path.
    ///
    /// - Throws: `FileError`; ``VaultError`` for a folder without rules.
    func files(on console: any Console) throws -> [RulebookFile] {
        guard let rules else { return StandardRules.files }
        return try Self.files(of: rules, on: console)
    }

    /// The files of a folder and of the folders in it, by path.
    ///
    /// - Throws: `FileError`; ``VaultError/Code/notFound`` for a folder without rules and for none.
    static func files(of rules: String, on console: any Console) throws -> [RulebookFile] {
        let root = console.absolute(rules)
        guard try FileSystem.exists(root) else {
            throw VaultError(.notFound, "there is no folder `\(rules)`")
        }
        var files: [RulebookFile] = []
        for name in try FileSystem.list(root).sorted() {
            if name.hasSuffix(".yaml") {
                files.append(try Self.file(root, name))
            } else if let inner = try? FileSystem.list("\(root)/\(name)") {
                for file in inner.sorted() where file.hasSuffix(".yaml") {
                    files.append(try Self.file(root, "\(name)/\(file)"))
                }
            }
        }
        guard !files.isEmpty else {
            throw VaultError(.notFound, "there are no rules (*.yaml) in `\(rules)`")
        }
        return files
    }

    private static func file(_ root: String, _ path: String) throws -> RulebookFile {
        RulebookFile(path: path, bytes: try FileSystem.read("\(root)/\(path)", limit: fileLimit))
    }

    /// The rulebook of the files.
    ///
    /// - Throws: Exit code 3 after every problem was printed.
    func rulebook(on console: any Console) async throws -> Rulebook {
        try await Self.rulebook(of: files(on: console), on: console)
    }

    /// The rulebook of files.
    ///
    /// - Throws: Exit code 3 after every problem was printed.
    static func rulebook(of files: [RulebookFile], on console: any Console) async throws -> Rulebook {
        let (rulebook, problems) = RulebookLoader.load(files)
        for problem in problems.sorted() { try await console.print(problem.description) }
        guard let rulebook else {
            try await console.say(
                "\(counted(problems.count, "problem")); nothing of these rules can be used"
            )
            throw ExitCode(CommandStatus.invalid)
        }
        return rulebook
    }

    /// Checks that a pack named on the command line is there.
    ///
    /// - Throws: A usage error that names those that are.
    func check(pack: String?, in rulebook: Rulebook) throws {
        guard let pack, rulebook.packs[pack] == nil else { return }
        throw ValidationError(
            "there is no pack \(pack.printed); there are \(rulebook.packs.keys.sorted().joined(separator: ", "))"
        )
    }
}
