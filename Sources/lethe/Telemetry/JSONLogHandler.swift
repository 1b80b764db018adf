internal import Foundation
internal import Logging
internal import VaultModel

/// Writes each line of the log as one JSON object, for whoever collects logs.
///
/// Members: `time` (UTC, with milliseconds), `level`, `label`, `message`, and `metadata`, an object of texts.
struct JSONLogHandler: LogHandler {
    let label: String
    var logLevel: Logger.Level = .info
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    let write: @Sendable (String) -> Void

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        let all = metadata.merging(metadataProvider?.get() ?? [:]) { $1 }.merging(event.metadata ?? [:]) {
            $1
        }
        let line = CanonicalJSON.object([
            "label": .string(label),
            "level": .string(event.level.rawValue),
            "message": .string("\(event.message)"),
            "metadata": .object(all.mapValues { .string("\($0)") }),
            "time": .string(Date.now.formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))),
        ])
        write(String(decoding: line.encoded, as: UTF8.self) + "\n")
    }
}
