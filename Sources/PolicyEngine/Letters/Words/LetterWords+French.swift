extension LetterWords {
    static let french = Self(
        requests: Requests(
            erasure: "demande d'effacement",
            access: "demande d'accès au dossier",
            rectification: "demande de rectification",
            other: "demande"
        ),
        titles: Titles(
            refusal: "refus",
            partialRefusal: "refus partiel",
            erasure: "confirmation",
            extension: "délai supplémentaire",
            rectification: "notre réponse",
            question: "ce dont nous avons besoin de votre part",
            referral: "décision d'une autre autorité"
        ),
        title: "Votre {request}\u{A0}: {kind}",
        salutation: "Madame, Monsieur,",
        received: "Votre {request} nous est parvenue le {day}.",
        about: "Nous vous écrivons au sujet de votre {request}.",
        verdicts: Verdicts(
            erasureRefused:
                "Nous ne pouvons pas y donner suite. Les données concernées ne sont pas effacées.",
            erasedInPart:
                "Nous y donnons suite en partie. Nous indiquons ci-dessous ce qui est fait, ce qui ne l'est pas et pourquoi.",
            erased: "Nous y avons donné suite. Les données concernées ont été effacées le {day}.",
            accessRefused:
                "Nous ne pouvons pas y donner suite. Les parties concernées du dossier ne sont ni montrées ni communiquées.",
            shownInPart:
                "Nous y donnons suite en partie. Nous indiquons ci-dessous ce que vous pouvez consulter, ce que vous ne pouvez pas consulter et pourquoi.",
            corrected: "Nous y avons donné suite. La rectification a été faite le {day}.",
            added:
                "Nous y avons donné suite de la façon suivante\u{A0}: votre rectification a été ajoutée le {day} et l'inscription antérieure reste lisible.",
            correctedInPart:
                "Nous n'y avons pas donné suite en tous points. Nous indiquons ci-dessous ce qui a été fait le {day}, ce qui ne l'a pas été et pourquoi.",
            correctionRefused:
                "Nous ne pouvons pas y donner suite. L'inscription n'est pas modifiée. Votre propre déclaration y sera jointe dès que nous l'aurons.",
            extended: "Nous ne pouvons pas y répondre dans le premier délai.",
            asked: "Avant de pouvoir nous prononcer, nous avons besoin de votre part de ce qui suit\u{A0}:",
            referred:
                "Nous ne pouvons pas nous prononcer nous-mêmes\u{A0}; la décision appartient à une autre autorité."
        ),
        headings: Headings(
            reasons: "Motifs",
            done: "Ce que nous avons fait",
            inPart: "Ce que nous faisons en partie",
            added: "Ce qui a été ajouté",
            refused: "Ce que nous ne faisons pas, et pourquoi",
            referred: "Ce dont une autre autorité décide",
            recipients: "Qui d'autre est informé",
            remedies: "Réclamation et recours en justice"
        ),
        colon: "\u{A0}:",
        onePart: "Cela concerne une partie du dossier",
        parts: "Cela concerne {count} parties du dossier",
        keeping: Keeping(
            untilDay: "Les données sont conservées jusqu'au {day}.",
            withoutEnd: "Les données sont conservées sans date de fin fixée.",
            suspended:
                "Le délai est actuellement suspendu, de sorte qu'aucun dernier jour ne peut encore être indiqué.",
            restricted:
                "Pendant ce temps, nous n'utilisons les données que pour ce dont la loi a encore besoin.",
            free:
                "Ensuite, aucune loi ne nous oblige plus à conserver les données et vous pourrez à nouveau en demander l'effacement.",
            destroy: "Ensuite, les données sont détruites.",
            anonymise: "Ensuite, les données sont détruites ou rendues anonymes.",
            block: "Ensuite, les données sont verrouillées.",
            archive: "Ensuite, les données sont proposées aux archives publiques.",
            review: "Ensuite, nous vérifions si les données sont encore nécessaires."
        ),
        noGround: "Aucun motif n'a été indiqué pour lequel ces données devraient être effacées.",
        noPermission:
            "Nous n'avons trouvé aucune loi qui nous permette de vous montrer cette partie du dossier.",
        authority: "La décision appartient à l'autorité suivante\u{A0}: {authority}.",
        recipientsOnRequest: "Si vous nous le demandez, nous vous indiquons de qui il s'agit.",
        delays: Delays(
            complexity: "La raison en est la complexité de votre demande.",
            number: "La raison en est le nombre de demandes.",
            answerBy: "Vous recevrez notre réponse au plus tard le {day}."
        ),
        answerBy:
            "Afin que nous puissions respecter la date de notre réponse, le {day}, merci de nous l'envoyer dès que possible.",
        farewell: "Nous vous prions d'agréer, Madame, Monsieur, nos salutations distinguées."
    )
}
