import Testing
import VaultModel

@testable import VaultCrypto

@Suite struct CommitmentVectorTests {
    private struct Vector: Decodable {
        let expect: String
        let generator: String?
        let terms: String?
        let statement: String?
        let opening: String?
        let commitment: String?
    }

    static let paths = (try? TestFolders.vectors("commitment")) ?? []

    @Test func thereAreVectors() {
        #expect(Self.paths.count >= 30)
    }

    @Test(arguments: paths) func vector(path: String) throws {
        let vector: Vector = try TestFolders.decode(path)
        if let generator = vector.generator { #expect(Hex.encode(Commitment.generator) == generator) }
        #expect(try outcome(vector) == vector.expect)
    }

    private func outcome(_ vector: Vector) throws -> String {
        do throws(CryptoError) {
            let statement = vector.statement.map { Array($0.utf8) }
            let terms = try vector.terms.map { text throws(CryptoError) in
                try ErasureTerms(decoding: Array(text.utf8))
            }
            if let statement {
                let event = try Statement(decoding: statement).event
                if let terms, case .erasure(let erasure) = event, erasure.terms != terms.digest {
                    return "mismatch"
                }
            }
            let opening = try vector.opening.flatMap { Hex.decode($0) }.map { bytes throws(CryptoError) in
                SharedSecret(try Opening(revealed: bytes).secretBytes())
            }
            let commitment = try vector.commitment.flatMap { Hex.decode($0) }.map {
                bytes throws(CryptoError) in
                try Commitment(bytes: bytes)
            }
            guard let statement, let opening, let commitment else { return "success" }
            let scalar = try Opening(opening.bytes.copy())
            return commitment.isValid(for: statement, opening: scalar) ? "success" : "mismatch"
        } catch {
            return error.code.rawValue
        }
    }
}
