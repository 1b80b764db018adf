import PolicyEngine
import Testing

@Suite("Loading: fuzzing")
struct LoadingFuzzTests {
    /// Small and repeatable.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9e37_79b9_7f4a_7c15
            var value = state
            value = (value ^ (value >> 30)) &* 0xbf58_476d_1ce4_e5b9
            value = (value ^ (value >> 27)) &* 0x94d0_49bb_1331_11eb
            return value ^ (value >> 31)
        }
    }

    private static let pieces: [String] = [
        "[", "]", "{", "}", ":", ": ", "- ", "\n", "  ", "\"", "'", "#", "&a ", "*a", "!!str ", "<<: ",
        "---\n", "...\n",
        "%YAML 1.1\n", "\t", "? ", "|\n", ">-\n", "~", "null", "no", "yes", "true", "0o17", "1e3",
        "2026-13-01", "$eea",
        "{keep_until}", "\u{0}", "\u{fe}", "ä", "\u{202e}", "28th birthday", "999999999999999999999", "-1",
        ",", "@", "`",
    ]

    private static func mutate(_ bytes: inout [UInt8], _ dice: inout Dice) {
        guard !bytes.isEmpty else { return }
        let at = Int.random(in: bytes.indices, using: &dice)
        switch Int.random(in: 0..<7, using: &dice) {
        case 0: bytes[at] = UInt8.random(in: 0...255, using: &dice)
        case 1: bytes.remove(at: at)
        case 2:
            bytes.insert(
                contentsOf: Self.pieces.randomElement(using: &dice).map { Array($0.utf8) } ?? [],
                at: at
            )
        case 3: bytes.removeSubrange(at..<min(bytes.count, at + Int.random(in: 1...80, using: &dice)))
        case 4:
            let from = Int.random(in: bytes.indices, using: &dice)
            bytes.insert(
                contentsOf: bytes[from..<min(bytes.count, from + Int.random(in: 1...120, using: &dice))],
                at: at
            )
        case 5:
            // Lines change places.
            var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
            lines.swapAt(
                Int.random(in: lines.indices, using: &dice),
                Int.random(in: lines.indices, using: &dice)
            )
            bytes = Array(lines.joined(separator: [0x0a]))
        default:
            // A line comes twice, perhaps with another indentation.
            var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false).map(Array.init)
            let line = Int.random(in: lines.indices, using: &dice)
            let indentation: [UInt8] = Bool.random(using: &dice) ? [0x20, 0x20] : []
            lines.insert(indentation + lines[line], at: line)
            bytes = Array(lines.joined(separator: [0x0a]))
        }
    }

    @Test(
        "some thousands of spoiled rulebooks: each loads or says why not, in bounded time",
        arguments: 0..<8
    )
    func mutations(_ seed: Int) {
        var dice = Dice(state: UInt64(seed))
        let good = LoadingBook.good.files.sorted { $0.path < $1.path }
        let clock = ContinuousClock()
        var loaded = 0
        for round in 0..<300 {
            var files = good
            for _ in 0..<Int.random(in: 1...4, using: &dice) {
                let index = Int.random(in: files.indices, using: &dice)
                var bytes = files[index].bytes
                Self.mutate(&bytes, &dice)
                files[index] = RulebookFile(path: files[index].path, bytes: bytes)
            }
            var result: (rulebook: Rulebook?, problems: [Problem]) = (nil, [])
            let time = clock.measure { result = RulebookLoader.load(files) }
            #expect(time < .seconds(5))
            #expect((result.rulebook == nil) != result.problems.isEmpty)
            for problem in result.problems {
                #expect(problem.place.line >= 1)
                #expect(problem.description.utf8.allSatisfy { $0 >= 0x20 })
                #expect(!problem.what.isEmpty && !problem.mend.isEmpty && !problem.what.hasSuffix("."))
            }
            if result.rulebook != nil { loaded += 1 }
            if round % 10 == 0 { #expect(RulebookLoader.load(files.reversed()).problems == result.problems) }
        }
        #expect(loaded > 0, "some changes, as in a title, do no harm")
    }

    @Test("bytes that were never YAML")
    func noise() {
        var dice = Dice(state: 99)
        for _ in 0..<300 {
            let length = Int.random(in: 0...2000, using: &dice)
            let ascii = Bool.random(using: &dice)
            let bytes = (0..<length).map { _ in UInt8.random(in: ascii ? 0x20...0x7e : 0...255, using: &dice)
            }
            let files =
                LoadingBook.good.files.filter { $0.path != "packs/de.yaml" }
                + [RulebookFile(path: "packs/de.yaml", bytes: bytes)]
            #expect(RulebookLoader.load(files).rulebook == nil)
        }
    }
}
