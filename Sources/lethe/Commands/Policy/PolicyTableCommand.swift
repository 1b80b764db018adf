internal import ArgumentParser
internal import PolicyEngine
internal import VaultCore
internal import VaultStorage

/// `lethe policy table PACK`.
struct PolicyTableCommand: PlainCommand {
    static let configuration = CommandConfiguration(
        commandName: "table",
        abstract: "Write the rules of a pack as decision tables, to read, compare and print.",
        discussion: "Markdown to standard output, or a page. Example: lethe policy table de --html -o de.html"
    )

    @OptionGroup var source: RulesOption

    @Argument(help: "The pack, such as de.")
    var pack: String

    @Option(help: "The language of headings and sentences: en, de, fr, es, nl.")
    var lang = "en"

    @Flag(help: "Write a page to print instead of Markdown.")
    var html = false

    @Option(name: .shortAndLong, help: "The file to write; it must not exist. Otherwise standard output.")
    var output: String?

    func run(on console: any Console) async throws {
        let rulebook = try await source.rulebook(on: console)
        try source.check(pack: pack, in: rulebook)
        guard let languages = rulebook.packs[pack]?.languages, languages.contains(lang) else {
            let known = rulebook.packs[pack]?.languages.joined(separator: ", ") ?? "en"
            throw ValidationError("the pack \(pack.printed) has sentences in \(known)")
        }
        guard let table = PolicyTable(rulebook, pack: pack, language: lang) else { return }
        let bytes = Array((html ? table.html : table.markdown).utf8)
        guard let output else {
            try await console.write(bytes)
            return
        }
        let file = try NewFile(path: console.absolute(output))
        try file.append(bytes)
        try file.finish()
        try await console.say("wrote the tables to \(output)")
    }
}
