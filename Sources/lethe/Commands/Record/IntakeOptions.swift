internal import ArgumentParser
internal import VaultCore
internal import VaultModel

/// What is said about a document that is stored.
struct IntakeOptions: ParsableArguments {
    @Option(name: .customLong("class"), help: "The retention class; otherwise unclassified, or as it was.")
    var recordClass: RecordClass?

    @Option(help: "A fact about this version, NAME=VALUE; may be named again. NAME= takes one back.")
    var fact: [String] = []

    @Option(help: "The media type; otherwise the first bytes tell.")
    var mediaType: String?

    /// A file with what is said about it.
    ///
    /// - Throws: `FileError` when it cannot be read, a usage error for a fact that is not NAME=VALUE or named twice.
    func intake(_ file: String, episode: Int32?, on console: any Console) throws -> Intake {
        let path = console.absolute(file)
        return Intake(
            source: try FileSource(path: path),
            name: path.split(separator: "/").last.map(String.init) ?? path,
            mediaType: mediaType,
            recordClass: recordClass,
            facts: try FactArguments(fact).texts,
            episode: episode
        )
    }
}
