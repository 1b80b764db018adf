internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultCrypto
internal import VaultStorage

/// A rulebook as it is named on the command line.
enum RulesArgument: ExpressibleByArgument {
    case active
    case builtIn
    case named(String)

    init(argument: String) {
        switch argument {
        case "active": self = .active
        case "built-in": self = .builtIn
        default: self = .named(argument)
        }
    }

    /// The rulebook for a vault; files are checked first.
    ///
    /// - Throws: Exit code 3 after every problem was printed.
    func source(on console: any Console) async throws -> RulebookSource {
        switch self {
        case .active: return .active
        case .builtIn: return .files(StandardRules.files)
        case .named(let name):
            if Self.isDigest(name), try !FileSystem.exists(console.absolute(name)) { return .digest(name) }
            let files = try RulesOption.files(of: name, on: console)
            _ = try await RulesOption.rulebook(of: files, on: console)
            return .files(files)
        }
    }

    /// The rulebook where there is no vault.
    ///
    /// - Throws: ``VaultError/Code/notFound`` for one that only a vault has; exit code 3 after every problem was printed.
    func rulebook(on console: any Console) async throws -> Rulebook {
        switch try await source(on: console) {
        case .files(let files): return try await RulesOption.rulebook(of: files, on: console)
        case .active, .digest:
            throw VaultError(
                .notFound,
                "a rulebook of a vault is named, and no vault is opened; name a folder of rules, or the vault with --vault"
            )
        }
    }

    /// Whether it can be the beginning of a digest.
    private static func isDigest(_ text: String) -> Bool {
        (6...64).contains(text.utf8.count)
            && text.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x66).contains($0) }
    }
}
