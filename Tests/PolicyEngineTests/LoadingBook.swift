import PolicyEngine
import Testing

/// A small rulebook that loads, as texts by path, and ways to spoil it.
struct LoadingBook {
    var texts: [String: String]

    static let good = Self(texts: [
        "vocabulary.yaml": vocabulary,
        "classes.yaml": classes,
        "adequacy.yaml": adequacy,
        "calendars/de.yaml": calendar,
        "packs/eu.yaml": union,
        "packs/de.yaml": pack,
        "tests/eu.yaml": unionTests,
        "tests/de.yaml": tests,
    ])

    var files: [RulebookFile] {
        texts.map { RulebookFile(path: $0.key, bytes: Array($0.value.utf8)) }
    }

    func load() -> (rulebook: Rulebook?, problems: [Problem]) { RulebookLoader.load(files) }

    /// The problems, as lines.
    var problems: [String] { load().problems.map(\.description) }

    /// The rulebook with one passage of a file replaced; the passage must be there exactly once.
    func replacing(_ old: String, _ new: String, in path: String = "packs/de.yaml") -> Self {
        var copy = self
        let parts = (texts[path] ?? "").split(separator: old, omittingEmptySubsequences: false)
        if parts.count != 2 { Issue.record("`\(old)` is there \(parts.count - 1) times in \(path)") }
        copy.texts[path] = parts.joined(separator: new)
        return copy
    }

    /// The rulebook with a file replaced, added or removed.
    func with(_ text: String?, at path: String) -> Self {
        var copy = self
        copy.texts[path] = text
        return copy
    }

    /// The line on which a passage of a file begins.
    func line(of passage: String, in path: String = "packs/de.yaml") -> Int {
        let text = texts[path] ?? ""
        guard let range = text.firstRange(of: passage) else { return 0 }
        return text[..<range.lowerBound].count { $0 == "\n" } + 1
    }

    // MARK: Files

    static let vocabulary = """
        format: lethe.vocabulary.v1
        lists:
          countries: [DE, NO, CA, US]
          regions: [DE-BE, DE-BY]
          eea: [DE, NO]
          record_classes: [clinical_core, imaging, genetic_result]
        facts:
          controller.country: {kind: {list: countries}, source: organisation, plain: the country of the controller}
          record.class: {kind: {list: record_classes}, source: record, plain: the class of the record}
          treatment.completed: {kind: day, source: episode, plain: the day on which the treatment was completed}
          subject.birth: {kind: day, source: patient, plain: the day of birth}
          exposure.date: {kind: day, source: record, plain: the day of the exposure}
          subject.age_at_exposure:
            kind: number
            source: derived
            plain: the age at the exposure
            derived: {age: {from: subject.birth, at: exposure.date}}
          request.ground: {kind: {words: [none, unlawful]}, source: request, plain: the ground of the request}
          request.received: {kind: day, source: request, plain: the day on which the request came}
          request.extension_notice: {kind: day, source: request, plain: the day of the notice of extension}
          hold.claim_open: {kind: yes_no, source: hold, plain: whether a claim is open, otherwise: false}
          breach.aware: {kind: day, source: event, plain: the day on which the breach became known}
          destination.country: {kind: {list: countries}, source: transfer, plain: the country of the recipient}
          recipient.in_scope: {kind: yes_no, source: transfer, plain: whether the recipient is in scope}
          destination.in_eea: {kind: yes_no, source: derived, plain: whether it is in the EEA,
            derived: {eea: destination.country}}
          destination.adequate: {kind: yes_no, source: derived, plain: whether it is adequate,
            derived: {adequacy: destination.country}}
          retention.running: {kind: yes_no, source: derived, plain: whether a duty runs, derived: retention}
        duties: [inform_subject, log_access]
        contents: [reason, keep_until]
        recipients: [supervisory_authority, data_subjects]
        bases: [adequacy, scc]

        """

    static let classes = """
        format: lethe.classes.v1
        loinc:
          clinical_core: [18842-5]
        dicom_modality:
          imaging: [CT, MR]

        """

    static let adequacy = """
        format: lethe.adequacy.v1
        decisions:
          - destination: CA
            decision: 2002/2/EC
            in_force: {from: 2001-12-20}
            scope: recipient.in_scope
            cite: {law: Decision 2002/2/EC, article: "1"}

        """

