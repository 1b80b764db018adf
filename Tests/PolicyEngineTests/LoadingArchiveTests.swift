import PolicyEngine
import Testing

@Suite("Loading: the archive of a rulebook")
struct LoadingArchiveTests {
    private let files = [
        RulebookFile(path: "vocabulary.yaml", bytes: [1, 2, 3]),
        RulebookFile(path: "packs/de.yaml", bytes: []),
        RulebookFile(path: "packs/de-x.yaml", bytes: [255]),
    ]

    @Test("holds the bytes that the format says")
    func layout() throws {
        let archive = try RulebookArchive.encode([RulebookFile(path: "a/b.yaml", bytes: [7, 8])])
        #expect(
            archive == Array("lethe.rulebook.v1\n".utf8) + [0, 0, 0, 1, 0, 8] + Array("a/b.yaml".utf8) + [
                0, 0, 0, 2, 7, 8,
            ]
        )
        #expect(try RulebookArchive.encode([]) == Array("lethe.rulebook.v1\n".utf8) + [0, 0, 0, 0])
    }

    @Test("is the same for every order of the files, and gives them back")
    func roundTrip() throws {
        let archive = try RulebookArchive.encode(files)
        for turn in files.indices {
            #expect(try RulebookArchive.encode(Array(files[turn...] + files[..<turn])) == archive)
        }
        let back = try RulebookArchive.decode(archive)
        #expect(back.map(\.path) == ["packs/de-x.yaml", "packs/de.yaml", "vocabulary.yaml"])
        #expect(Set(back) == Set(files))
        let book = try RulebookArchive.decode(RulebookArchive.encode(LoadingBook.good.files))
        #expect(RulebookLoader.load(book).problems == [])
    }

    @Test("files that cannot be archived")
    func refusedFiles() {
        #expect(throws: RulebookArchiveError.order("packs/de.yaml")) {
            try RulebookArchive.encode(files + [RulebookFile(path: "packs/de.yaml", bytes: [])])
        }
        for path in [
            "", "../x", "a//b", "/a", "a/", "A", "a b", "ä", "a/../b", ".git",
            String(repeating: "a", count: 201),
        ] {
            #expect(throws: RulebookArchiveError.path(path)) {
                try RulebookArchive.encode([RulebookFile(path: path, bytes: [])])
            }
        }
        #expect(throws: RulebookArchiveError.tooLarge) {
            try RulebookArchive.encode((0..<1001).map { RulebookFile(path: "p\($0)", bytes: []) })
        }
        #expect(throws: RulebookArchiveError.tooLarge) {
            try RulebookArchive.encode([RulebookFile(path: "p", bytes: Array(repeating: 0, count: 17 << 20))])
        }
    }

    @Test("every prefix of an archive is refused, and every extension")
    func cut() throws {
        let archive = try RulebookArchive.encode(files)
        for length in archive.indices {
            #expect(throws: RulebookArchiveError.self) {
                try RulebookArchive.decode(Array(archive[..<length]))
            }
        }
        #expect(throws: RulebookArchiveError.trailingBytes) { try RulebookArchive.decode(archive + [0]) }
        #expect(throws: RulebookArchiveError.notAnArchive) { try RulebookArchive.decode([0] + archive) }
    }

    @Test("any changed byte gives an error or other files, and what decodes encodes to itself")
    func flipped() throws {
        let archive = try RulebookArchive.encode(files)
        for index in archive.indices {
            for bit in 0..<8 {
                var changed = archive
                changed[index] ^= 1 << bit
                guard let decoded = try? RulebookArchive.decode(changed) else { continue }
                #expect(Set(decoded) != Set(files))
                #expect(try RulebookArchive.encode(decoded) == changed)
            }
        }
    }

    @Test("hostile numbers cost nothing")
    func hostile() {
        let magic = Array("lethe.rulebook.v1\n".utf8)
        #expect(throws: RulebookArchiveError.tooLarge) {
            try RulebookArchive.decode(magic + [255, 255, 255, 255])
        }
        #expect(throws: RulebookArchiveError.truncated) {
            try RulebookArchive.decode(magic + [0, 0, 0, 1, 0, 1, 0x61, 255, 255, 255, 255])
        }
        #expect(throws: RulebookArchiveError.truncated) {
            try RulebookArchive.decode(magic + [0, 0, 0, 2, 255, 255])
        }
        #expect(throws: RulebookArchiveError.order("a")) {
            try RulebookArchive.decode(magic + [0, 0, 0, 2, 0, 1, 0x61, 0, 0, 0, 0, 0, 1, 0x61, 0, 0, 0, 0])
        }
        #expect(throws: RulebookArchiveError.order("a")) {
            try RulebookArchive.decode(magic + [0, 0, 0, 2, 0, 1, 0x62, 0, 0, 0, 0, 0, 1, 0x61, 0, 0, 0, 0])
        }
        #expect(throws: RulebookArchiveError.path("..")) {
            try RulebookArchive.decode(magic + [0, 0, 0, 1, 0, 2, 0x2e, 0x2e, 0, 0, 0, 0])
        }
    }
}
