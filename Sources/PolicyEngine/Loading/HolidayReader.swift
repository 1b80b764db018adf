internal import VaultModel

/// Reads one holiday of a calendar file.
struct HolidayReader {
    /// Reads values.
    let reader: PolicyReader

    /// A holiday; `citation` is the one of its region or country, for holidays without their own.
    func holiday(_ node: PolicyNode, _ citation: Citation?) -> HolidayRule? {
        let keys = [
            "id", "names", "on", "from", "to", "moved", "provisional", "provisional_from", "under", "cite",
        ]
        guard let bare = reader.fields(node, of: "the holiday", known: keys) else { return nil }
        let id = bare.required("id", mend: "Give it a short name, such as new_year.")
            .flatMap { self.id($0) }
        let fields = bare.named(id.map { "the holiday `\($0)`" } ?? "the holiday")
        let names = fields.required("names", mend: "Write {en: ..., and the name in the country's language}.")
            .flatMap { self.names($0) }
        let occurrence = fields.required("on", mend: "Write such as {fixed: 12-25} or {easter: 1}.")
            .flatMap { self.occurrence($0) }
        let years = ["from", "to", "provisional_from"].map { key in
            fields[key].flatMap { reader.number($0, of: "`\(key)`", in: 1900...2199) }
        }
        let moved = fields["moved"].flatMap { self.move($0) }
        let provisional = fields["provisional"].flatMap { reader.text($0, of: "`provisional`") }
        let under = fields["under"].map { self.under($0) }
        let own = fields["cite"].flatMap { reader.citation($0) }

        if let from = years[0], let to = years[1], from > to {
            reader.problem(
                fields.line(of: "to"),
                "Its last year is before its first",
                mend: "Put them in order."
            )
        }
        if case .days? = occurrence {
            fields.refuse(
                ["from", "to", "moved"],
                because: "the days are listed one by one",
                mend: "Remove it."
            )
        }
        if !fields.has("provisional") {
            fields.refuse(
                ["provisional_from"],
                because: "the holiday is not provisional",
                mend: "Say with `provisional` what is uncertain, or remove it."
            )
        }
        guard let law = own ?? citation else {
            if !fields.has("cite") {
                reader.problem(
                    node.line,
                    "\(capitalised(fields.what)) has no `cite`",
                    mend: "Name the law that makes it."
                )
            }
            return nil
        }
        guard let id, let names, let occurrence else { return nil }
        return HolidayRule(
            id: id,
            names: names,
            occurrence: occurrence,
            from: years[0],
            to: years[1],
            moved: moved,
            provisional: provisional,
            provisionalFrom: years[2],
            under: under,
            citation: law
        )
    }

