internal import VaultCrypto

/// A reference from an inner page to a page below: what it holds, where it lies, and the key that opens it.
final class PageLink: Sendable {
    /// The first prefix of the page below; nothing below comes before it.
    let first: Prefix
    let location: PageLocation
    let key: SharedSecret

    init(first: Prefix, location: PageLocation, key: SharedSecret) {
        self.first = first
        self.location = location
        self.key = key
    }
}
