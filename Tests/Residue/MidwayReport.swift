/// What an adversary found who came in the middle of a key renewal, with the key safe as it was then.
struct MidwayReport: Sendable {
    /// What is erased and opens.
    var hits: Set<String> = []
    /// How many keys were tried.
    var tried = 0
    /// How many of the living open: in the old tree, and in the new one.
    var living = (old: 0, new: 0)
}
