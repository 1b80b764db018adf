extension TableWords {
    static let german = Self(
        effects: Effects(
            also: "außerdem: {duty}",
            basis: "Grundlage: {basis}",
            atLeast: "mindestens aufbewahren {limit}",
            atMost: "höchstens aufbewahren {limit}",
            withoutEnd: "ohne Ende",
            until: "bis {end}",
            suspended: "kein Ende, solange dies gilt: {fact}",
            source: "die Pflicht kommt aus: {source}",
            ground: "Begründung: {ground}",
            owner: "verantwortlich: {owner}; zu überprüfen bis {day}"
        ),
        sources: Sources(
            statute: "Gesetz",
            bylaw: "Satzung",
            contract: "Vertrag",
            guidance: "Leitlinie",
            house: "Hausregel"
        ),
        answers: Answers(
            by: "antworten spätestens: {end}",
            extended: "kann verlängert werden um {period}",
            notice: ", wenn dies in die Frist fällt: {fact}",
            tellBy: "zu informieren: {who}, spätestens: {end}",
            tellNow: "zu informieren: {who}, unverzüglich",
            counted: "{end} ({counting})"
        ),
        counting: Countings(
            eu1182: "gerechnet nach Verordnung 1182/71",
            bgb: "gerechnet nach §§ 187-193 BGB",
            termijnenwet: "gerechnet nach der Algemene termijnenwet",
            plain: "einfach gerechnet, nie verschoben",
            hours: "nach Stunden gerechnet"
        ),
        periods: Periods(
            after: "{period} ab: {event}",
            hour: "{count} Stunde",
            hours: "{count} Stunden",
            day: "{count} Tag",
            days: "{count} Tage",
            workingDay: "{count} Arbeitstag",
            workingDays: "{count} Arbeitstage",
            week: "{count} Woche",
            weeks: "{count} Wochen",
            month: "{count} Monat",
            months: "{count} Monate",
            year: "{count} Jahr",
            years: "{count} Jahre",
            yearOfLife: "Vollendung des {nth} Lebensjahres, nach: {event}",
            birthday: "{nth} Geburtstag, nach: {event}",
            calendarYear: "{period} ab dem Ende des Kalenderjahres von: {event}"
        ),
        introduction: Introduction(
            when: "Gilt, wenn: {conditions}.",
            and: " und ",
            or: "; oder ",
            together: "Mit ihm zusammen gilt: {packs}.",
            above: "Es gilt auch überall, wo eines von diesen gilt: {packs}.",
            review: "Zu überprüfen bis {day}.",
            notAsked: "{fact}: nicht gefragt"
        )
    )
}
