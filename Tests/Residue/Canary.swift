import Foundation
import PostgresClient
import VaultCrypto
import VaultModel

/// What is put on purpose into everything that is searched, one thing of each kind: where the search does not come upon it,
/// it would not come upon anything.
struct Canary: Sendable {
    /// A day that nothing else names.
    private static let day = "1811-11-12"

    /// One of each kind that is looked for as bytes; keys, digests and tokens also as PostgreSQL prints them.
    let needles: [Needle]

    init() {
        let bytes = [HitKind.key, .digest, .recognised].map {
            Needle("control, \($0.rawValue)", RandomBytes.make(32), $0)
        }
        let word = "Kanarienvogel-" + Hex.encode(RandomBytes.make(8))
        needles =
            bytes + bytes.map(\.inHex) + [Needle(text: word), Needle(text: Self.day, .date)]
    }

    /// Everything, as a file.
    var file: Data {
        needles.reduce(into: Data()) { $0 += $1.bytes + [0] }
    }

    /// What was found of it, by kind.
    func kinds(in found: Set<Needle>) -> Set<HitKind> {
        Set(found.intersection(needles).map(\.kind))
    }

    /// Puts it into a database: a table, its indexes, what the planner keeps of it, and what logs keep of statements.
    func plant(in session: Session) throws {
        let isThere =
            try session.queryOne("SELECT to_regclass('public.canary') IS NOT NULL")?.bool(0) ?? false
        guard !isThere else { return }
        let things = needles.filter { $0.bytes.count == 32 && !$0.name.hasSuffix("hex") }
        let words = needles.filter { [.clearText, .date].contains($0.kind) }
        let all =
            (things.map { Hex.encode($0.bytes) } + words.map { String(decoding: $0.bytes, as: UTF8.self) })
        let list = all.map { "'\($0)'" }
        let values =
            list.prefix(things.count).map { "(decode(\($0), 'hex'), NULL)" }
            + list.suffix(words.count).map { "(NULL, \($0))" }
        // More than once, so that the planner takes them for common.
        let insert = "SELECT v.* FROM (VALUES \(values.joined(separator: ", "))) v, generate_series(1, 4)"
        let statements = [
            "CREATE TABLE canary (thing bytea, word text)",
            "CREATE INDEX ON canary (thing)", "CREATE INDEX ON canary (word)",
            "INSERT INTO canary \(insert)", "ANALYZE canary",
            "COMMENT ON TABLE canary IS '\(all.joined(separator: " "))'",
        ]
        for statement in statements { _ = try session.execute("\(unsafeSQL: statement)") }
    }
}
