internal import Foundation
internal import Logging

/// Where diagnostics of the program go: standard error, quiet unless the environment asks.
///
/// `LETHE_LOG_LEVEL` is a level of swift-log, `error` when it is not set; `LETHE_LOG_FORMAT=json` writes JSON lines.
enum Diagnostics {
    static let logger = Logger(label: "lethe")

    /// Has every module log there; once, before anything is logged.
    static func begin() {
        let environment = ProcessInfo.processInfo.environment
        let level = environment["LETHE_LOG_LEVEL"].flatMap { Logger.Level(rawValue: $0) } ?? .error
        let isJSON = environment["LETHE_LOG_FORMAT"] == "json"
        LoggingSystem.bootstrap(
            { label, provider in
                var handler: any LogHandler =
                    isJSON
                    ? JSONLogHandler(label: label, metadataProvider: provider) { line in
                        try? FileHandle.standardError.write(contentsOf: Data(line.utf8))
                    } : StreamLogHandler.standardError(label: label, metadataProvider: provider)
                handler.logLevel = level
                return handler
            },
            metadataProvider: RequestMark.provider
        )
    }
}
