internal import VaultModel

/// Reads a calendar file: the holidays of a country and of its regions.
struct CalendarReader {
    private let reader: PolicyReader
    private let lexicon: Lexicon?

    static func read(_ root: PolicyNode, _ lexicon: Lexicon?, _ reader: PolicyReader) -> CountryHolidays? {
        Self(reader: reader, lexicon: lexicon).country(root)
    }

    private func country(_ root: PolicyNode) -> CountryHolidays? {
        let keys = ["format", "country", "title", "years", "cite", "holidays", "regions"]
        guard let fields = reader.fields(root, of: "the calendar", known: keys) else { return nil }
        let country = fields.required("country", mend: "Name the country by its two letters.")
            .flatMap { place($0, of: "a country", list: "countries") }
        let title = fields.required("title", mend: "Write the English name of the country.")
            .flatMap { reader.text($0, of: "`title`") }
        let years = fields.required("years", mend: "Write years: {from: 2018, to: 2035}.").flatMap {
            self.years($0)
        }
        let citation = fields["cite"].flatMap { reader.citation($0) }
        let rules =
            fields.required("holidays", mend: "List the holidays of the whole country.")
            .flatMap { reader.items($0, of: "`holidays`") }
            .map { holidays($0, besides: [], citation) } ?? []
        var names: Set<String> = []
        let ids = Set(rules.map(\.id))
        let regions = (fields["regions"].flatMap { reader.items($0, of: "`regions`") } ?? []).compactMap {
            region($0, of: country, besides: ids, citation, &names)
        }
        guard let country, let title, let years, !rules.isEmpty else { return nil }
        return CountryHolidays(country: country, title: title, years: years, rules: rules, regions: regions)
    }

    private func years(_ node: PolicyNode) -> ClosedRange<Int>? {
        guard let fields = reader.fields(node, of: "`years`", known: ["from", "to"]) else { return nil }
        let years = ["from", "to"].map { key in
            fields.required(key, mend: "Write the year.").flatMap { year($0, of: "`\(key)`") }
        }
        guard let from = years[0], let to = years[1] else { return nil }
        guard from <= to else {
            reader.problem(
                fields.line(of: "to"),
                "The last year is before the first",
                mend: "Put them in order."
            )
            return nil
        }
        return from...to
    }

    private func year(_ node: PolicyNode, of what: String) -> Int? {
        reader.number(node, of: what, in: 1900...2199)
    }

    private func region(
        _ node: PolicyNode,
        of country: String?,
        besides ids: Set<String>,
        _ countryCitation: Citation?,
        _ names: inout Set<String>
    ) -> RegionHolidays? {
        guard
            let fields = reader.fields(
                node,
                of: "the region",
                known: ["region", "title", "cite", "holidays"]
            )
        else { return nil }
        let region = fields.required("region", mend: "Name it as ISO 3166-2 does, such as DE-BY.")
            .flatMap { place($0, of: "a region", list: "regions") }
        if let region, let country, !region.hasPrefix("\(country)-") {
            reader.problem(
                fields.line(of: "region"),
                "The region \(quoted(region)) is not in \(quoted(country))",
                mend: "Put it into the calendar of its country."
            )
        }
        if let region, !names.insert(region).inserted {
            reader.problem(
                node.line,
                "The region \(quoted(region)) is there twice",
                mend: "Put both together."
            )
            return nil
        }
        let title = fields.required("title", mend: "Write the English name.").flatMap {
            reader.text($0, of: "`title`")
        }
        let citation = fields["cite"].flatMap { reader.citation($0) } ?? countryCitation
        let rules =
            fields.required("holidays", mend: "Write [] when it has none of its own.")
            .flatMap { reader.items($0, of: "`holidays`", mayBeEmpty: true) }
            .map { holidays($0, besides: ids, citation) } ?? []
        guard let region, let title else { return nil }
        return RegionHolidays(region: region, title: title, rules: rules)
    }

    /// A country or region: a word of the vocabulary's list.
    private func place(_ node: PolicyNode, of what: String, list: String) -> String? {
        guard let words = lexicon?.vocabulary.lists[list] else { return reader.text(node, of: what) }
        return reader.word(node, of: what, among: words)
    }

    // MARK: Holidays

    private func holidays(_ nodes: [PolicyNode], besides ids: Set<String>, _ citation: Citation?)
        -> [HolidayRule]
    {
        var seen: Set<String> = []
        return nodes.compactMap { node in
            guard let rule = HolidayReader(reader: reader).holiday(node, citation) else { return nil }
            guard !ids.contains(rule.id), seen.insert(rule.id).inserted else {
                reader.problem(
                    node.line,
                    "The holiday \(quoted(rule.id)) is there already",
                    mend: ids.contains(rule.id) ? "The whole country has it." : "Remove one of them."
                )
                return nil
            }
            return rule
        }
    }
}
