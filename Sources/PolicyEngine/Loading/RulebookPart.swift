/// What a file of a rulebook is, by its path.
enum RulebookPart {
    case vocabulary
    case classes
    case adequacy
    case calendar
    case pack
    case house
    case tests

    /// The format that it begins with.
    var format: String {
        switch self {
        case .vocabulary: "lethe.vocabulary.v1"
        case .classes: "lethe.classes.v1"
        case .adequacy: "lethe.adequacy.v1"
        case .calendar: "lethe.calendar.v1"
        case .pack: "lethe.pack.v1"
        case .house: "lethe.house-schedule.v1"
        case .tests: "lethe.policy-tests.v1"
        }
    }

    /// The part that a path belongs to; `nil` for paths that belong nowhere.
    init?(path: String) {
        switch path {
        case "vocabulary.yaml": self = .vocabulary
        case "classes.yaml": self = .classes
        case "adequacy.yaml": self = .adequacy
        default:
            let folders = path.split(separator: "/", omittingEmptySubsequences: false)
            guard folders.count == 2, path.hasSuffix(".yaml") else { return nil }
            switch folders[0] {
            case "calendars": self = .calendar
            case "packs": self = .pack
            case "houses": self = .house
            case "tests": self = .tests
            default: return nil
            }
        }
    }
}
