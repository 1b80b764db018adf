extension ExplanationWords {
    static let dutch = Self(
        title: "{question} Beslist naar de stand van {day}.",
        questions: Questions(
            disclose: "Mag dit document worden getoond?",
            transfer: "Mag dit naar die plaats gaan of daar worden opgeslagen?",
            erase: "Moet dit document worden gewist?",
            rectify: "Hoe mag dit document worden gecorrigeerd?",
            retain: "Hoe lang moet en mag dit document worden bewaard?",
            respond: "Wanneer moet het verzoek uiterlijk zijn beantwoord?",
            notify: "Wie moet worden ingelicht, en uiterlijk wanneer?"
        ),
        headings: Headings(
            outcome: "Uitkomst",
            law: "Wat het recht zegt",
            overridden: "Wat geldt, maar niet beslist",
            setAside: "Wat opzij is gezet",
            dates: "Data, stap voor stap",
            missing: "Wat ontbreekt",
            duties: "Wat erbij hoort",
            confirmation: "Wat een mens moet bevestigen",
            facts: "Feiten",
            remedies: "Rechtsmiddelen",
            rules: "Regels"
        ),
        outcomes: Outcomes(
            shown: "Het mag worden getoond.",
            shownOnConditions: "Het mag worden getoond, onder de voorwaarden hieronder.",
            notShown: "Het mag niet worden getoond.",
            goes: "Het mag daarheen.",
            goesOnConditions: "Het mag daarheen, onder de voorwaarden hieronder.",
            goesNot: "Het mag niet daarheen.",
            erase: "Het moet worden gewist.",
            refuse: "Het wordt niet gewist.",
            partial: "Het wordt gedeeltelijk gewist.",
            redact: "Het blijft; wat over de persoon gaat, wordt onleesbaar gemaakt.",
            blockThenErase: "Het wordt nu geblokkeerd en gewist wanneer de blokkering eindigt.",
            refer: "De beslissing ligt bij een instantie.",
            referTo: "De beslissing ligt bij een instantie: {authority}.",
            offerToArchive:
                "Het moet aan het openbare archief worden aangeboden voordat het wordt vernietigd.",
            notApplicable: "Hier bestaat geen recht op wissing.",
            overwrite: "Het mag worden overschreven.",
            addendum: "De correctie wordt toegevoegd; de eerdere aantekening blijft leesbaar.",
            refuseWithStatement:
                "Het wordt niet gecorrigeerd; de verklaring van de persoon wordt eraan toegevoegd.",
            keep: "Het moet worden bewaard.",
            mustDestroy: "Het moet worden vernietigd.",
            noDuty: "Geen wet verplicht tot bewaren en geen tot vernietigen.",
            answerDue: "Er moet een antwoord komen.",
            noAnswerDue: "Er hoeft geen antwoord te komen.",
            noticeDue: "Iemand moet worden ingelicht.",
            noNoticeDue: "Niemand hoeft te worden ingelicht.",
            escalate: "Een mens moet beslissen."
        ),
        keeping: Keeping(
            withoutEnd: "Het moet zonder einde worden bewaard.",
            suspended: "De bewaartermijn eindigt niet zolang dit geldt: {facts}.",
            untilDay: "Het moet tot en met {day} worden bewaard.",
            toBeDestroyed: "Het moet na {day} worden vernietigd.",
            wasToBeDestroyed: "Het had na {day} moeten worden vernietigd.",
            restricted: "Tot dan mag het alleen worden gebruikt waarvoor de wet het nog nodig heeft.",
            free: "Daarna verplicht geen wet meer tot bewaren.",
            destroy: "Daarna moet het worden vernietigd.",
            anonymise: "Daarna moet het worden vernietigd of geanonimiseerd.",
            block: "Daarna moet het worden geblokkeerd.",
            archive: "Daarna moet het aan het openbare archief worden aangeboden.",
            review: "Daarna moet een mens nagaan of het nog nodig is."
        ),
        open: Open(
            missing: "Er ontbreekt een feit: {fact}. {until}",
            shut: "Gesloten totdat iemand het aanlevert.",
            stays: "Het blijft hier totdat iemand het aanlevert.",
            kept: "Het wordt bewaard totdat iemand het aanlevert.",
            unchanged: "Er wordt niets gewijzigd totdat iemand het aanlevert.",
            unsaid: "Niemand kan het zeggen totdat iemand het aanlevert.",
            because: "Een mens moet beslissen: {reasons}.",
            asked: "Een mens moet beslissen: {sentence}",
            leftOpen: "de regels laten het open",
            wholeDecision: "De hele beslissing: een mens moet haar nemen.",
            whoSupplies: "Wie het kan aanleveren: {who}"
        ),
        suppliers: Suppliers(
            organisation: "wie de gegevens van de organisatie bijhoudt",
            patient: "wie de identiteitsgegevens van de patiënt bijhoudt",
            episode: "wie het zorgverloop bijhoudt",
            record: "wie het document heeft gemaakt of bijhoudt",
            request: "wie het verzoek heeft aangenomen",
            hold: "wie de lijst van claims en onderzoeken bijhoudt",
            transfer: "wie de doorgifte voorbereidt",
            event: "wie het voorval behandelt",
            derived: "niemand; het wordt berekend"
        ),
        dates: Dates(
            keepUntil: "Te bewaren tot en met",
            destroyAfter: "Te vernietigen na",
            answerBy: "Te beantwoorden uiterlijk op",
            tellBy: "In te lichten uiterlijk op",
            counted: "{meaning}: {day} (regel {rule}, vanaf: {fact})",
            notCertain: ", niet zeker",
            answer: "Het verzoek moet uiterlijk op {day} zijn beantwoord.",
            lateAnswer: "Het verzoek moest uiterlijk op {day} zijn beantwoord; die dag is voorbij."
        ),
        rules: Rules(
            name: "Regel {rule}",
            majority: ", volgens de gangbare opvatting",
            contested: ", omstreden",
            setAsideBy: "Opzij gezet door {rule}: {sentence}",
            otherLanguage: " (in het Engels; de regel heeft geen zin in het Nederlands)",
            reviewDue: "{pack}, te herzien uiterlijk op {day}",
            reviewWasDue: "{pack}, had uiterlijk op {day} moeten worden herzien"
        ),
        facts: Facts(
            yes: "ja",
            no: "nee",
            fact: "{fact}: {value}",
            computed: " (berekend)",
            assumed: " (niemand heeft iets anders gezegd)"
        ),
        telling: Telling(
            byDay: "{who} inlichten, uiterlijk op {day} (regel {rule})",
            byTime: "{who} inlichten, uiterlijk op {day}, {time} (regel {rule})",
            withoutDelay: "{who} inlichten, onverwijld (regel {rule})"
        )
    )
}
