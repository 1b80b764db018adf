import Foundation

/// Files of one kind, as one line of the table.
struct SearchedFiles {
    /// Which of the files below the paths.
    enum Choice {
        case all
        /// Those of these names.
        case named([String])
        /// Those in a folder of this name.
        case inFolder(String)
        /// Those in the folder of a controller, but not in a folder of it, that have other names.
        case others([String])
    }

    private static let controlPrefix = "control-"

    let name: String
    let paths: [String]
    let choice: Choice
    /// Whether what must be found is there already, by way of the database.
    let isFed: Bool

    init(_ name: String, _ paths: [String], _ choice: Choice = .all, isFed: Bool = false) {
        self.name = name
        self.paths = paths
        self.choice = choice
        self.isFed = isFed
    }

    /// The files, by path.
    func files(below path: String) throws -> [URL] {
        let all = FileManager.default.enumerator(
            at: URL(filePath: path),
            includingPropertiesForKeys: [.isRegularFileKey]
        )
        var files: [URL] = []
        while let file = all?.nextObject() as? URL {
            guard try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true, takes(file)
            else { continue }
            files.append(file)
        }
        return files
    }

    /// Puts a file beside those that are looked through, as deep as they lie.
    func plant(_ content: Data, below path: String) throws {
        let beside = try files(below: path).first
        let folder = beside?.deletingLastPathComponent() ?? URL(filePath: path)
        let name = Self.controlPrefix + (beside?.lastPathComponent ?? "file")
        try content.write(to: folder.appending(path: name))
    }

    private func takes(_ file: URL) -> Bool {
        var name = file.lastPathComponent
        if name.hasPrefix(Self.controlPrefix) { name.removeFirst(Self.controlPrefix.count) }
        let folder = file.deletingLastPathComponent().lastPathComponent
        switch choice {
        case .all: return true
        case .named(let names): return names.contains(name)
        case .inFolder(let only): return folder == only
        case .others(let names): return folder != "pages" && !names.contains(name)
        }
    }
}
