extension Period {
    /// Reads a period of a policy file: `10 years`, `72 hours`, `5 working days`, `20 calendar years`,
    /// `28th year of life`, `28th birthday`.
    init?(policyText text: String) {
        let words = text.split(separator: " ", omittingEmptySubsequences: false)
        guard words.count >= 2, let first = words.first else { return nil }
        let rest = words.dropFirst().joined(separator: " ")
        if let unit = Self.ages[rest] {
            guard let age = Self.ordinal(first), (1...150).contains(age) else { return nil }
            self.init(age, unit)
            return
        }
        guard let unit = Self.lengths[rest.hasSuffix("s") ? rest : "\(rest)s"],
            let length = PolicyReader.number(String(first)),
            (1...(Self.longest[unit] ?? 9999)).contains(length)
        else { return nil }
        self.init(length, unit)
    }

    private static let ages: [String: Unit] = ["year of life": .yearOfLife, "birthday": .birthday]

    private static let lengths: [String: Unit] = [
        "hours": .hour, "days": .day, "working days": .workingDay, "weeks": .week, "months": .month,
        "years": .year, "calendar years": .calendarYear,
    ]

    /// What no law exceeds, so that no date leaves the calendar.
    private static let longest: [Unit: Int] = [
        .month: 2400, .year: 200, .calendarYear: 200, .workingDay: 2000,
    ]

    /// The number of `1st`, `22nd`, `28th`.
    private static func ordinal(_ text: Substring) -> Int? {
        guard let number = PolicyReader.number(String(text.dropLast(2))), number > 0 else { return nil }
        let suffix =
            switch (number % 10, number % 100) {
            case (_, 11...13): "th"
            case (1, _): "st"
            case (2, _): "nd"
            case (3, _): "rd"
            default: "th"
            }
        return text.hasSuffix(suffix) ? number : nil
    }
}
