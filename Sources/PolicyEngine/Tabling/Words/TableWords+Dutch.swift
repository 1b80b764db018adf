extension TableWords {
    static let dutch = Self(
        effects: Effects(
            also: "bovendien: {duty}",
            basis: "grondslag: {basis}",
            atLeast: "ten minste bewaren {limit}",
            atMost: "ten hoogste bewaren {limit}",
            withoutEnd: "zonder einde",
            until: "tot {end}",
            suspended: "geen einde zolang dit geldt: {fact}",
            source: "de plicht komt uit: {source}",
            ground: "motivering: {ground}",
            owner: "verantwoordelijk: {owner}; te herzien uiterlijk {day}"
        ),
        sources: Sources(
            statute: "wet",
            bylaw: "verordening",
            contract: "overeenkomst",
            guidance: "richtsnoer",
            house: "huisregel"
        ),
        answers: Answers(
            by: "antwoorden uiterlijk: {end}",
            extended: "kan worden verlengd met {period}",
            notice: ", als dit binnen de termijn valt: {fact}",
            tellBy: "informeren: {who}, uiterlijk: {end}",
            tellNow: "informeren: {who}, zonder onnodige vertraging",
            counted: "{end} ({counting})"
        ),
        counting: Countings(
            eu1182: "geteld volgens Verordening 1182/71",
            bgb: "geteld volgens §§ 187-193 BGB",
            termijnenwet: "geteld volgens de Algemene termijnenwet",
            plain: "gewoon geteld, nooit verschoven",
            hours: "in uren geteld"
        ),
        periods: Periods(
            after: "{period} vanaf: {event}",
            hour: "{count} uur",
            hours: "{count} uren",
            day: "{count} dag",
            days: "{count} dagen",
            workingDay: "{count} werkdag",
            workingDays: "{count} werkdagen",
            week: "{count} week",
            weeks: "{count} weken",
            month: "{count} maand",
            months: "{count} maanden",
            year: "{count} jaar",
            years: "{count} jaar",
            yearOfLife: "het einde van het {nth} levensjaar, volgens: {event}",
            birthday: "de {nth} verjaardag, volgens: {event}",
            calendarYear: "{period} vanaf het einde van het kalenderjaar van: {event}"
        ),
        introduction: Introduction(
            when: "Geldt wanneer: {conditions}.",
            and: " en ",
            or: "; of ",
            together: "Samen hiermee geldt: {packs}.",
            above: "Het geldt ook overal waar een van deze geldt: {packs}.",
            review: "Te herzien uiterlijk {day}.",
            notAsked: "{fact}: niet gevraagd"
        )
    )
}
