/// One row of the table: what was measured, what it is compared with, and the limit on their ratio.
struct Figure {
    /// The most or the least that the ratio may be.
    enum Limit {
        case atMost(Double)
        case atLeast(Double)

        func holds(_ ratio: Double) -> Bool {
            switch self {
            case .atMost(let most): ratio <= most
            case .atLeast(let least): ratio >= least
            }
        }
    }

    /// What was measured.
    let name: String
    /// Our figure.
    let ours: String
    /// The limit or the peer's figure; empty when there is none.
    let peer: String
    /// Ours to theirs, in times, or in speed when more is better.
    let ratio: Double?
    /// The limit, when there is one.
    let limit: Limit?

    /// A figure that is printed and not judged.
    static func plain(_ name: String, _ ours: String, peer: String = "", ratio: Double? = nil) -> Figure {
        Figure(name: name, ours: ours, peer: peer, ratio: ratio, limit: nil)
    }

    /// Our time against another, which it may exceed by a factor.
    static func time(
        _ name: String,
        _ ours: Duration,
        against peer: Duration,
        _ what: String,
        atMost most: Double
    )
        -> Figure
    {
        Figure(
            name: name,
            ours: ours.text,
            peer: "\(peer.text) \(what)",
            ratio: ours / peer,
            limit: .atMost(most)
        )
    }

    /// Our number of bytes against the most that it may be.
    static func size(_ name: String, _ ours: Int, atMost most: Int) -> Figure {
        func text(_ bytes: Int) -> String {
            bytes < 1_000_000 ? "\(bytes / 1000) kB" : "\(bytes / 1_000_000) MB"
        }
        return Figure(
            name: name,
            ours: text(ours),
            peer: "\(text(most)) limit",
            ratio: Double(ours) / Double(most),
            limit: .atMost(1)
        )
    }

    /// Whether the limit holds; `nil` without one.
    var holds: Bool? {
        guard let ratio, let limit else { return nil }
        return limit.holds(ratio)
    }
}
