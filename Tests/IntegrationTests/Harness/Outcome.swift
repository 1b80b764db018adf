import Foundation
import Testing
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

    /// Expects that a command refused: with this exit code, nothing on standard output, and exactly this sentence.
    func expectRefusal(_ code: Int32, _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(self.code == code, "\(talk)", sourceLocation: sourceLocation)
        #expect(output.isEmpty, sourceLocation: sourceLocation)
        #expect(talk == "lethe: \(sentence)\n", sourceLocation: sourceLocation)
    }

    /// Expects an answer that says no: with this exit code and this sentence, whatever is on standard output.
    func expectAnswer(_ code: Int32, _ sentence: String, sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(self.code == code, "\(talk)", sourceLocation: sourceLocation)
        #expect(talk == "lethe: \(sentence)\n", sourceLocation: sourceLocation)
    }

    /// Expects that a command was done.
    func expectDone(sourceLocation: SourceLocation = #_sourceLocation) {
        #expect(code == 0, "\(talk)", sourceLocation: sourceLocation)
    }

    /// Expects that a command was done, and gives its JSON.
    @discardableResult
    func done(sourceLocation: SourceLocation = #_sourceLocation) throws -> CanonicalJSON {
        #expect(code == 0, "\(talk)", sourceLocation: sourceLocation)
        return try #require(json, "\(text)", sourceLocation: sourceLocation)
    }
}
