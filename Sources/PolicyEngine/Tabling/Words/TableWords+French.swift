extension TableWords {
    static let french = Self(
        effects: Effects(
            also: "en outre\u{A0}: {duty}",
            basis: "fondement\u{A0}: {basis}",
            atLeast: "conserver au moins {limit}",
            atMost: "conserver au plus {limit}",
            withoutEnd: "sans fin",
            until: "jusqu'à\u{A0}: {end}",
            suspended: "sans fin tant que ceci est vrai\u{A0}: {fact}",
            source: "l'obligation vient de\u{A0}: {source}",
            ground: "motif\u{A0}: {ground}",
            owner: "responsable\u{A0}: {owner}\u{A0}; à revoir au plus tard le {day}"
        ),
        sources: Sources(
            statute: "loi",
            bylaw: "règlement interne",
            contract: "contrat",
            guidance: "recommandation",
            house: "règle de la maison"
        ),
        answers: Answers(
            by: "répondre au plus tard\u{A0}: {end}",
            extended: "peut être prolongé de {period}",
            notice: ", si ceci tombe dans le délai\u{A0}: {fact}",
            tellBy: "informer {who}, au plus tard\u{A0}: {end}",
            tellNow: "informer {who} sans retard injustifié",
            counted: "{end} ({counting})"
        ),
        counting: Countings(
            eu1182: "compté selon le règlement 1182/71",
            bgb: "compté selon les §§ 187-193 BGB",
            termijnenwet: "compté selon l'Algemene termijnenwet",
            plain: "compté simplement, jamais reporté",
            hours: "compté en heures"
        ),
        periods: Periods(
            after: "{period} à compter de\u{A0}: {event}",
            hour: "{count} heure",
            hours: "{count} heures",
            day: "{count} jour",
            days: "{count} jours",
            workingDay: "{count} jour ouvrable",
            workingDays: "{count} jours ouvrables",
            week: "{count} semaine",
            weeks: "{count} semaines",
            month: "{count} mois",
            months: "{count} mois",
            year: "{count} an",
            years: "{count} ans",
            yearOfLife: "la fin de la {nth} année de vie, selon\u{A0}: {event}",
            birthday: "le {nth} anniversaire, selon\u{A0}: {event}",
            calendarYear: "{period} à compter de la fin de l'année civile de\u{A0}: {event}"
        ),
        introduction: Introduction(
            when: "S'applique quand\u{A0}: {conditions}.",
            and: " et ",
            or: "\u{A0}; ou ",
            together: "Avec lui s'applique\u{A0}: {packs}.",
            above: "Il s'applique aussi partout où l'un de ceux-ci s'applique\u{A0}: {packs}.",
            review: "À revoir au plus tard le {day}.",
            notAsked: "{fact}\u{A0}: sans importance"
        )
    )
}
