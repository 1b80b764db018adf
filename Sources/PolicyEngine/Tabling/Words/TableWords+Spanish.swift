extension TableWords {
    static let spanish = Self(
        effects: Effects(
            also: "además: {duty}",
            basis: "fundamento: {basis}",
            atLeast: "conservar al menos {limit}",
            atMost: "conservar como máximo {limit}",
            withoutEnd: "sin fin",
            until: "hasta {end}",
            suspended: "sin fin mientras se cumpla esto: {fact}",
            source: "el deber procede de: {source}",
            ground: "motivo: {ground}",
            owner: "responsable: {owner}; revisión a más tardar el {day}"
        ),
        sources: Sources(
            statute: "ley",
            bylaw: "norma interna",
            contract: "contrato",
            guidance: "directriz",
            house: "norma de la casa"
        ),
        answers: Answers(
            by: "responder a más tardar: {end}",
            extended: "puede prorrogarse {period}",
            notice: ", si esto cae en el plazo: {fact}",
            tellBy: "informar a: {who}, a más tardar: {end}",
            tellNow: "informar a: {who}, sin dilación indebida",
            counted: "{end} ({counting})"
        ),
        counting: Countings(
            eu1182: "contado según el Reglamento 1182/71",
            bgb: "contado según los §§ 187-193 BGB",
            termijnenwet: "contado según la Algemene termijnenwet",
            plain: "contado sin más, nunca aplazado",
            hours: "contado en horas"
        ),
        periods: Periods(
            after: "{period} desde: {event}",
            hour: "{count} hora",
            hours: "{count} horas",
            day: "{count} día",
            days: "{count} días",
            workingDay: "{count} día hábil",
            workingDays: "{count} días hábiles",
            week: "{count} semana",
            weeks: "{count} semanas",
            month: "{count} mes",
            months: "{count} meses",
            year: "{count} año",
            years: "{count} años",
            yearOfLife: "el final del {nth} año de vida, según: {event}",
            birthday: "el {nth} cumpleaños, según: {event}",
            calendarYear: "{period} desde el final del año natural de: {event}"
        ),
        introduction: Introduction(
            when: "Se aplica cuando: {conditions}.",
            and: " y ",
            or: "; o ",
            together: "Junto con él se aplica: {packs}.",
            above: "También se aplica dondequiera que se aplique uno de estos: {packs}.",
            review: "Debe revisarse a más tardar el {day}.",
            notAsked: "{fact}: no se pregunta"
        )
    )
}
