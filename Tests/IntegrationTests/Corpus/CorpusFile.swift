import Foundation
import VaultCrypto

@testable import FHIR

/// A file of the corpus, as its lists describe it.
struct CorpusFile: Sendable {
    /// The path inside the corpus.
    let path: String
    /// What it is, such as `fhir-patient-bundle`.
    let kind: String
    /// The SHA-256 of its bytes, in hex.
    let sha256: String
    /// The line of `VALIDATION.tsv` or `MALFORMED.tsv` that judges it, if there is one.
    let judgement: [String]?

    /// The name alone.
    var name: String { URL(filePath: path).lastPathComponent }

    /// Whether it is offered to the door for FHIR; everything else comes as a file.
    var isFHIR: Bool {
        (path.hasPrefix("fhir/") || path.hasPrefix("malformed/fhir")) && !path.hasSuffix(".xml")
    }

    /// Its bytes.
    func bytes() throws -> [UInt8] {
        Array(try Data(contentsOf: Repository.corpus.appending(path: path)))
    }

    /// The digests of what is stored of it when all is: of the file, or of each resource where they lie in it.
    func digests() throws -> Set<String> {
        let bytes = try bytes()
        if path.hasSuffix(".ndjson") {
            return Set(
                bytes.split(separator: 0x0a).compactMap { try? JSONText(Array($0)).root }
                    .map { SHA256.hash(Array($0.bytes)).hex }
            )
        }
        guard isFHIR, let root = try? JSONText(bytes).root,
            root["resourceType"]?.string == "Bundle", root["type"]?.string != "document"
        else { return [SHA256.hash(bytes).hex] }
        return Set(
            (root["entry"]?.elements ?? []).compactMap { $0["resource"] }.map {
                SHA256.hash(Array($0.bytes)).hex
            }
        )
    }

    /// All files of the corpus.
    static func all() throws -> [CorpusFile] {
        var judgements: [String: [String]] = [:]
        for name in ["VALIDATION.tsv", "MALFORMED.tsv"] {
            for row in try rows(name) { judgements[row[0]] = row }
        }
        return try rows("MANIFEST.tsv").map { row in
            CorpusFile(
                path: row[0],
                kind: String(row[1].prefix { $0 != ":" }),
                sha256: row[5],
                judgement: judgements[row[0]]
            )
        }
    }

    private static func rows(_ name: String) throws -> [[String]] {
        try String(contentsOf: Repository.corpus.appending(path: name), encoding: .utf8)
            .split(separator: "\n").dropFirst()
            .map { $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init) }
    }
}
