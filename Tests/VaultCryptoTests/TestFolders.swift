import Foundation

/// The folders beside the tests that hold vectors and Python programs.
enum TestFolders {
    static func path(_ name: String, file: String = #filePath) -> String {
        var url = URL(filePath: file)
        url.deleteLastPathComponent()
        url.deleteLastPathComponent()
        return url.appending(path: name).path
    }

    /// The JSON files of a folder of vectors, sorted.
    static func vectors(_ name: String) throws -> [String] {
        let folder = path("Vectors/\(name)")
        return try FileManager.default.contentsOfDirectory(atPath: folder)
            .filter { $0.hasSuffix(".json") }.sorted().map { "\(folder)/\($0)" }
    }

    static func decode<Vector: Decodable>(_ path: String) throws -> Vector {
        try JSONDecoder().decode(Vector.self, from: Data(contentsOf: URL(filePath: path)))
    }
}
