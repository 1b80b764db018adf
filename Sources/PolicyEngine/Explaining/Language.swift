/// A language of explanations and letters, by its code of ISO 639-1.
public enum Language: String, CaseIterable, Hashable, Sendable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
    case dutch = "nl"
}
