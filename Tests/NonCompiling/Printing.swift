// A secret cannot be turned into text.
import VaultCrypto

func interpolate(_ secret: borrowing SecretBytes) -> String {
    "\(secret)"  // error: no exact matches in call to instance method 'appendInterpolation'
}

func describe(_ secret: borrowing SecretBytes) -> String {
    String(describing: secret)  // error: no exact matches in call to initializer
}

func reflect(_ secret: borrowing SecretBytes) -> String {
    String(reflecting: secret)  // error: requires that 'SecretBytes' conform to 'Copyable'
}

func printOut(_ secret: consuming SecretBytes) {
    print(secret)  // error: argument type 'SecretBytes' does not conform to expected type 'Copyable'
}

func dumpOut(_ secret: borrowing SecretBytes) {
    dump(secret)  // error: requires that 'SecretBytes' conform to 'Copyable'
}

func forget(_ secret: consuming SecretBytes) -> Any {
    secret  // error: return expression of type 'SecretBytes' does not conform to 'Copyable'
}

func interpolateKey(_ key: borrowing SigningKey) -> String {
    "\(key)"  // error: no exact matches in call to instance method 'appendInterpolation'
}

func interpolateOpening(_ opening: borrowing Opening) -> String {
    "\(opening)"  // error: no exact matches in call to instance method 'appendInterpolation'
}

func interpolateRecordSecrets(_ secrets: borrowing RecordSecrets) -> String {
    "\(secrets)"  // error: no exact matches in call to instance method 'appendInterpolation'
}
