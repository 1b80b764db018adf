import Testing

@Suite("Loading: what is refused, one by one")
struct LoadingRefusalTests {
    @Test(
        "packs",
        arguments: [
            Spoiled(
                "title: Germany",
                "titel: Germany",
                says: "The key `titel` is not known in the pack. Did you mean `title`?"
            ),
            Spoiled(
                "title: Germany\n",
                "",
                at: "format",
                says: "The pack `de` has no `title`. Write what the pack is called."
            ),
            Spoiled(
                "jurisdiction: DE",
                "jurisdiction: XX",
                says:
                    "`XX` is not a jurisdiction. Write EU, or a word of the lists countries or regions of the vocabulary."
            ),
            Spoiled(
                "languages: [en, de]",
                "languages: [de]",
                says: "The pack has no sentences in English. Add en to the languages."
            ),
            Spoiled("extends: [eu]", "extends: [eo]", says: "There is no pack `eo`. Did you mean `eu`?"),
            Spoiled("extends: [eu]", "extends: [de]", says: "The pack `de` extends itself. Remove it."),
            Spoiled(
                "attaches_when:\n  - {controller.country: DE}\n",
                "",
                at: "format",
                says: "The pack `de` has no `attaches_when`, and no other pack extends it. "
                    + "Say for which facts it is the law, such as - {controller.country: DE}."
            ),
            Spoiled(
                "review_by: 2027-05-31",
                "review_by: 2927-05-31",
                says: "A review by 2927-05-31 cannot be meant. Name a day within the next few years."
            ),
            Spoiled(
                "id: de\n",
                "id: dee\n",
                says:
                    "The pack `dee` stands in the file `packs/de.yaml`. Name the file packs/dee.yaml, or correct the id."
            ),
            Spoiled(
                "format: lethe.pack.v1",
                "format: lethe.pack.v2",
                says:
                    "The format `lethe.pack.v2` does not belong into this file. Write format: lethe.pack.v1."
            ),
            Spoiled(
                "  de: Sie können sich beschweren.\n",
                "",
                at: "  en: You may complain.",
                says:
                    "`remedies` is missing in the language `de`. Write it in every language of the pack: en, de."
            ),
        ]
    )
    func packs(_ spoiled: Spoiled) { spoiled.check() }

