internal import Foundation

/// What Tink took to seal and open documents, each under a key of its own, asked by `Benchmarks/peers/envelope.py`.
struct EnvelopeTimes: Decodable {
    /// Nanoseconds for one document.
    struct Times: Decodable {
        let seal: Double
        let open: Double
    }

    /// What it is.
    let version: String?
    /// The times by the size of the document in bytes.
    let times: [String: Times]?
    /// Why it could not be asked.
    let missing: String?

    private struct Sheet: Encodable {
        let sizes: [Int]
        let rounds: Int
    }

    /// Asks.
    static func measure(sizes: [Int], rounds: Int) throws -> EnvelopeTimes {
        let sheet = try JSONEncoder().encode(Sheet(sizes: sizes, rounds: rounds))
        guard let answer = try PythonPeer(script: "envelope.py").ask(sheet) else {
            return EnvelopeTimes(version: nil, times: nil, missing: PythonPeer.missing)
        }
        return try JSONDecoder().decode(EnvelopeTimes.self, from: answer)
    }
}
