extension ExplanationWords {
    static let german = Self(
        title: "{question} Entschieden zum {day}.",
        questions: Questions(
            disclose: "Darf dieses Dokument gezeigt werden?",
            transfer: "Darf dies an diesen Ort gehen oder dort liegen?",
            erase: "Ist dieses Dokument zu löschen?",
            rectify: "Wie darf dieses Dokument berichtigt werden?",
            retain: "Wie lange muss und darf dieses Dokument aufbewahrt werden?",
            respond: "Bis wann ist der Antrag zu beantworten?",
            notify: "Wer ist zu informieren, und bis wann?"
        ),
        headings: Headings(
            outcome: "Ergebnis",
            law: "Was das Recht sagt",
            overridden: "Was gilt, aber nicht entscheidet",
            setAside: "Was zurücktritt",
            dates: "Daten, Schritt für Schritt",
            missing: "Was fehlt",
            duties: "Was dazugehört",
            confirmation: "Was ein Mensch bestätigen muss",
            facts: "Tatsachen",
            remedies: "Rechtsbehelfe",
            rules: "Regeln"
        ),
        outcomes: Outcomes(
            shown: "Es darf gezeigt werden.",
            shownOnConditions: "Es darf unter den unten genannten Bedingungen gezeigt werden.",
            notShown: "Es darf nicht gezeigt werden.",
            goes: "Es darf dorthin.",
            goesOnConditions: "Es darf unter den unten genannten Bedingungen dorthin.",
            goesNot: "Es darf nicht dorthin.",
            erase: "Es ist zu löschen.",
            refuse: "Es wird nicht gelöscht.",
            partial: "Es wird zum Teil gelöscht.",
            redact: "Es bleibt; was die Person betrifft, wird unlesbar gemacht.",
            blockThenErase: "Es wird jetzt gesperrt und gelöscht, wenn die Sperre endet.",
            refer: "Die Entscheidung liegt bei einer Behörde.",
            referTo: "Die Entscheidung liegt bei einer Behörde: {authority}.",
            offerToArchive: "Es ist vor der Vernichtung dem öffentlichen Archiv anzubieten.",
            notApplicable: "Hier besteht kein Recht auf Löschung.",
            overwrite: "Es darf überschrieben werden.",
            addendum: "Die Berichtigung wird ergänzt; der frühere Eintrag bleibt lesbar.",
            refuseWithStatement: "Es wird nicht berichtigt; die Erklärung der Person wird beigefügt.",
            keep: "Es ist aufzubewahren.",
            mustDestroy: "Es ist zu vernichten.",
            noDuty: "Kein Gesetz verpflichtet zum Aufbewahren und keines zum Vernichten.",
            answerDue: "Eine Antwort ist fällig.",
            noAnswerDue: "Keine Antwort ist fällig.",
            noticeDue: "Jemand ist zu informieren.",
            noNoticeDue: "Niemand ist zu informieren.",
            escalate: "Ein Mensch muss entscheiden."
        ),
        keeping: Keeping(
            withoutEnd: "Es ist ohne Ende aufzubewahren.",
            suspended: "Die Aufbewahrung endet nicht, solange dies gilt: {facts}.",
            untilDay: "Es ist bis zum {day} aufzubewahren.",
            toBeDestroyed: "Es ist nach dem {day} zu vernichten.",
            wasToBeDestroyed: "Es war nach dem {day} zu vernichten.",
            restricted: "Bis dahin darf es nur für das genutzt werden, wofür das Gesetz es noch braucht.",
            free: "Danach verpflichtet kein Gesetz mehr zum Aufbewahren.",
            destroy: "Danach ist es zu vernichten.",
            anonymise: "Danach ist es zu vernichten oder zu anonymisieren.",
            block: "Danach ist es zu sperren.",
            archive: "Danach ist es dem öffentlichen Archiv anzubieten.",
            review: "Danach muss ein Mensch prüfen, ob es noch gebraucht wird."
        ),
        open: Open(
            missing: "Eine Tatsache fehlt: {fact}. {until}",
            shut: "Geschlossen, bis jemand sie angibt.",
            stays: "Es bleibt hier, bis jemand sie angibt.",
            kept: "Es wird aufbewahrt, bis jemand sie angibt.",
            unchanged: "Nichts wird geändert, bis jemand sie angibt.",
            unsaid: "Niemand kann es sagen, bis jemand sie angibt.",
            because: "Ein Mensch muss entscheiden: {reasons}.",
            asked: "Ein Mensch muss entscheiden: {sentence}",
            leftOpen: "die Regeln lassen es offen",
            wholeDecision: "Die ganze Entscheidung: ein Mensch muss sie treffen.",
            whoSupplies: "Wer sie angeben kann: {who}"
        ),
        suppliers: Suppliers(
            organisation: "wer die Angaben zur Einrichtung pflegt",
            patient: "wer die Stammdaten der Person führt",
            episode: "wer den Behandlungsverlauf führt",
            record: "wer das Dokument erstellt hat oder führt",
            request: "wer den Antrag aufgenommen hat",
            hold: "wer die Liste der Ansprüche und Untersuchungen führt",
            transfer: "wer die Übermittlung plant",
            event: "wer den Vorfall bearbeitet",
            derived: "niemand; sie wird berechnet"
        ),
        dates: Dates(
            keepUntil: "Aufzubewahren bis",
            destroyAfter: "Zu vernichten nach",
            answerBy: "Zu beantworten bis",
            tellBy: "Zu informieren bis",
            counted: "{meaning}: {day} (Regel {rule}, ab: {fact})",
            notCertain: ", nicht sicher",
            answer: "Der Antrag ist bis zum {day} zu beantworten.",
            lateAnswer: "Der Antrag war bis zum {day} zu beantworten; dieser Tag ist vorbei."
        ),
        rules: Rules(
            name: "Regel {rule}",
            majority: ", nach verbreiteter Auffassung",
            contested: ", umstritten",
            setAsideBy: "Tritt zurück hinter {rule}: {sentence}",
            otherLanguage: " (auf Englisch; die Regel hat keinen Satz auf Deutsch)",
            reviewDue: "{pack}, zu überprüfen bis {day}",
            reviewWasDue: "{pack}, war zu überprüfen bis {day}"
        ),
        facts: Facts(
            yes: "ja",
            no: "nein",
            fact: "{fact}: {value}",
            computed: " (berechnet)",
            assumed: " (niemand hat etwas anderes gesagt)"
        ),
        telling: Telling(
            byDay: "{who} informieren, bis {day} (Regel {rule})",
            byTime: "{who} informieren, bis {day}, {time} (Regel {rule})",
            withoutDelay: "{who} informieren, unverzüglich (Regel {rule})"
        )
    )
}
