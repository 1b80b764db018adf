internal import VaultModel

/// Reads what a rule says when it holds.
struct EffectReader {
    /// Reads values.
    let reader: PolicyReader
    /// The words.
    let lexicon: Lexicon

    private static let keyOfEffect: [DecisionKind: String] = [
        .retain: "retain", .respond: "deadline", .notify: "tasks",
    ]

    /// The effect; what belongs to other kinds of decision is refused.
    func effect(of kind: DecisionKind, _ fields: FieldSet) -> Effect? {
        let key = Self.keyOfEffect[kind] ?? "outcome"
        fields.refuse(
            ["retain", "deadline", "tasks", "outcome"].filter { $0 != key },
            because: "a rule that decides `\(kind.rawValue)` states `\(key)`",
            mend: "Remove it, or correct `decision`."
        )
        guard let node = fields.required(key, mend: "A rule that decides \(kind.rawValue) states it.") else {
            return nil
        }
        switch kind {
        case .retain: return retention(node).map { .retention($0) }
        case .respond: return deadline(node, mayBeExtended: true).map { .deadline($0) }
        case .notify: return tasks(node).map { .tasks($0) }
        case .disclose, .transfer, .erase, .rectify:
            let known = Outcome.allCases.filter(Outcome.stated(by: kind).contains).map(\.rawValue)
            return reader.word(node, of: "an outcome of `\(kind.rawValue)`", among: known)
                .flatMap(Outcome.init(rawValue:))
                .map { .outcome($0) }
        }
    }

    // MARK: What goes with an outcome

    /// The basis that a transfer rests on: needed for a permit, possible for a permit with conditions (one without a
    /// basis only adds its conditions), and for nothing else.
    func basis(of kind: DecisionKind, _ effect: Effect?, _ fields: FieldSet) -> String? {
        let permits = effect == .outcome(.permit) || effect == .outcome(.permitWithConditions)
        guard kind == .transfer, permits || effect == nil else {
            fields.refuse(
                ["basis"],
                because: "only a rule that permits a transfer rests on one",
                mend: "Remove it."
            )
            return nil
        }
        let node =
            effect == .outcome(.permit)
            ? fields.required("basis", mend: "Name what the transfer rests on: \(listed(bases)).")
            : fields["basis"]
        return node.flatMap { reader.word($0, of: "a basis of a transfer", among: bases) }
    }

    private var bases: [String] { lexicon.vocabulary.basisOrder }

    /// The authority that decides instead: needed for `refer`, and for nothing else.
    func referTo(_ effect: Effect?, _ fields: FieldSet) -> String? {
        guard effect == .outcome(.refer) || effect == nil else {
            fields.refuse(["refer_to"], because: "it goes only with the outcome refer", mend: "Remove it.")
            return nil
        }
        let node =
            effect == nil ? fields["refer_to"] : fields.required("refer_to", mend: "Name the authority.")
        return node.flatMap { reader.text($0, of: "`refer_to`") }
    }

    /// What goes with the outcome; a permit with conditions must name them.
    func obligations(_ effect: Effect?, _ fields: FieldSet) -> [Obligation] {
        if effect == .outcome(.permitWithConditions), !fields.has("obligations") {
            reader.problem(
                fields.line,
                "\(capitalised(fields.what)) permits with conditions, but names none",
                mend: "Write them as obligations, or write permit."
            )
        }
        let nodes = fields["obligations"].flatMap { reader.items($0, of: "`obligations`") } ?? []
        var seen: Set<String> = []
        return nodes.compactMap { node in
            guard let fields = reader.fields(node, of: "the obligation", known: ["duty", "content"]) else {
                return nil
            }
            let known = lexicon.vocabulary.duties
            let duty = fields.required("duty", mend: "Name it: \(listed(known.sorted())).")
                .flatMap { reader.word($0, of: "a duty", among: known) }
            let content = (fields["content"].map { reader.texts($0, of: "`content`") } ?? []).filter {
                text,
                line in
                guard !lexicon.vocabulary.contents.contains(text) else { return true }
                reader.problem(
                    line,
                    "\(quoted(text)) is not known as the content of an obligation",
                    mend: Spelling.advice(for: text, known: lexicon.vocabulary.contents)
                )
                return false
            }
            guard let duty else { return nil }
            guard seen.insert(duty).inserted else {
                reader.problem(
                    node.line,
                    "The duty \(quoted(duty)) is there twice",
                    mend: "Put both together."
                )
                return nil
            }
            return Obligation(duty: duty, content: content.map(\.text))
        }
    }

    // MARK: Retention

