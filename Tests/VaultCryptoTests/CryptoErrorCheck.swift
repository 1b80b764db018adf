import Testing
import VaultCrypto

/// Checks that a call is refused with one particular code.
struct CryptoErrorCheck {
    let code: CryptoError.Code

    init(_ code: CryptoError.Code) { self.code = code }

    func callAsFunction(
        sourceLocation: SourceLocation = #_sourceLocation,
        _ body: () throws(CryptoError) -> Void
    ) throws {
        do throws(CryptoError) {
            try body()
            Issue.record("was accepted, should be refused as \(code)", sourceLocation: sourceLocation)
        } catch {
            #expect(error.code == code, sourceLocation: sourceLocation)
            #expect(!error.message.isEmpty && error.message.first?.isUppercase == false)
        }
    }
}
