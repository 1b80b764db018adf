// The bytes cannot leave the closure that reads them.
import VaultCrypto

func keepSpan(_ secret: borrowing SecretBytes) {
    var kept: RawSpan?  // error: lifetime-dependent variable 'kept' escapes its scope
    secret.withBytes { (span: RawSpan) -> Void in kept = span }
    _ = kept?.byteCount
}

func sendSpan(_ secret: borrowing SecretBytes) {
    secret.withBytes { (span: RawSpan) -> Void in  // error: 'span' escapes its scope
        Task { print(span.byteCount) }
    }
}
