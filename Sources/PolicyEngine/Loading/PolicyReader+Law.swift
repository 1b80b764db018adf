internal import VaultModel

// What several kinds of files share: citations, times in force, sentences by language, periods.
extension PolicyReader {
    /// A citation: law, article and perhaps an address.
    func citation(_ node: PolicyNode) -> Citation? {
        guard let fields = fields(node, of: "the citation", known: ["law", "article", "url"]) else {
            return nil
        }
        let law = fields.required("law", mend: "Name the law as its country does, such as BGB.")
            .flatMap { text($0, of: "`law`") }
        let article = fields.required("article", mend: "Name the article, section or paragraph.")
            .flatMap { text($0, of: "`article`") }
        let address = fields["url"].flatMap { url($0) }
        guard let law, let article else { return nil }
        return Citation(law: law, article: article, url: address)
    }

    private func url(_ node: PolicyNode) -> String? {
        guard let url = text(node, of: "`url`") else { return nil }
        let rest = ["https://", "http://"].first(where: url.hasPrefix).map { url.dropFirst($0.count) }
        guard let rest, !rest.isEmpty, rest.utf8.allSatisfy({ (0x21...0x7e).contains($0) }) else {
            problem(
                node.line,
                "\(quoted(url)) is not an address of a page",
                mend: "Write it as the browser shows it, beginning with https:// and without spaces."
            )
            return nil
        }
        return url
    }

    /// The days between which something is law; `nil` when something is wrong with them.
    func inForce(_ fields: FieldSet, startRequired: Bool = false) -> (from: Day?, to: Day?)? {
        guard fields.has("in_force") else {
            guard startRequired else { return (nil, nil) }
            _ = fields.required("in_force", mend: "Write in_force: {from: 2026-01-01}.")
            return nil
        }
        guard let node = fields["in_force"],
            let days = self.fields(node, of: "`in_force`", known: ["from", "to"])
        else { return nil }
        let from = days["from"].flatMap { day($0, of: "`from`") }
        let to = days["to"].flatMap { day($0, of: "`to`") }
        guard days.has("from") == (from != nil), days.has("to") == (to != nil) else { return nil }
        guard from != nil || (to != nil && !startRequired) else {
            problem(
                node.line,
                "`in_force` names no first day",
                mend:
                    "Write from: and a day\(startRequired ? "." : ", or remove in_force when it is always law.")"
            )
            return nil
        }
        if let from, let to, from > to {
            problem(
                days.line(of: "to"),
                "It ends on \(to), before it begins on \(from)",
                mend: "Put the days in order."
            )
            return nil
        }
        for (key, day) in [("from", from), ("to", to)] {
            guard let day, !(1800...2199).contains(day.year) else { continue }
            problem(
                days.line(of: key),
                "The year of \(day) cannot be meant",
                mend: "Write a year from 1800 to 2199; leave `to` out when there is no end."
            )
        }
        return (from, to)
    }

    /// A text in every language of a pack, and in no other.
    func sentences(_ node: PolicyNode, of what: String, languages: [String]) -> [String: String] {
        guard let entries = entries(node, of: what) else { return [:] }
        var sentences: [String: String] = [:]
        for entry in entries {
            guard languages.contains(entry.key) else {
                problem(
                    entry.line,
                    "\(quoted(entry.key)) is not a language of this pack",
                    mend: "The pack has \(listed(languages)); add the language there, or remove the sentence."
                )
                continue
            }
            sentences[entry.key] = sentence(entry.value, of: "\(what) in `\(entry.key)`") ?? ""
        }
        for language in languages where sentences[language] == nil {
            problem(
                node.line,
                "\(capitalised(what)) is missing in the language `\(language)`",
                mend: "Write it in every language of the pack: \(listed(languages))."
            )
        }
        return sentences
    }

    /// A sentence fit for a letter.
    private func sentence(_ node: PolicyNode, of what: @autoclosure () -> String) -> String? {
        guard let text = text(node, of: what()) else { return nil }
        // Bytes are quicker to look at than letters, and most sentences have no place to fill in.
        var rest = text.utf8.contains { $0 == 0x7b || $0 == 0x7d } ? text[...] : ""
        while let brace = rest.firstIndex(where: { $0 == "{" || $0 == "}" }) {
            let name = rest[brace...].prefix { $0 != "}" }
            guard rest[brace] == "{", name.endIndex < rest.endIndex, name == "{keep_until" else {
                let shown = rest[brace...].prefix(name.count + 1)
                problem(
                    node.line,
                    "\(quoted(String(shown))) in \(what()) is not filled in by anybody",
                    mend: "Only {keep_until} is; write other things in words."
                )
                return nil
            }
            rest = rest[rest.index(after: name.endIndex)...]
        }
        guard let last = text.last(where: { !"\"'”“»)".contains($0) }), ".!?".contains(last) else {
            problem(
                node.line,
                "\(capitalised(what())) does not end as a sentence",
                mend: "End it with a full stop."
            )
            return nil
        }
        return text
    }

    /// A period as laws state it.
    func period(_ node: PolicyNode, of what: String) -> Period? {
        guard let text = text(node, of: what) else { return nil }
        guard let period = Period(policyText: text) else {
            problem(
                node.line,
                "\(quoted(text)) is not a period for \(what)",
                mend:
                    "Write such as 10 years, 1 month, 3 weeks, 30 days, 5 working days, 72 hours, 20 calendar years, "
                    + "28th year of life or 28th birthday."
            )
            return nil
        }
        return period
    }
}
