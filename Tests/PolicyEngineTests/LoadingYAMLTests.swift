import PolicyEngine
import Testing

@Suite("Loading: what YAML could do, and may not")
struct LoadingYAMLTests {
    /// Problems of one file beside an otherwise good rulebook, without the file's name.
    private func problems(of text: String, at path: String = "classes.yaml") -> [String] {
        problems(of: Array(text.utf8), at: path)
    }

    private func problems(of bytes: [UInt8], at path: String = "classes.yaml") -> [String] {
        var files = LoadingBook.good.files.filter { $0.path != path }
        files.append(RulebookFile(path: path, bytes: bytes))
        let (rulebook, problems) = RulebookLoader.load(files)
        #expect((rulebook == nil) == !problems.isEmpty)
        return problems.filter { $0.place.file == path }.map {
            String($0.description.dropFirst(path.utf8.count + 1))
        }
    }

    private func classes(_ rest: String) -> [String] {
        problems(of: "format: lethe.classes.v1\nloinc:\n\(rest)\n")
    }

    @Test("Norway is Norway, and words that YAML takes for other things stay words")
    func norway() throws {
        var book = LoadingBook.good
            .replacing("{controller.country: DE}", "{controller.country: NO}")
            .replacing("controller.country: DE", "controller.country: NO", in: "tests/de.yaml")
            .replacing(
                "loinc:\n  clinical_core: [18842-5]",
                "loinc:\n  clinical_core: [no, on, 0o17, 1e3, 012, 1_000, .inf, yes]",
                in: "classes.yaml"
            )
        let (rulebook, problems) = book.load()
        #expect(problems == [])
        #expect(
            rulebook?.packs["de"]?.attachesWhen.first?.first?.test == .oneOf([.word("NO")])
        )
        #expect(
            rulebook?.classes.codes(of: .loinc).keys.sorted()
                == ["no", "on", "0o17", "1e3", "012", "1_000", ".inf", "yes"].sorted()
        )
        book = LoadingBook.good.replacing("[18842-5]", "[\"no\", 'on']", in: "classes.yaml")
        #expect(book.load().rulebook?.classes.recordClass(of: "no", in: .loinc) == "clinical_core")
    }

    @Test("nothing is nothing: an empty value, ~ and null", arguments: ["", " ~", " null", " NULL"])
    func nothing(_ value: String) {
        #expect(
            LoadingBook.good.replacing("title: Germany", "title:\(value)").problems == [
                "packs/de.yaml:4: The key `title` of the pack `de` has no value. Write the value, or remove the key."
            ]
        )
    }

    @Test(
        "anchors, aliases, tags, merge keys, directives and further documents",
        arguments: [
            (
                "  clinical_core: &a [x]",
                "3: `&a` would be an anchor, a mark that other places repeat. Write the text out "
                    + "where it is needed; in prose write \"and\", or a space after the &."
            ),
            (
                "  clinical_core: [*a]",
                "3: `*a` would be an alias, a repetition of another place. Write the text out "
                    + "where it is needed; in prose put a space after the *."
            ),
            (
                "  &a clinical_core: [x]",
                "3: `&a` would be an anchor, a mark that other places repeat. Write the text "
                    + "out where it is needed; in prose write \"and\", or a space after the &."
            ),
            (
                "  clinical_core: [\"x\",&a y]",
                "3: `&a` would be an anchor, a mark that other places repeat. Write the "
                    + "text out where it is needed; in prose write \"and\", or a space after the &."
            ),
            (
                "  clinical_core: [!!str x]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  clinical_core: !local [x]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  clinical_core: [! x]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  !!str clinical_core: [x]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  clinical_core: [\"x\",!local y]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  {\"clinical_core\":!local [x]}",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  {? !local clinical_core : [x]}",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  clinical_core: [!!binary eA==]",
                "3: There is a tag (!), which would change the type of a text. Remove it."
            ),
            (
                "  <<: {clinical_core: [x]}",
                "3: `<<` would merge another place into this one. Write the keys out."
            ),
            (
                "  clinical_core: [x]\n---\na: b",
                "4: A second document begins here. "
                    + "Put it into a file of its own, or remove the ---."
            ),
            (
                "  clinical_core: [x]\n...",
                "4: Three dots end the document here. Remove the line; the file ends where it ends."
            ),
            (
                "  clinical_core: [x]\n%YAML 1.1",
                "4: The line begins with %, which gives orders to the reader. "
                    + "Remove the line."
            ),
            ("\tclinical_core: [x]", "3: There is a tab. Write spaces; an editor can be told to do so."),
            (
                "  clinical_core: [x, \"a\tb\"]",
                "3: There is a tab. Write spaces; an editor can be told to do so."
            ),
            ("  clinical_core: [x, \"a\u{7}\"]", "3: There is a control character (number 7). Remove it."),
            (
                "  clinical_core: [x, \"a\u{85}\"]",
                "3: There is an invisible character, or one that changes the direction "
                    + "of writing. Write the passage again by hand instead of pasting it."
            ),
            (
                "  clinical_core: [x, \"a\u{202e}\"]",
                "3: There is an invisible character, or one that changes the "
                    + "direction of writing. Write the passage again by hand instead of pasting it."
            ),
            (
                "  clinical_core: [x, \"a\\ab\"]",
                "3: An entry of the codes of `clinical_core` has line breaks or characters "
                    + "that cannot be printed. Write it as one paragraph; with > instead of | when it runs over several lines."
            ),
            ("  ? [clinical_core]\n  : [x]", "3: A key must be a single word. Write `key: value`."),
            (
                "  clinical_core: a: b",
                "3: There is a colon where none can stand. "
                    + "Put a text that holds a colon and a space in quotes, or correct the indentation."
            ),
            (
                "  clinical_core: [* x]",
                "3: A text begins with & or *, which YAML keeps for itself. Put the text in quotes."
            ),
            (
                "  clinical_core: [@x]",
                "3: A text begins with a character that YAML keeps for itself. "
                    + "Put the text in quotes."
            ),
            (
                "  clinical_core: [x",
                "4: The file cannot be read from here on (did not find expected ',' or ']'). "
                    + "Look at the indentation, quotes and brackets of this line and of the one before."
            ),
        ]
    )
    func features(_ text: String, _ problem: String) {
        #expect(classes(text).contains(problem), "\(classes(text))")
    }

    @Test("prose may hold &, * and ! where they cannot mean anything else")
    func prose() {
        for text in [
            "R&D & more", "5 * 3", "Patient*innen", "Attention ! Et voilà", "a !b", "2 ** 3", "x=&y",
        ] {
            #expect(LoadingBook.good.replacing("title: Germany", "title: \(text)").problems == [], "\(text)")
        }
    }

    @Test("a leading --- is accepted")
    func documentStart() {
        #expect(problems(of: "# comment\n---\n" + LoadingBook.classes) == [])
        #expect(problems(of: "\u{feff}---\n" + LoadingBook.classes) == [])
    }

    @Test("a key that is there twice is reported on its second line, and the rest of the file too")
    func duplicates() {
        let text = """
            format: lethe.classes.v1
            loinc:
              clinical_core: [a]
              imaging: [b]
              clinical_core: [c]
              imagin: [d]
            kdl: {imaging: [e], "clinical_core": [f], imaging: [g], clinical_core: [h]}
            loinc:
              imaging: [x]
            """
        #expect(
            problems(of: text) == [
                "5: The key `clinical_core` is there twice; the first is on line 3. Keep one of them.",
                "6: `imagin` is not a class of records. Did you mean `imaging`?",
                "7: The key `clinical_core` is there twice; the first is on line 7. Keep one of them.",
                "7: The key `imaging` is there twice; the first is on line 7. Keep one of them.",
                "8: The key `loinc` is there twice; the first is on line 2. Keep one of them.",
            ]
        )
    }

    @Test("a file that is not UTF-8 names the line")
    func encoding() {
        #expect(
            problems(of: Array("format: lethe.classes.v1\nloinc:\n  imaging: [\"".utf8) + [0xe4, 0x22, 0x5d])
                == ["3: The file is not in UTF-8. Save it in the encoding UTF-8."]
        )
        #expect(
            problems(of: Array("\u{0}f".utf8)) == ["1: There is a control character (number 0). Remove it."]
        )
        let utf16: [UInt8] = [0xff, 0xfe, 0x66, 0x00]
        #expect(problems(of: utf16) == ["1: The file is not in UTF-8. Save it in the encoding UTF-8."])
    }

    @Test("files that hold nothing")
    func empty() {
        #expect(problems(of: "") == ["1: The file is empty. Write its content, or remove the file."])
        #expect(
            problems(of: "# nothing\n") == ["1: The file is empty. Write its content, or remove the file."]
        )
        #expect(
            problems(of: "text") == [
                "1: The file should be a group of keys with values, but it is a text. Write `key: value` lines here."
            ]
        )
        #expect(problems(of: "[]").first?.contains("it is a list") == true)
    }

    @Test("a file of 10 MB is refused by its size")
    func large() {
        let text = "format: lethe.classes.v1\nloinc: \"\(String(repeating: "x", count: 10_000_000))\"\n"
        #expect(
            problems(of: text)
                == ["1: The file has 10000035 bytes; a file may have 1048576. Divide it into several files."]
        )
    }

    @Test("a long text is refused by its line")
    func longText() {
        let text = String(repeating: "x", count: 20_000)
        #expect(
            LoadingBook.good.replacing("title: Germany", "title: \(text)").problems.first
                == "packs/de.yaml:4: A text has 20000 bytes; it may have 16384. Shorten it."
        )
    }

    @Test("a billion laughs cost nothing")
    func laughs() {
        var text = "format: lethe.classes.v1\na0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
        for level in 1..<30 {
            let references = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(references)]\n"
        }
        text += "? *a29\n: x\n"
        let found = problems(of: text)
        #expect(found.first?.hasPrefix("2: `&a0` would be an anchor") == true)
        #expect(found.count == 60)
    }

    @Test(
        "deep nesting of every kind",
        arguments: [
            LongText(String(repeating: "[", count: 500_000)),
            LongText(String(repeating: "{a: ", count: 200_000)),
            LongText(String(repeating: "- ", count: 200_000)),
            LongText(String(repeating: "? ", count: 200_000)),
            LongText((0..<1000).map { String(repeating: " ", count: $0) + "a:\n" }.joined()),
            LongText(
                "format: lethe.classes.v1\nloinc: " + String(repeating: "[", count: 20)
                    + String(repeating: "]", count: 20)
            ),
            LongText("format: lethe.classes.v1\nloinc: " + String(repeating: "[\"]\", ", count: 900)),
        ]
    )
    func deep(_ long: LongText) {
        let text = long.text
        let clock = ContinuousClock()
        let time = clock.measure { #expect(!problems(of: text).isEmpty) }
        #expect(time < .seconds(10))
    }

    @Test("more than 16 levels are refused where they begin")
    func levels() {
        let found = classes(
            "  imaging: " + String(repeating: "[", count: 20) + String(repeating: "]", count: 20)
        )
        #expect(
            found.contains(
                "3: More than 16 lists and groups stand within each other. "
                    + "No policy file needs that; look at brackets and indentation."
            )
        )
    }

    @Test(
        "too many entries",
        arguments: [
            LongText("[" + String(repeating: "[],", count: 300_000) + "]"),
            LongText("[" + String(repeating: "a,", count: 500_000) + "]"),
            LongText(String(repeating: "a\n", count: 200_000)),
            LongText(String(repeating: "%TAG !a! b\n", count: 90_000)),
            LongText("x: [" + String(repeating: "a: b,", count: 60_000) + "]"),
        ]
    )
    func many(_ long: LongText) {
        let text = long.text
        let clock = ContinuousClock()
        let time = clock.measure { #expect(!problems(of: text).isEmpty) }
        #expect(time < .seconds(10))
    }

    @Test("complaints about one file end somewhere")
    func complaints() {
        let lines = (0..<5000).map { "key\($0): x\n" }.joined()
        let found = problems(of: "format: lethe.classes.v1\n" + lines)
        #expect(found.count == 501)
        #expect(
            found.contains { $0.hasSuffix("This file has more problems than are listed. Mend these first.") }
        )
    }

    @Test("files that do not belong to a rulebook, are missing, or are there twice")
    func files() {
        let advice =
            "A rulebook has vocabulary.yaml, classes.yaml, adequacy.yaml, calendars/*.yaml, packs/*.yaml, "
            + "houses/*.yaml and tests/*.yaml; names have small letters and digits."
        for path in [
            "README.md", "packs/sub/de.yaml", "packs/DE.yaml", "../packs/x.yaml", "packs/.yaml",
            "/packs/de.yaml",
        ] {
            #expect(
                LoadingBook.good.with("x", at: path).problems
                    == ["\(path):1: This file is not part of a rulebook. \(advice)"]
            )
        }
        #expect(
            LoadingBook.good.with(nil, at: "adequacy.yaml").problems == [
                "adequacy.yaml:1: The file is missing. "
                    + "Every rulebook needs it; it begins with format: lethe.adequacy.v1."
            ]
        )
        #expect(
            RulebookLoader.load([]).problems.map(\.place.file)
                == ["adequacy.yaml", "classes.yaml", "packs/", "vocabulary.yaml"]
        )
        let files = LoadingBook.good.files
        #expect(
            RulebookLoader.load(files + files.filter { $0.path == "classes.yaml" }).problems.map(
                \.description
            )
                == ["classes.yaml:1: The file is there twice. Remove one of them."]
        )
    }
}