    private func retention(_ node: PolicyNode) -> RetentionEffect? {
        let keys = ["minimum", "maximum", "from", "source", "afterwards", "suspended_while"]
        guard let fields = reader.fields(node, of: "`retain`", known: keys) else { return nil }
        let start = fields["from"].flatMap { lexicon.fact($0, of: "`from`", kind: .day, reader) }
        let minimum = limit("minimum", fields, from: start)
        let maximum = limit("maximum", fields, from: start)
        let source = fields.required("source", mend: "Say what the duty comes from.")
            .flatMap { reader.word($0, of: "a source of a duty", as: RetentionEffect.Source.self) }
        let afterwards = fields.required("afterwards", mend: "Say what happens when the period is over.")
            .flatMap { reader.word($0, of: "what happens afterwards", as: RetentionEffect.Afterwards.self) }
        let suspendedWhile = fields["suspended_while"].flatMap {
            lexicon.fact($0, of: "`suspended_while`", kind: .yesNo, reader)
        }

        guard fields.has("minimum") || fields.has("maximum") else {
            reader.problem(node.line, "`retain` has no period", mend: "Write minimum, maximum or both.")
            return nil
        }
        if fields.has("suspended_while"), !fields.has("minimum") || minimum == .unlimited {
            fields.refuse(
                ["suspended_while"],
                because: "there is no minimum that could be suspended",
                mend: "Remove it, or write a minimum."
            )
        }
        if case .unlimited? = minimum, fields.has("maximum") {
            fields.refuse(["maximum"], because: "the minimum has no end", mend: "Remove one of them.")
        } else if case .unlimited? = minimum {
            fields.refuse(["from"], because: "a duty without end needs no beginning", mend: "Remove it.")
        }
        checkOrder(minimum, maximum, fields)
        guard let source, let afterwards, fields.has("minimum") == (minimum != nil),
            fields.has("maximum") == (maximum != nil),
            fields.has("suspended_while") == (suspendedWhile != nil)
        else { return nil }
        return RetentionEffect(
            minimum: minimum,
            maximum: maximum,
            source: source,
            afterwards: afterwards,
            suspendedWhile: suspendedWhile
        )
    }

    private func limit(_ key: String, _ fields: FieldSet, from start: String?) -> RetentionEffect.Limit? {
        guard let node = fields[key] else { return nil }
        if case .text("unlimited") = node.content {
            guard key == "minimum" else {
                reader.problem(node.line, "A maximum without end is none", mend: "Leave `maximum` out.")
                return nil
            }
            return .unlimited
        }
        guard let period = ConditionReader(reader: reader, lexicon: lexicon).period(node, from: start) else {
            return nil
        }
        guard fields.has("from") else {
            reader.problem(
                node.line,
                "`retain` does not say from which day it counts",
                mend: "Write from: and a day fact."
            )
            return nil
        }
        return start.map { .period(period, from: $0) }
    }

    private func checkOrder(
        _ minimum: RetentionEffect.Limit?,
        _ maximum: RetentionEffect.Limit?,
        _ fields: FieldSet
    ) {
        guard case .period(let least, _)? = minimum, case .period(let most, _)? = maximum,
            least.unit == most.unit,
            least.length > most.length
        else { return }
        reader.problem(
            fields.line(of: "maximum"),
            "The maximum of \(most) ends before the minimum of \(least)",
            mend: "Put them in order."
        )
    }

    // MARK: Deadlines

    private func deadline(_ node: PolicyNode, mayBeExtended: Bool) -> Deadline? {
        let keys = ["period", "from", "counting"] + (mayBeExtended ? ["extension"] : [])
        guard let fields = reader.fields(node, of: "the deadline", known: keys) else { return nil }
        let period = fields.required("period", mend: "Write how long, such as 1 month.")
            .flatMap { reader.period($0, of: "a deadline") }
        let from = fields.required("from", mend: "Name the day fact with which it begins.")
            .flatMap { lexicon.fact($0, of: "`from`", kind: .day, reader) }
        let counting = fields.required("counting", mend: "Say by which rules it is counted.")
            .flatMap { reader.word($0, of: "a way of counting", as: Counting.self) }
        if let period, let counting { check(period, counting, line: fields.line(of: "period")) }
        guard fields.has("extension") else {
            guard let period, let from, let counting else { return nil }
            return Deadline(period: period, from: from, counting: counting)
        }
        guard let node = fields["extension"],
            let extra = reader.fields(node, of: "the extension", known: ["by", "notice"])
        else { return nil }
        let by = extra.required("by", mend: "Say by how much.").flatMap {
            reader.period($0, of: "an extension")
        }
        let notice = extra.required("notice", mend: "Name the day fact of the notice.")
            .flatMap { lexicon.fact($0, of: "`notice`", kind: .day, reader) }
        if let by, let counting { check(by, counting, line: extra.line(of: "by")) }
        guard let period, let from, let counting, let by, let notice else { return nil }
        return Deadline(
            period: period,
            from: from,
            counting: counting,
            extensionBy: by,
            noticeOfExtension: notice
        )
    }

    /// Hours are counted as hours, and nothing else is; deadlines are no ages.
    private func check(_ period: Period, _ counting: Counting, line: Int) {
        switch period.unit {
        case .yearOfLife, .birthday, .calendarYear:
            reader.problem(
                line,
                "\(quoted(period.description)) is no period for a deadline",
                mend: "Write such as 1 month."
            )
        case .hour where counting != .hours:
            reader.problem(
                line,
                "Hours are not counted by `\(counting.rawValue)`",
                mend: "Write counting: hours."
            )
        case .day, .workingDay, .week, .month, .year:
            guard counting == .hours else { return }
            reader.problem(
                line,
                "Only hours are counted by `hours`",
                mend: "Write the period in hours, or another counting."
            )
        case .hour:
            break
        }
    }

    private func tasks(_ node: PolicyNode) -> [NotificationTask]? {
        guard let items = reader.items(node, of: "`tasks`") else { return nil }
        let tasks = items.compactMap { item -> NotificationTask? in
            guard let fields = reader.fields(item, of: "the task", known: ["who", "by"]) else { return nil }
            let known = lexicon.vocabulary.recipients
            let who = fields.required("who", mend: "Name who must be told: \(listed(known.sorted())).")
                .flatMap { reader.word($0, of: "a recipient", among: known) }
            let by = fields["by"].flatMap { deadline($0, mayBeExtended: false) }
            guard let who, fields.has("by") == (by != nil) else { return nil }
            return NotificationTask(who: who, by: by)
        }
        return tasks.count == items.count ? tasks : nil
    }
}
