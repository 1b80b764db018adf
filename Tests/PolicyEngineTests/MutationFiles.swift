import Foundation
import PolicyEngine

/// The rulebook of the repository, read by the loader with its tests, and with more files where a test adds some.
enum MutationFiles {
    private struct Unreadable: Error {
        let problems: [String]
    }

    static func rulebook(with more: [RulebookFile] = []) throws -> Rulebook {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "policies")
        let paths = try FileManager.default.subpathsOfDirectory(atPath: root.path)
            .filter { $0.hasSuffix(".yaml") }
        let files =
            try paths.map {
                RulebookFile(path: $0, bytes: [UInt8](try Data(contentsOf: root.appending(path: $0))))
            } + more
        let (rulebook, problems) = RulebookLoader.load(files)
        guard let rulebook else { throw Unreadable(problems: problems.map(\.description)) }
        return rulebook
    }
}
