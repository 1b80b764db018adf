public import VaultModel

/// Why, and on whose word, a controller keeps something longer than the law asks (as in DIN 66398).
public struct HouseTerms: Hashable, Sendable {
    /// The ground, in words.
    public let ground: String
    /// Who answers for it: a function, not a person.
    public let owner: String
    /// After this day a person must confirm what the entry decides.
    public let reviewBy: Day

    /// Makes terms.
    public init(ground: String, owner: String, reviewBy: Day) {
        self.ground = ground
        self.owner = owner
        self.reviewBy = reviewBy
    }
}
