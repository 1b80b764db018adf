/// What a client of the soak test knows about a record of its own.
struct SoakRecord: Sendable {
    /// Bytes that can be made again.
    struct Body: Sendable, Hashable {
        let size: Int
        let seed: UInt64

        var bytes: [UInt8] { Sample.content(size, seed: seed) }

        static func random() -> Body {
            // Now and then one that is too large for the database's rows.
            let size = Int.random(in: 0..<40) == 0 ? 300_000 : Int.random(in: 0...6000)
            return Body(size: size, seed: .random(in: 0 ... .max))
        }
    }

    enum Fate: Sendable {
        case kept
        case erased
        /// An erasure began and nobody heard how it ended.
        case unknown
    }

    let id: String
    /// The bytes of every version that was acknowledged.
    var acknowledged: [Int32: Body]
    /// What the newest version may be: the last that was acknowledged, and amendments whose end nobody heard.
    var newest: Set<Body>
    var fate = Fate.kept
}
