internal import Foundation

/// `embed-rules FOLDER OUTPUT`: writes every YAML file below a folder into a Swift source, as text.
///
/// A literal of bytes of that size would take the compiler a minute.
@main
struct EmbedRulesTool {
    static func main() throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 3 else { throw Failure("embed-rules FOLDER OUTPUT") }
        let folder = URL(filePath: arguments[1])
        let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
            .filter { $0.hasSuffix(".yaml") }.sorted()
        var source =
            "/// The files of `policies/`, by path.\nenum EmbeddedRules {\n    static let texts: [(path: String, text: String)] = [\n"
        for path in paths {
            let text = try String(contentsOf: folder.appending(path: path), encoding: .utf8)
            guard !text.contains("\"\"\"###"), !text.contains("\r") else {
                throw Failure(
                    "\(path) holds what cannot be embedded: three quotation marks with ###, or a carriage return"
                )
            }
            // The literal ends before its last line break, so the text keeps its own.
            source += "(\"\(path)\", ###\"\"\"\n\(text)\n\"\"\"###),\n"
        }
        source += "    ]\n}\n"
        try source.write(toFile: arguments[2], atomically: true, encoding: .utf8)
    }

    private struct Failure: Error, CustomStringConvertible {
        let description: String

        init(_ description: String) {
            self.description = description
        }
    }
}
