internal import Foundation
internal import Logging

/// Where diagnostics of the program go: standard error, quiet unless the environment asks.
enum Diagnostics {
    static let logger: Logger = {
        var logger = Logger(label: "lethe") { StreamLogHandler.standardError(label: $0) }
        let level = ProcessInfo.processInfo.environment["LETHE_LOG_LEVEL"].flatMap {
            Logger.Level(rawValue: $0)
        }
        logger.logLevel = level ?? .error
        return logger
    }()
}