    @Test(
        "conditions",
        arguments: [
            Spoiled(
                "{record.class: genetic_result}",
                "{record.clas: genetic_result}",
                says: "The fact `record.clas` is not in the vocabulary. Did you mean `record.class`?"
            ),
            Spoiled(
                "{record.class: genetic_result}",
                "{record.class: genetic_resultt}",
                says:
                    "`genetic_resultt` is not a value of the fact `record.class`. Did you mean `genetic_result`?"
            ),
            Spoiled(
                "{retention.running: true}",
                "{retention.running: yes}",
                says: "`yes` is no answer for the fact `retention.running`. "
                    + "Write true or false; yes, no, on and off are words here."
            ),
            Spoiled(
                "{retention.running: true}",
                "{retention.running: {at_least: 1}}",
                says: "`at_least` does not fit the fact `retention.running`, which is a yes-or-no fact. "
                    + "Write true or false, or {known: true}."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {less_than: 3}}",
                says: "`less_than` does not fit the fact `record.class`, which is a word of a list. "
                    + "Write a word, {in: [...]}, {not_in: [...]} or {known: true}."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.age_at_exposure: {at_least: 0o17}}",
                says:
                    "`0o17` is not a whole number from -999999 to 999999 for the fact `subject.age_at_exposure`. "
                    + "Write it with digits only, such as 18."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.age_at_exposure: {at_least: 1e3}}",
                says:
                    "`1e3` is not a whole number from -999999 to 999999 for the fact `subject.age_at_exposure`. "
                    + "Write it with digits only, such as 18."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {before: 2026-13-01}}",
                says: "`2026-13-01` is not a day of the calendar for `before`. "
                    + "Write year, month and day, such as 2026-03-31."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {within: 10 years}}",
                says: "`within` does not say from which day the period runs. "
                    + "Write {within: 10 years, of: care.last_seen}."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {passed: 10 years, of: exposure.date}}",
                says: "`of` goes only with `within` and `beyond`. Remove it."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {passed: 10 decades}}",
                says:
                    "`10 decades` is not a period for a period from a day. Write such as 10 years, 1 month, 3 weeks, "
                    + "30 days, 5 working days, 72 hours, 20 calendar years, 28th year of life or 28th birthday."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {passed: 72 hours}}",
                says: "`72 hours` cannot be counted here, where only days are known and no holidays. "
                    + "Write it in days, weeks, months or years."
            ),
            Spoiled(
                "{retention.running: true}",
                "{exposure.date: {passed: 18th birthday}}",
                says:
                    "An age is counted from `exposure.date`, which is not a day of birth. Count it from subject.birth."
            ),
            Spoiled(
                "{retention.running: true}",
                "{subject.birth: {within: 10 years, of: record.class}}",
                says: "`of` needs a day, but `record.class` is a word of a list. Name another fact."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {between: 3}}",
                says:
                    "`between` is not a test. Tests are: is, is_not, in, not_in, at_least, less_than, before, from, "
                    + "within, beyond, passed, running, known."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {is: imaging, is_not: imaging}}",
                says: "The fact `record.class` has several tests in one condition. "
                    + "Write one test in each line of the list."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: imaging, request.ground: none}",
                says: "A condition names 2 facts. Write one fact in each line of the list."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: [imaging]}",
                says: "The fact `record.class` stands before a list. Write {in: [...]}."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {in: $countries}}",
                says: "The list `$countries` holds `DE`, which is not a value of `record.class`. "
                    + "Name another list, or write the values out."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {in: $record_clases}}",
                says: "There is no list `$record_clases` in the vocabulary. Did you mean `record_classes`?"
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {in: [imaging, imaging]}}",
                says: "A value of `record.class` is there twice. Remove one of them."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: {in: []}}",
                says: "The values of `record.class` is an empty list. Write at least one entry."
            ),
            Spoiled(
                "{retention.running: true}",
                "{record.class: ~}",
                says:
                    "Nothing is said of the fact `record.class`. Write its value, or a test such as {in: [...]}."
            ),
        ]
    )
    func conditions(_ spoiled: Spoiled) { spoiled.check() }

    @Test(
        "rules",
        arguments: [
            Spoiled(
                "id: de.erase.kept",
                "id: eu.erase.kept",
                says: "The id `eu.erase.kept` does not begin with the id of its pack. Write de.erase.kept."
            ),
            Spoiled(
                "id: de.erase.kept",
                "id: de.retain.core",
                at: "- id: de.retain.core\n    decision: erase",
                says: "The rule `de.retain.core` is there already: packs/de.yaml:14. Give it another id."
            ),
            Spoiled(
                "id: de.erase.kept",
                "id: De erase",
                says:
                    "`De erase` is not an id for a rule. Use small letters, digits, - and _, in parts with dots: "
                    + "de.retain.core."
            ),
            Spoiled(
                "decision: retain",
                "decision: retian",
                says: "`retian` is not known as a kind of decision. Did you mean `retain`?"
            ),
            Spoiled(
                "in_force: {from: 2013-02-26}",
                "in_force: {from: 2013-02-26, to: 2012-01-01}",
                says: "It ends on 2012-01-01, before it begins on 2013-02-26. Put the days in order."
            ),
            Spoiled(
                "in_force: {from: 2013-02-26}",
                "in_force: {from: 0213-02-26}",
                says:
                    "The year of 0213-02-26 cannot be meant. Write a year from 1800 to 2199; leave `to` out when "
                    + "there is no end."
            ),
            Spoiled(
                "    cite: [{law: GDPR, article: Art 17(3)(b)}]\n",
                "",
                at: "- id: de.erase.kept",
                says: "The rule `de.erase.kept` has no `cite`. Every rule names its law: "
                    + "cite: [{law: BGB, article: § 630f(3)}]."
            ),
            Spoiled(
                "article: Art 17(3)(b)",
                "article: Art 17(3), (b)",
                says:
                    "`(b)` stands alone in the citation, without a value. If it belongs to the text before a comma, "
                    + "put that whole text in quotes."
            ),
            Spoiled(
                "url: \"https://example.org/630f\"",
                "url: example.org",
                says:
                    "`example.org` is not an address of a page. Write it as the browser shows it, beginning with "
                    + "https:// and without spaces."
            ),
            Spoiled(
                "      de: Das Gesetz verpflichtet uns dazu.\n",
                "",
                at: "      en: The law obliges us to keep it.",
                says:
                    "`plain` is missing in the language `de`. Write it in every language of the pack: en, de."
            ),
            Spoiled(
                "      de: Das Gesetz verpflichtet uns dazu.\n",
                "      de: Das Gesetz verpflichtet uns dazu.\n      fr: La loi.\n",
                at: "fr: La loi.",
                says:
                    "`fr` is not a language of this pack. The pack has en, de; add the language there, or remove the "
                    + "sentence."
            ),
            Spoiled(
                "The law obliges us to keep it.",
                "The law obliges us until {date}.",
                says:
                    "`{date}` in `plain` in `en` is not filled in by anybody. Only {keep_until} is; write other "
                    + "things in words."
            ),
            Spoiled(
                "The law obliges us to keep it.",
                "The law obliges us to keep it",
                at: "en: The law obliges us",
                says: "`plain` in `en` does not end as a sentence. End it with a full stop."
            ),
            Spoiled(
                "confidence: contested",
                "confidence: unsure",
                says: "`unsure` is not known as a confidence. Known are: contested, majority, settled."
            ),
            Spoiled(
                "    confidence: contested\n",
                "",
                at: "- id: de.erase.kept",
                says: "The rule `de.erase.kept` has no `confidence`. Write settled, majority or contested."
            ),
            Spoiled(
                "exception_to: [eu.erase.ground]",
                "exception_to: [eu.erase.grund]",
                says: "There is no rule `eu.erase.grund` to set aside. Did you mean `eu.erase.ground`?"
            ),
            Spoiled(
                "exception_to: [eu.erase.ground]",
                "exception_to: [de.erase.kept]",
                says: "The rule `de.erase.kept` is an exception to itself. Remove it."
            ),
            Spoiled(
                "exception_to: [eu.erase.ground]",
                "exception_to: [de.retain.core]",
                says:
                    "A rule that decides `erase` cannot set aside `de.retain.core`, which decides `retain`. "
                    + "Name a rule of the same kind of decision."
            ),
        ]
    )
    func rules(_ spoiled: Spoiled) { spoiled.check() }

    @Test(
        "effects",
        arguments: [
            Spoiled(
                "outcome: refuse",
                "outcome: deny",
                says:
                    "`deny` is not known as an outcome of `erase`. Known are: block_then_erase, erase, escalate, "
                    + "not_applicable, offer_to_archive, redact, refer, refuse."
            ),
            Spoiled(
                "outcome: refuse",
                "outcome: refer",
                at: "- id: de.erase.kept",
                says: "The rule `de.erase.kept` has no `refer_to`. Name the authority."
            ),
            Spoiled(
                "outcome: refuse",
                "outcome: refuse\n    refer_to: IVO",
                at: "refer_to",
                says: "`refer_to` does not fit here: it goes only with the outcome refer. Remove it."
            ),
            Spoiled(
                "outcome: refuse",
                "outcome: refuse\n    basis: scc",
                at: "basis",
                says:
                    "`basis` does not fit here: only a rule that permits a transfer rests on one. Remove it."
            ),
            Spoiled(
                "    basis: adequacy\n",
                "",
                in: "packs/eu.yaml",
                at: "- id: eu.transfer.adequate",
                says:
                    "The rule `eu.transfer.adequate` has no `basis`. Name what the transfer rests on: adequacy, scc."
            ),
            Spoiled(
                "basis: adequacy",
                "basis: adequate",
                in: "packs/eu.yaml",
                says: "`adequate` is not known as a basis of a transfer. Did you mean `adequacy`?"
            ),
            Spoiled(
                "outcome: permit",
                "outcome: permit_with_conditions",
                in: "packs/eu.yaml",
                at: "- id: eu.transfer.adequate",
                says:
                    "The rule `eu.transfer.adequate` permits with conditions, but names none. Write them as "
                    + "obligations, or write permit."
            ),
            Spoiled(
                "duty: inform_subject",
                "duty: inform_subjekt",
                says: "`inform_subjekt` is not known as a duty. Did you mean `inform_subject`?"
            ),
            Spoiled(
                "content: [reason, keep_until]",
                "content: [reasons, keep_until]",
                says: "`reasons` is not known as the content of an obligation. Did you mean `reason`?"
            ),
            Spoiled(
                "minimum: 10 years",
                "minimum: 10",
                says:
                    "`10` is not a period for a period from a day. Write such as 10 years, 1 month, 3 weeks, 30 days, "
                    + "5 working days, 72 hours, 20 calendar years, 28th year of life or 28th birthday."
            ),
            Spoiled(
                "minimum: 10 years",
                "minimum: 10 years\n      maximum: 5 years",
                at: "maximum",
                says: "The maximum of 5 years ends before the minimum of 10 years. Put them in order."
            ),
            Spoiled(
                "minimum: 10 years",
                "maximum: unlimited",
                says: "A maximum without end is none. Leave `maximum` out."
            ),
            Spoiled(
                "minimum: 10 years",
                "minimum: unlimited",
                at: "from: treatment.completed",
                says: "`from` does not fit here: a duty without end needs no beginning. Remove it."
            ),
            Spoiled(
                "      from: treatment.completed\n",
                "",
                at: "minimum",
                says: "`retain` does not say from which day it counts. Write from: and a day fact."
            ),
            Spoiled(
                "from: treatment.completed",
                "from: record.class",
                says: "`from` needs a day, but `record.class` is a word of a list. Name another fact."
            ),
            Spoiled(
                "suspended_while: hold.claim_open",
                "suspended_while: treatment.completed",
                says:
                    "`suspended_while` needs a yes-or-no fact, but `treatment.completed` is a day. Name another fact."
            ),
            Spoiled(
                "source: statute",
                "source: statut",
                says: "`statut` is not known as a source of a duty. Did you mean `statute`?"
            ),
            Spoiled(
                "period: 72 hours",
                "period: 3 days",
                in: "packs/eu.yaml",
                says: "Only hours are counted by `hours`. Write the period in hours, or another counting."
            ),
            Spoiled(
                "period: 1 month",
                "period: 72 hours",
                in: "packs/eu.yaml",
                at: "period: 72 hours\n      from: request",
                says: "Hours are not counted by `eu_1182_71`. Write counting: hours."
            ),
            Spoiled(
                "counting: eu_1182_71",
                "counting: eu_1182",
                in: "packs/eu.yaml",
                says: "`eu_1182` is not known as a way of counting. Did you mean `eu_1182_71`?"
            ),
            Spoiled(
                "who: data_subjects",
                "who: data_subject",
                in: "packs/eu.yaml",
                says: "`data_subject` is not known as a recipient. Did you mean `data_subjects`?"
            ),
            Spoiled(
                "outcome: erase",
                "deadline: {}",
                in: "packs/eu.yaml",
                says: "`deadline` does not fit here: a rule that decides `erase` states `outcome`. "
                    + "Remove it, or correct `decision`."
            ),
        ]
    )
    func effects(_ spoiled: Spoiled) { spoiled.check() }
}
