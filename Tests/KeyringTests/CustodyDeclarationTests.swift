import Testing
import VaultModel

@testable import Keyring

/// Certificates print the declaration, so only what they can print is taken.
@Suite struct CustodyDeclarationTests {
    private func declaration(by: String = "Dr. Vogel", _ statement: String) -> CustodyDeclaration {
        CustodyDeclaration(by: by, statement: statement, at: Timestamp(secondsSinceEpoch: 0))
    }

    private var refused: [CustodyDeclaration] {
        [
            declaration(""), declaration("two\nlines"), declaration("a\u{2028}b"), declaration("a\u{202e}b"),
            declaration(by: "", "x"), declaration(by: "a\tb", "x"),
            declaration(by: String(repeating: "n", count: 201), "x"),
            declaration(String(repeating: "x", count: 4001)),
            // One character to the eye, 4001 to store.
            declaration("e" + String(repeating: "\u{301}", count: 4000)),
        ]
    }

    @Test func onlyWhatCertificatesCanPrintIsTaken() async throws {
        let fixture = try TemporaryPlaces()
        let safe = try await fixture.create()
        for declaration in refused {
            await #expect(throws: KeyringError.self) { try await safe.declare(declaration) }
        }
        #expect(try await safe.status().declaration == nil)
        let longest = declaration(by: String(repeating: "名", count: 200), String(repeating: "字", count: 4000))
        try await safe.declare(longest)
        #expect(try await safe.status().declaration == longest)
        await safe.close()
    }

    @Test func aFileThatSaysMoreIsNotRead() {
        for declaration in refused {
            let custody = Custody(acceptsWeak: false, declaration: declaration)
            #expect(Custody(decoding: custody.encoded) == nil)
        }
        let custody = Custody(acceptsWeak: false, declaration: declaration("Two safes, no copies."))
        #expect(Custody(decoding: custody.encoded) == custody)
    }

    @Test func aPlaceHasANameThatCanBePrinted() {
        #expect(throws: KeyringError.self) { try Placement.checkName("/media/a\nb") }
        #expect(throws: Never.self) { try Placement.checkName("/media/Schrank Süd/safe") }
    }
}
