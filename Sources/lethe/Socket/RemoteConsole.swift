/// The console of a caller at the other end of the socket.
///
/// When the caller goes away the command runs on: results throw, which ends what only produces output; talk is
/// dropped; questions have no answer.
struct RemoteConsole: Console {
    let workingDirectory: String
    private let channel: SocketChannel
    private let turns: CommandTurns

    init(_ channel: SocketChannel, workingDirectory: String, turns: CommandTurns = CommandTurns(count: 1)) {
        self.channel = channel
        self.turns = turns
        self.workingDirectory = workingDirectory
    }

    func write(_ bytes: [UInt8]) async throws {
        let limit = SocketFrameKind.output.limit
        for start in stride(from: 0, to: bytes.count, by: limit) {
            try await channel.send(.output(Array(bytes[start..<min(start + limit, bytes.count)])))
        }
    }

    func say(_ line: String) async throws {
        try? await channel.send(.talk(cutting: line))
    }

    func ask(_ question: String) async throws -> String? {
        do {
            try await channel.send(.question(question))
            switch try await turns.pausing({ try await channel.receive() }) {
            case .answer(let text): return text
            case .silence: return nil
            default: throw SocketFrameError.unexpected
            }
        } catch {
            channel.disconnect()
            return nil
        }
    }
}