    private func id(_ node: PolicyNode) -> String? {
        guard let id = reader.text(node, of: "`id`") else { return nil }
        guard id.utf8.allSatisfy({ (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f })
        else {
            reader.problem(
                node.line,
                "\(quoted(id)) is not an id",
                mend: "Use small letters, digits and underscores."
            )
            return nil
        }
        return id
    }

    private func names(_ node: PolicyNode) -> [String: String]? {
        guard let entries = reader.entries(node, of: "`names`") else { return nil }
        var names: [String: String] = [:]
        for entry in entries {
            guard PackReader.isLanguage(entry.key) else {
                reader.problem(
                    entry.line,
                    "\(quoted(entry.key)) is not a language",
                    mend: "Write two small letters."
                )
                continue
            }
            names[entry.key] = reader.text(entry.value, of: "the name in `\(entry.key)`")
        }
        guard names["en"] != nil, names.count > 1 else {
            reader.problem(
                node.line,
                "A holiday needs a name in English and in a language of its country",
                mend: "Write {en: New Year's Day, de: Neujahr}."
            )
            return nil
        }
        return names
    }

    private func under(_ node: PolicyNode) -> Set<Counting> {
        let known = Counting.allCases.filter { $0 != .hours }.map(\.rawValue)
        return Set(
            reader.texts(node, of: "`under`").compactMap { text, line in
                guard known.contains(text) else {
                    reader.problem(
                        line,
                        "\(quoted(text)) is not a way of counting that looks at holidays",
                        mend: Spelling.advice(for: text, known: known)
                    )
                    return nil
                }
                return Counting(rawValue: text)
            }
        )
    }

    private func move(_ node: PolicyNode) -> HolidayMove? {
        guard let fields = reader.fields(node, of: "`moved`", known: ["when", "by"]) else { return nil }
        let when = fields.required("when", mend: "Name the weekday.").flatMap { weekday($0) }
        let by = fields.required("by", mend: "Say by how many days.")
            .flatMap { reader.number($0, of: "`by`", in: -6...6) }
        guard by != 0 else {
            reader.problem(
                fields.line(of: "by"),
                "A move by no days is none",
                mend: "Write -1, or remove `moved`."
            )
            return nil
        }
        guard let when, let by else { return nil }
        return HolidayMove(when: when, by: by)
    }

    private func weekday(_ node: PolicyNode) -> Weekday? {
        reader.word(node, of: "a weekday", as: Weekday.self)
    }

    // MARK: Occurrence

    private func occurrence(_ node: PolicyNode) -> HolidayOccurrence? {
        guard let entries = reader.entries(node, of: "`on`") else { return nil }
        guard let entry = entries.first, entries.count == 1 else {
            reader.problem(node.line, "`on` must have exactly one key", mend: "Write such as {fixed: 12-25}.")
            return nil
        }
        switch entry.key {
        case "fixed": return monthAndDay(entry.value).map { .fixed(month: $0.month, day: $0.day) }
        case "easter": return reader.number(entry.value, of: "`easter`", in: -100...100).map { .easter($0) }
        case "nth": return nth(entry.value)
        case "before":
            guard let fields = reader.fields(entry.value, of: "`before`", known: ["weekday", "date"]) else {
                return nil
            }
            let weekday = fields.required("weekday", mend: "Name the weekday.").flatMap { self.weekday($0) }
            let date = fields.required("date", mend: "Write such as 11-23.").flatMap { monthAndDay($0) }
            guard let weekday, let date else { return nil }
            return .before(weekday, month: date.month, day: date.day)
        case "days": return days(entry.value).map { .days($0) }
        default:
            reader.problem(
                entry.line,
                "\(quoted(entry.key)) does not say on which days a holiday falls",
                mend: Spelling.advice(for: entry.key, known: ["fixed", "easter", "nth", "before", "days"])
            )
            return nil
        }
    }

    private func nth(_ node: PolicyNode) -> HolidayOccurrence? {
        guard let fields = reader.fields(node, of: "`nth`", known: ["nth", "weekday", "month"]) else {
            return nil
        }
        let nth = fields.required("nth", mend: "Write 1 to 4, or -1 for the last.")
            .flatMap { reader.number($0, of: "`nth`", in: -1...4) }
        let weekday = fields.required("weekday", mend: "Name the weekday.").flatMap { self.weekday($0) }
        let month = fields.required("month", mend: "Write 1 to 12.").flatMap {
            reader.number($0, of: "`month`", in: 1...12)
        }
        guard nth != 0 else {
            reader.problem(
                fields.line(of: "nth"),
                "There is no weekday number 0",
                mend: "Write 1 to 4, or -1 for the last."
            )
            return nil
        }
        guard let nth, let weekday, let month else { return nil }
        return .nth(nth, weekday, month: month)
    }

    /// A date that every year has.
    private func monthAndDay(_ node: PolicyNode) -> (month: Int, day: Int)? {
        guard let text = reader.text(node, of: "the date") else { return nil }
        // 2001 had no 29 February.
        guard text.utf8.count == 5, let day = Day(iso8601: "2001-\(text)") else {
            reader.problem(
                node.line,
                "\(quoted(text)) is not a date that every year has",
                mend: "Write month and day with two digits each, such as 05-01."
            )
            return nil
        }
        return (day.month, day.day)
    }

    private func days(_ node: PolicyNode) -> [Day]? {
        guard let items = reader.items(node, of: "`days`") else { return nil }
        var days: [Day] = []
        for item in items {
            guard let day = reader.day(item, of: "a day of the holiday") else { return nil }
            if let last = days.last, last >= day {
                reader.problem(
                    item.line,
                    "\(day) comes after \(last)",
                    mend: "Put the days in order, each once."
                )
                return nil
            }
            days.append(day)
        }
        return days
    }
}
