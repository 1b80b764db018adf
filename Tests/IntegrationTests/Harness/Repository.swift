import Foundation

/// Where files of the repository lie.
enum Repository {
    /// The root of the package.
    static let root: URL = {
        // Tests/IntegrationTests/Harness/Repository.swift
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()

    /// Clinical documents of many kinds beside the repository, if they are there.
    static let corpus = root.deletingLastPathComponent().appending(path: "shared/corpus")
}
