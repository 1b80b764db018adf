internal import Providers
internal import VaultStorage

/// The kinds of token that this program can use.
enum Tokens {
    static let maker: TokenMaker = { PKCS11Token($0, label: $1) }
}