    static let calendar = """
        format: lethe.calendar.v1
        country: DE
        title: Germany
        years: {from: 2018, to: 2035}
        cite: {law: EinigVtr, article: Art 2(2)}
        holidays:
          - {id: new_year, names: {en: New Year's Day, de: Neujahr}, on: {fixed: 01-01}}
          - {id: good_friday, names: {en: Good Friday, de: Karfreitag}, on: {easter: -2}}
        regions:
          - region: DE-BY
            title: Bavaria
            holidays:
              - {id: epiphany, names: {en: Epiphany, de: Heilige Drei Könige}, on: {fixed: 01-06}}

        """

    static let union = """
        format: lethe.pack.v1
        id: eu
        jurisdiction: EU
        title: European Union
        languages: [en]
        review_by: 2027-05-31
        remedies: {en: You may complain to an authority.}
        rules:
          - id: eu.erase.ground
            decision: erase
            when:
              all:
                - {request.ground: unlawful}
            outcome: erase
            cite: [{law: GDPR, article: Art 17(1)}]
            plain: {en: You may have the data erased.}
            confidence: settled
          - id: eu.respond.month
            decision: respond
            deadline:
              period: 1 month
              from: request.received
              counting: eu_1182_71
              extension: {by: 2 months, notice: request.extension_notice}
            cite: [{law: GDPR, article: Art 12(3)}]
            plain: {en: We answer within a month.}
            confidence: settled
          - id: eu.notify.breach
            decision: notify
            tasks:
              - {who: supervisory_authority, by: {period: 72 hours, from: breach.aware, counting: hours}}
              - {who: data_subjects}
            cite: [{law: GDPR, article: Art 33}]
            plain: {en: The authority is told within 72 hours.}
            confidence: settled
          - id: eu.transfer.adequate
            decision: transfer
            when:
              any:
                - {destination.adequate: true}
                - {destination.in_eea: true}
            outcome: permit
            basis: adequacy
            cite: [{law: GDPR, article: Art 45}]
            plain: {en: The country protects data well.}
            confidence: settled

        """

    static let pack = """
        format: lethe.pack.v1
        id: de
        jurisdiction: DE
        title: Germany
        languages: [en, de]
        extends: [eu]
        attaches_when:
          - {controller.country: DE}
        review_by: 2027-05-31
        remedies:
          en: You may complain.
          de: Sie können sich beschweren.
        rules:
          - id: de.retain.core
            decision: retain
            in_force: {from: 2013-02-26}
            when:
              all:
                - {record.class: {in: [clinical_core, imaging]}}
            retain:
              minimum: 10 years
              from: treatment.completed
              source: statute
              afterwards: destroy
              suspended_while: hold.claim_open
            cite: [{law: BGB, article: § 630f(3), url: "https://example.org/630f"}]
            plain:
              en: We must keep it until {keep_until}.
              de: Wir müssen sie bis {keep_until} aufbewahren.
            confidence: settled
          - id: de.erase.kept
            decision: erase
            when:
              all:
                - {retention.running: true}
              none:
                - {record.class: genetic_result}
            outcome: refuse
            obligations:
              - {duty: inform_subject, content: [reason, keep_until]}
            exception_to: [eu.erase.ground]
            cite: [{law: GDPR, article: Art 17(3)(b)}]
            plain:
              en: The law obliges us to keep it.
              de: Das Gesetz verpflichtet uns dazu.
            confidence: contested

        """

    static let unionTests = """
        format: lethe.policy-tests.v1
        pack: eu
        tests:
          - id: U-01
            title: Every rule is named
            decision: erase
            as_of: 2026-03-02
            facts: {controller.country: DE, request.ground: unlawful}
            expect: {outcome: erase, fired: [eu.erase.ground, eu.respond.month, eu.notify.breach, eu.transfer.adequate]}

        """

    static let tests = """
        format: lethe.policy-tests.v1
        pack: de
        tests:
          - id: E-01
            title: Three years after treatment
            decision: erase
            as_of: 2026-03-02
            facts: {controller.country: DE, record.class: clinical_core, treatment.completed: 2023-03-10,
                    request.ground: unlawful}
            expect: {outcome: refuse, keep_until: 2033-03-10, fired: [de.retain.core, de.erase.kept],
                     defeated: [eu.erase.ground], missing: [subject.birth], confirm: true}

        """
}
