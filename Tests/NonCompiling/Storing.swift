// A secret cannot lie in a collection, be a key, be compared by accident or be encoded.
import VaultCrypto

func storeInArray(_ secret: consuming SecretBytes) {
    let secrets = [secret]  // error: requires that 'SecretBytes' conform to 'Copyable'
    _ = secrets.count
}

func hash(_ secret: borrowing SecretBytes) -> Int {
    secret.hashValue  // error: value of type 'SecretBytes' has no member 'hashValue'
}

func feed(_ secret: borrowing SecretBytes, _ hasher: inout Hasher) {
    hasher.combine(secret)  // error: requires that 'SecretBytes' conform to 'Hashable'
}

func compare(_ one: borrowing SecretBytes, _ two: borrowing SecretBytes) -> Bool {
    one == two  // error: binary operator '==' cannot be applied to two 'SecretBytes' operands
}

func encode(_ secret: borrowing SecretBytes, to container: inout any SingleValueEncodingContainer) throws {
    try container.encode(secret)  // error: requires that 'SecretBytes' conform to 'Encodable'
}

struct Document {
    let name: String
    let key: SecretBytes  // error: has non-Copyable type 'SecretBytes'
}

func useAsKey(_ names: [SecretBytes: String]) {}  // error: type 'SecretBytes' does not conform to protocol
