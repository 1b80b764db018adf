import Foundation
import VaultModel

/// How a command ended and what it said.
struct Outcome: Sendable {
    /// The exit code, or the negative number of the signal that ended it.
    let code: Int32
    /// Standard output.
    let output: [UInt8]
    /// Standard error.
    let talk: String

    /// Standard output as text.
    var text: String { String(decoding: output, as: UTF8.self) }

    /// Standard output as the one JSON object that `--format json` prints; `nil` for anything else.
    var json: CanonicalJSON? {
        guard output.last == UInt8(ascii: "\n") else { return nil }
        return try? CanonicalJSON(decoding: Array(output.dropLast()))
    }

    /// Whether it died as by `kill -9`.
    var wasKilled: Bool { code == -SIGKILL }
}
