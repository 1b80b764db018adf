import Foundation
import TestSupport
import Testing
import VaultCrypto
import VaultStorage

/// A document that is larger than any memory that a server may take for it.
@Suite struct HugePartTests {
    private static let mostMemory = 64 << 20

    /// Stored by a server, read back by ranges and whole, and compared byte by byte; in `make test` a small one.
    @Test(.enabled(if: Self.room > 3 * Self.size, "too little room in /tmp"))
    func aServerStoresAndReadsItInLittleMemory() async throws {
        try await VaultCopy.lend(limit: .seconds(1800)) { copy in
            let input = copy.root + "/in.bin"
            try Self.make(input)
            try await copy.servedBy { server in
                let patient = copy.sample.staying.patient.description
                // Once for what is set up at the first time.
                let small = try copy.file(Sample.content(3_000_000, seed: 2), named: "small.bin")
                let store = ["--patient", patient] + Sample.classOptions
                _ = try await copy.care(["record", "store", small] + store).done()
                let before = try server.mostMemory(reset: true)
                let stored = try await Self.run(copy, ["record", "store", input] + store)
                let record = try #require(stored.done()["record"]?.stringValue)
                let afterStore = try server.mostMemory(reset: true)
                let read = ["record", "read", record, "--purpose", "treatment"]
                for (first, count) in [(0, 1), (Self.size - 4096, 4096), (Self.size / 2 - 7, 200_000)] {
                    let part = try await copy.care(read + ["--range", "\(first)-\(first + count - 1)"])
                    let isRight = try part.output == Self.bytes(input, at: first, count: count)
                    #expect(isRight, "\(first): \(part.talk)")
                }
                let output = copy.root + "/out.bin"
                try await Self.run(copy, read + ["-o", output]).expectDone()
                let afterRead = try server.mostMemory()
                print("memory before \(before), most in storing \(afterStore), in reading \(afterRead)")
                #expect(afterStore - before < Self.mostMemory)
                #expect(afterRead - before < Self.mostMemory)
                let same = try await Program.run("/usr/bin/cmp", ["--", input, output], limit: .seconds(900))
                #expect(same.code == 0, "\(same.text)\(same.talk)")
            }
        }
    }

    private static func run(_ copy: VaultCopy, _ arguments: [String]) async throws -> Outcome {
        try await Program.run(
            Program.lethe,
            arguments + ["--controller", Sample.controller, "--as", Sample.staff, "--format", "json"],
            in: copy.root,
            environment: ["LETHE_VAULT": copy.vault.path, "LETHE_LOG_LEVEL": "critical"],
            limit: .seconds(1500)
        )
    }

    private static var size: Int { Acceptance.isOn ? 10 << 30 : 24 << 20 }

    private static var room: Int { (try? FileSystem.freeSpace(at: "/tmp")).map { Int(clamping: $0) } ?? 0 }

    /// A file that is empty for the most part, with a line every 8 MiB that says where it stands, so that nothing can be in
    /// another's place.
    private static func make(_ path: String) throws {
        let file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
        try file.truncate(to: size)
        for place in stride(from: 5, to: size - 64, by: 8 << 20) {
            try file.write(Array("this is byte \(place)".utf8), at: place)
        }
        try file.write(Array("the end".utf8), at: size - 7)
    }

    private static func bytes(_ path: String, at offset: Int, count: Int) throws -> [UInt8] {
        try DurableFile.open(path, mode: .readOnly).read(count: count, at: offset)
    }
}
