// The storage is out of reach, and so is a span as a result.
import VaultCrypto

func reachStorage(_ secret: borrowing SecretBytes) {
    _ = secret.slot  // error: 'slot' is inaccessible due to 'private' protection level
}

func returnSpan(_ secret: borrowing SecretBytes) -> Int {
    secret.withBytes { (span: RawSpan) -> RawSpan in span }.byteCount  // error: RawSpan
}

func readOpening(_ opening: borrowing Opening) {
    _ = opening.scalar  // error: 'scalar' is inaccessible due to 'internal' protection level
}
