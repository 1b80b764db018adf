internal import VaultCrypto
internal import VaultModel

/// One state of a key safe: its top key and what each place is to hold of it.
///
/// With a threshold of one every place holds the top key itself, otherwise its share.
final class TopKeyState: Sendable {
    let identity: SafeIdentity
    let state: StateName
    let root: PageLocation
    let topKey: SharedSecret
    let quorum: Quorum
    /// At least as many shares as open the state.
    private let shares: [SecretShare]

    /// Makes a new state, with shares that were never used before.
    init(identity: SafeIdentity, state: StateName, root: PageLocation, topKey: SharedSecret, quorum: Quorum) {
        self.identity = identity
        self.state = state
        self.root = root
        self.topKey = topKey
        self.quorum = quorum
        shares =
            quorum.threshold == 1
            ? []
            : SecretSharing.split(topKey.bytes, threshold: quorum.threshold, members: quorum.members)
    }

    /// Puts a state together from what places hold of it, exactly as many as are needed.
    ///
    /// `nil` when they do not belong together.
    /// - Parameter places: how many places the key safe has.
    init?(of sectors: [TopKeySector], places: Int) {
        guard let first = sectors.first, sectors.allSatisfy({ $0.belongs(with: first) }),
            let quorum = first.share?.quorum ?? Quorum(threshold: 1, members: places),
            sectors.count == quorum.threshold
        else { return nil }
        identity = first.identity
        state = first.state
        root = first.root
        self.quorum = quorum
        shares = sectors.compactMap { sector in
            sector.share.map { SecretShare(member: UInt8($0.member), value: sector.secret) }
        }
        guard !shares.isEmpty else {
            topKey = first.secret
            return
        }
        guard let secret = SecretSharing.recover(shares) else { return nil }
        topKey = SharedSecret(secret)
    }

    /// What a place is to hold; places count from 0.
    func sector(for place: Int) -> TopKeySector {
        TopKeySector(
            identity: identity,
            state: state,
            root: root,
            secret: secret(of: place),
            share: shares.isEmpty ? nil : ShareName(quorum: quorum, member: place)
        )
    }

    /// Whether a sector is what its place is to hold of this state.
    func matches(_ sector: TopKeySector, in place: Int) -> Bool {
        let mine = self.sector(for: place)
        return mine.belongs(with: sector) && mine.share == sector.share
            && mine.secret.bytes.isEqual(to: sector.secret.bytes)
    }

    private func secret(of place: Int) -> SharedSecret {
        guard !shares.isEmpty else { return topKey }
        return SecretSharing.share(of: UInt8(place), from: Array(shares.prefix(quorum.threshold))).value
    }
}
