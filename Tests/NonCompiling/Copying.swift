// A secret has one owner; a second needs a copy that is written out.
import VaultCrypto

func useAfterEnd() -> Int {
    let secret = SecretBytes(random: 32)  // error: 'secret' used after consume
    let shared = SharedSecret(secret)
    return shared.bytes.count + secret.count
}

func giveAwayWhatIsBorrowed(_ secret: borrowing SecretBytes) -> SharedSecret {  // error: 'secret' is borrowed
    SharedSecret(secret)
}

func takeFromShared(_ shared: SharedSecret) -> SecretBytes {
    shared.bytes  // error: cannot consume noncopyable stored property 'shared.bytes' of a class
}

func giveAwayTwice(_ key: consuming SigningKey) -> SigningKey {  // error: 'key' consumed more than once
    func keep(_ key: consuming SigningKey) {}
    keep(key)
    return key
}
