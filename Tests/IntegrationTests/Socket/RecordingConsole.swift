import Synchronization

@testable import lethe

/// A console that remembers what was said, and has one answer.
final class RecordingConsole: Console {
    let workingDirectory = "/srv"
    private let answer: String?
    private let said = Mutex<(output: [UInt8], talk: [String], questions: [String])>(([], [], []))

    init(answer: String? = nil) {
        self.answer = answer
    }

    var output: [UInt8] { said.withLock(\.output) }
    var talk: [String] { said.withLock(\.talk) }
    var questions: [String] { said.withLock(\.questions) }

    func write(_ bytes: [UInt8]) async throws {
        said.withLock { $0.output += bytes }
    }

    func say(_ line: String) async throws {
        said.withLock { $0.talk.append(line) }
    }

    func ask(_ question: String) async throws -> String? {
        said.withLock { $0.questions.append(question) }
        return answer
    }
}
