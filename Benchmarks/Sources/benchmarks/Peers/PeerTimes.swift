internal import Foundation
internal import VaultCrypto

/// What Cedar and Rego took for our questions, asked by `Benchmarks/peers/decide.py` in a process of its own.
struct PeerTimes: Decodable {
    /// One of them.
    struct Peer: Decodable {
        /// What it is.
        let version: String?
        /// Nanoseconds for a decision, by how it was asked.
        let times: [String: Double]?
        /// Why it could not be asked.
        let missing: String?
    }

    let cedar: Peer
    let rego: Peer

    private struct Sheet: Encodable {
        struct Row: Encodable {
            let facts: [String: PlainValue]
            let outcome: String
        }

        let questions: [Row]
        let rounds: Int
    }

    /// Asks both.
    ///
    /// - Throws: ``BenchmarkError`` when one of them answers otherwise than we do.
    static func measure(_ questions: [Question], rounds: Int) throws -> PeerTimes {
        // This program is in Benchmarks/.build/TRIPLE/release.
        let build = try FileSystem.parentDirectory(
            of: FileSystem.parentDirectory(
                of: FileSystem.parentDirectory(of: FileSystem.realPath("/proc/self/exe"))
            )
        )
        let python = build + "/venv/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else {
            return none(because: "no Benchmarks/.build/venv; `make bench` makes it")
        }
        let sheet = Sheet(
            questions: questions.map { Sheet.Row(facts: $0.plainFacts, outcome: $0.outcome.rawValue) },
            rounds: rounds
        )
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [FileSystem.parentDirectory(of: build) + "/peers/decide.py"]
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        try input.fileHandleForWriting.write(contentsOf: JSONEncoder().encode(sheet))
        try input.fileHandleForWriting.close()
        let answer = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError("a peer answers otherwise, or could not be asked; see above")
        }
        return try JSONDecoder().decode(PeerTimes.self, from: answer)
    }

    private static func none(because reason: String) -> PeerTimes {
        let peer = Peer(version: nil, times: nil, missing: reason)
        return PeerTimes(cedar: peer, rego: peer)
    }

    /// A row for each way of asking, or one with the reason why there is none.
    func figures(beside ours: Duration) -> [Figure] {
        [("Cedar", cedar), ("Rego", rego)].flatMap { name, peer -> [Figure] in
            guard let times = peer.times, let version = peer.version else {
                let reason = peer.missing ?? "no answer"
                return [.plain("decide the same as \(name)", ours.text, peer: "not measured: \(reason)")]
            }
            return times.sorted { $0.key < $1.key }.map { way, nanoseconds in
                let time = Duration.nanoseconds(1) * nanoseconds
                return .plain(
                    "decide the same as \(name), \(way)",
                    ours.text,
                    peer: "\(time.text) \(version)",
                    ratio: ours / time
                )
            }
        }
    }
}
