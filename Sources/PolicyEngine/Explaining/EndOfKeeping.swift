internal import VaultModel

/// What the sentence of a rule says for `{keep_until}`.
enum EndOfKeeping {
    case day(Day)
    case withoutEnd
    case notKnown
}
