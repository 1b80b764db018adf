internal import ArgumentParser
internal import VaultCore
internal import VaultModel

/// What an import says: progress on the way, a line for each refusal, a summary at the end.
final class ImportTalk {
    /// How often progress is told.
    private static let interval: Duration = .seconds(2)

    private let console: any Console
    private let format: OutputFormat
    private let began = ContinuousClock.now
    private var told = ContinuousClock.now
    private var stored = 0
    private var known = 0
    private var refused = 0
    private var bytes = 0

    init(console: any Console, format: OutputFormat) {
        self.console = console
        self.format = format
    }

    /// Lists a line that cannot be stored.
    func refuse(_ line: Int, _ reason: String) async throws {
        refused += 1
        switch format {
        case .json:
            try await console.print(
                json: .object(["line": .integer(Int64(line)), "refused": .string(reason)])
            )
        case .table: try await console.print("line \(line): \(reason)")
        }
    }

    /// Counts what became of a batch, and tells from time to time how far it is.
    ///
    /// - Parameter passed: Which part of the map has been gone through, of 1.
    func note(_ results: [ImportResult], passed: Double) async throws {
        for result in results {
            switch result.outcome {
            case .stored:
                stored += 1
                bytes += result.size
            case .known: known += 1
            case .refused(let reason): try await refuse(result.number, reason)
            }
        }
        guard ContinuousClock.now - told >= Self.interval else { return }
        told = .now
        let seconds = Self.seconds(told - began)
        let left = passed > 0 ? seconds * (1 - passed) / passed : 0
        try await console.say(
            "\(Int(passed * 100)) %: \(summary), \(rate(in: seconds)), about \(Self.time(left)) left"
        )
    }

    /// Says what became of all.
    ///
    /// - Throws: Exit code 4 when some were refused.
    func end() async throws {
        let seconds = Self.seconds(.now - began)
        switch format {
        case .json:
            try await console.print(
                json: .object([
                    "known": .integer(Int64(known)), "refused": .integer(Int64(refused)),
                    "stored": .integer(Int64(stored)),
                ])
            )
        case .table: try await console.print("Imported: \(summary)")
        }
        try await console.say("took \(Self.time(seconds)), \(rate(in: seconds))")
        if refused > 0 { throw ExitCode(CommandStatus.partial) }
    }

    private var summary: String {
        "\(counted(stored, "document")) stored, \(known) known before, \(refused) refused"
    }

    private func rate(in seconds: Double) -> String {
        let documents = Int(Double(stored + known) / max(seconds, 0.001))
        let megabytes = Int(Double(bytes) / max(seconds, 0.001) / 1e6)
        return "\(documents) documents and \(megabytes) MB a second"
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }

    private static func time(_ seconds: Double) -> String {
        let whole = Int(seconds.rounded(.up))
        return whole < 120 ? "\(whole) s" : whole < 7200 ? "\(whole / 60) min" : "\(whole / 3600) h"
    }
}
