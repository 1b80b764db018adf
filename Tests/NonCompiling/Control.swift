// The control: what is allowed compiles, so the other files fail for the reason they name and for no other.
import VaultCrypto

func allowed(_ secret: consuming SecretBytes) -> Int {
    let other = secret.copy()
    let shared = [SharedSecret(other)]
    let sum = secret.withBytes { Int($0.byte(at: 0)) }
    return shared[0].bytes.isEqual(to: secret) ? sum : 0
}
