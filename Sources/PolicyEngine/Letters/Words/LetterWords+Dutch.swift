extension LetterWords {
    static let dutch = Self(
        requests: Requests(
            erasure: "verzoek om wissing",
            access: "verzoek om inzage in het dossier",
            rectification: "verzoek om rectificatie",
            other: "verzoek"
        ),
        titles: Titles(
            refusal: "afwijzing",
            partialRefusal: "gedeeltelijke afwijzing",
            erasure: "bevestiging",
            extension: "wij hebben meer tijd nodig",
            rectification: "ons antwoord",
            question: "wat wij van u nodig hebben",
            referral: "een andere instantie beslist"
        ),
        title: "Uw {request}: {kind}",
        salutation: "Geachte heer, mevrouw,",
        received: "Uw {request} hebben wij op {day} ontvangen.",
        about: "Wij schrijven u over uw {request}.",
        verdicts: Verdicts(
            erasureRefused: "Wij kunnen er niet aan voldoen. De betreffende gegevens worden niet gewist.",
            erasedInPart:
                "Wij voldoen er gedeeltelijk aan. Hieronder staat wat er gebeurt, wat er niet gebeurt en waarom.",
            erased: "Wij hebben eraan voldaan. De betreffende gegevens zijn op {day} gewist.",
            accessRefused:
                "Wij kunnen er niet aan voldoen. De betreffende delen van het dossier worden niet getoond en niet verstrekt.",
            shownInPart:
                "Wij voldoen er gedeeltelijk aan. Hieronder staat wat u mag inzien, wat niet en waarom.",
            corrected: "Wij hebben eraan voldaan. De rectificatie is op {day} gedaan.",
            added:
                "Wij hebben er op deze manier aan voldaan: uw rectificatie is op {day} toegevoegd en de eerdere aantekening blijft leesbaar.",
            correctedInPart:
                "Wij hebben er niet in alles aan voldaan. Hieronder staat wat er op {day} is gedaan, wat niet en waarom.",
            correctionRefused:
                "Wij kunnen er niet aan voldoen. De aantekening wordt niet gewijzigd. Uw eigen verklaring wordt eraan toegevoegd zodra wij die hebben.",
            extended: "Wij kunnen het niet binnen de eerste termijn beantwoorden.",
            asked: "Voordat wij erover kunnen beslissen, hebben wij iets van u nodig:",
            referred: "Wij kunnen er niet zelf over beslissen; de beslissing ligt bij een andere instantie."
        ),
        headings: Headings(
            reasons: "Redenen",
            done: "Wat wij hebben gedaan",
            inPart: "Wat wij gedeeltelijk doen",
            added: "Wat is toegevoegd",
            refused: "Wat wij niet doen en waarom",
            referred: "Waarover een andere instantie beslist",
            recipients: "Wie er nog meer wordt ingelicht",
            remedies: "Waar u een klacht kunt indienen en naar de rechter gaan"
        ),
        colon: ":",
        onePart: "Dit betreft één deel van het dossier",
        parts: "Dit betreft {count} delen van het dossier",
        keeping: Keeping(
            untilDay: "De gegevens worden tot en met {day} bewaard.",
            withoutEnd: "De gegevens worden zonder vaste einddatum bewaard.",
            suspended: "De termijn staat op dit moment stil, zodat nog geen laatste dag kan worden genoemd.",
            restricted: "In die tijd gebruiken wij de gegevens alleen waarvoor de wet ze nog nodig heeft.",
            free:
                "Daarna verplicht geen wet ons meer de gegevens te bewaren en kunt u opnieuw om wissing vragen.",
            destroy: "Daarna worden de gegevens vernietigd.",
            anonymise: "Daarna worden de gegevens vernietigd of geanonimiseerd.",
            block: "Daarna worden de gegevens geblokkeerd.",
            archive: "Daarna worden de gegevens aan het openbare archief aangeboden.",
            review: "Daarna gaan wij na of de gegevens nog nodig zijn."
        ),
        noGround: "Er is geen reden genoemd waarom deze gegevens gewist zouden moeten worden.",
        noPermission:
            "Wij hebben geen wet gevonden die ons toestaat u dit deel van het dossier te laten zien.",
        authority: "De beslissing ligt bij: {authority}.",
        recipientsOnRequest: "Als u ons daarom vraagt, laten wij u weten wie dat zijn.",
        delays: Delays(
            complexity: "De reden is dat uw verzoek ingewikkeld is.",
            number: "De reden is het aantal verzoeken.",
            answerBy: "U ontvangt ons antwoord uiterlijk op {day}."
        ),
        answerBy:
            "Om de datum van ons antwoord, {day}, te kunnen halen, vragen wij u het ons zo snel mogelijk te sturen.",
        farewell: "Met vriendelijke groet,"
    )
}
