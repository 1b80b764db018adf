/// How well a key safe can forget, in the words printed on every certificate.
public struct KeySafeLevel: Hashable, Sendable {
    /// What becomes of a key that is to be destroyed, the weakest of all places.
    public enum Storage: Int, Comparable, Hashable, Sendable {
        /// At least one place has a file system that may keep what was overwritten.
        case mayKeep
        /// At least one place's token is a program that keeps its keys in files.
        case softwareToken
        /// Every place is on a file system that overwrites in place, or has a token.
        case overwritten
        /// Every place has a token that destroys the key that the top key is sealed under.
        case token

        /// The weaker one is less.
        public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
    }

    /// How many places the key safe has.
    public let places: Int
    /// How many of them open it together.
    public let threshold: Int
    /// What becomes of a destroyed key.
    public let storage: Storage
    /// Whether it is kept on another machine than the vault.
    public let isElsewhere: Bool

    /// Makes a level.
    public init(places: Int, threshold: Int, storage: Storage, isElsewhere: Bool = false) {
        self.isElsewhere = isElsewhere
        self.places = places
        self.threshold = threshold
        self.storage = storage
    }

    /// How many places must have destroyed their older states before nobody can open one.
    public var confirmationsNeeded: Int {
        threshold == 1 ? places : places - threshold + 1
    }

    /// Whether a destroyed key is gone from its storage, as far as the system can know.
    public var destroysForCertain: Bool { storage >= .overwritten }

    /// The words for certificates.
    public var sentence: String { words + (isElsewhere ? ", on another machine than the vault" : "") }

    private var words: String {
        let shares = "key shares in \(places) places, any \(threshold) of which open"
        switch (storage, threshold > 1) {
        case (.mayKeep, false): return "key files on storage that may keep overwritten data"
        case (.mayKeep, true): return "\(shares), on storage that may keep overwritten data"
        case (.overwritten, false):
            return places > 1
                ? "key files in several places, overwritten in place"
                : "key file in one place, overwritten in place"
        case (.overwritten, true): return "\(shares), overwritten in place"
        case (.softwareToken, false): return "keys under a software token, whose files may be copied"
        case (.softwareToken, true): return "\(shares), under a software token, whose files may be copied"
        case (.token, false):
            return places > 1 ? "keys under tokens in several places" : "key under a token in one place"
        case (.token, true): return "\(shares), under tokens"
        }
    }
}
