import Testing

@testable import Ledger

struct TilePathTests {
    @Test func indexesAreWrittenInGroupsOfThreeDigits() {
        let paths: [(UInt64, String)] = [
            (0, "tile/0/000"), (67, "tile/0/067"), (999, "tile/0/999"), (1000, "tile/0/x001/000"),
            (1_234_067, "tile/0/x001/x234/067"), (1_000_000, "tile/0/x001/x000/000"),
        ]
        for (index, path) in paths {
            #expect(TilePath(.hashes(level: 0), index: index, width: 256).path == path)
        }
        #expect(TilePath(.hashes(level: 2), index: 1067, width: 17).path == "tile/2/x001/067.p/17")
        #expect(TilePath(.entries, index: 3, width: 232).path == "tile/entries/003.p/232")
    }

    /// The example of tlog-tiles: 70,000 entries.
    @Test func aTreeHasTheTilesOfTheSpecificationsExample() {
        let size: UInt64 = 70_000
        #expect(TilePath(.hashes(level: 0), index: 272, inTreeOf: size)?.isFull == true)
        #expect(TilePath(.hashes(level: 0), index: 273, inTreeOf: size)?.width == 112)
        #expect(TilePath(.hashes(level: 0), index: 274, inTreeOf: size) == nil)
        #expect(TilePath(.hashes(level: 1), index: 0, inTreeOf: size)?.isFull == true)
        #expect(TilePath(.hashes(level: 1), index: 1, inTreeOf: size)?.width == 17)
        #expect(TilePath(.hashes(level: 2), index: 0, inTreeOf: size)?.width == 1)
        #expect(TilePath(.hashes(level: 3), index: 0, inTreeOf: size) == nil)
        #expect(TilePath(.hashes(level: 0), index: 1, inTreeOf: 256) == nil)
        #expect(TilePath(.hashes(level: 1), index: 0, inTreeOf: 256)?.width == 1)
    }
}
