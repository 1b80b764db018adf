internal import VaultCrypto

/// How many of a key safe's places open it together; 1 when every place holds the whole top key.
struct Quorum: Hashable, Sendable {
    let threshold: Int
    let members: Int

    /// Makes a quorum of more than half of the places, so that any two that can open share a place; or of one.
    ///
    /// Two halves could otherwise go on apart from one another.
    init?(threshold: Int, members: Int) {
        guard members >= 1, threshold >= 1, threshold <= members else { return nil }
        if threshold > 1 {
            guard members <= SecretSharing.maximumMembers, 2 * threshold > members else { return nil }
        }
        self.threshold = threshold
        self.members = members
    }

    /// How many places must hold a new state before an older one is destroyed anywhere.
    ///
    /// With shares one more than open it: otherwise the loss of one place would lose everything.
    var needed: Int { threshold == 1 ? 1 : min(members, threshold + 1) }

    /// How many places must have destroyed the older states before nobody can open one any more.
    var destroying: Int { members - threshold + 1 }

    /// How many places must take a note, such as a raised mark, before it counts: with shares so many that whoever
    /// opens the safe later meets one of them.
    var noting: Int { threshold == 1 ? 1 : destroying }
}
