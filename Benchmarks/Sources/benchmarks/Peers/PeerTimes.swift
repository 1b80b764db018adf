internal import Foundation

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
        let sheet = Sheet(
            questions: questions.map { Sheet.Row(facts: $0.plainFacts, outcome: $0.outcome.rawValue) },
            rounds: rounds
        )
        guard let answer = try PythonPeer(script: "decide.py").ask(JSONEncoder().encode(sheet)) else {
            return none(because: PythonPeer.missing)
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
