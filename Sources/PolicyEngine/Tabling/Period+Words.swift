extension Period {
    /// For people, as laws write it: `10 years`, `28th year of life`.
    var words: String {
        switch unit {
        case .yearOfLife: "the \(English.ordinal(length)) year of life"
        case .birthday: "the time to the \(English.ordinal(length)) birthday"
        case .calendarYear: "\(length) \(length == 1 ? "year" : "years") after the end of the calendar year"
        default: description
        }
    }

    /// Its end, with what it counts from: `10 years after: the date of death`.
    func after(_ event: String) -> String {
        switch unit {
        case .yearOfLife: "the end of \(words), by \(event)"
        case .birthday: "the \(English.ordinal(length)) birthday, by \(event)"
        case .calendarYear: "\(words) of \(event)"
        default: "\(words) after \(event)"
        }
    }
}
