extension ExplanationWords {
    static let french = Self(
        title: "{question} Décidé à la date du {day}.",
        questions: Questions(
            disclose: "Ce document peut-il être montré\u{A0}?",
            transfer: "Cela peut-il aller ou être stocké à cet endroit\u{A0}?",
            erase: "Ce document doit-il être effacé\u{A0}?",
            rectify: "Comment ce document peut-il être rectifié\u{A0}?",
            retain: "Combien de temps ce document doit-il et peut-il être conservé\u{A0}?",
            respond: "Quand faut-il avoir répondu à la demande\u{A0}?",
            notify: "Qui faut-il informer, et quand au plus tard\u{A0}?"
        ),
        headings: Headings(
            outcome: "Résultat",
            law: "Ce que dit le droit",
            overridden: "Ce qui vaut sans décider",
            setAside: "Ce qui est écarté",
            dates: "Dates, étape par étape",
            missing: "Ce qui manque",
            duties: "Ce qui s'y ajoute",
            confirmation: "Ce qu'une personne doit confirmer",
            facts: "Faits",
            remedies: "Voies de recours",
            rules: "Règles"
        ),
        outcomes: Outcomes(
            shown: "Il peut être montré.",
            shownOnConditions: "Il peut être montré, aux conditions ci-dessous.",
            notShown: "Il ne doit pas être montré.",
            goes: "Cela peut y aller.",
            goesOnConditions: "Cela peut y aller, aux conditions ci-dessous.",
            goesNot: "Cela ne doit pas y aller.",
            erase: "Il doit être effacé.",
            refuse: "Il n'est pas effacé.",
            partial: "Il est effacé en partie.",
            redact: "Il est conservé, et ce qui concerne la personne est rendu illisible.",
            blockThenErase: "Il est bloqué maintenant, et effacé à la fin du blocage.",
            refer: "La décision appartient à une autorité.",
            referTo: "La décision appartient à une autorité\u{A0}: {authority}.",
            offerToArchive: "Il doit être proposé aux archives publiques avant d'être détruit.",
            notApplicable: "Il n'y a pas ici de droit à l'effacement.",
            overwrite: "Il peut être remplacé.",
            addendum: "La rectification est ajoutée\u{A0}; l'inscription antérieure reste lisible.",
            refuseWithStatement: "Il n'est pas rectifié\u{A0}; la déclaration de la personne y est jointe.",
            keep: "Il doit être conservé.",
            mustDestroy: "Il doit être détruit.",
            noDuty: "Aucune loi n'oblige à le conserver, ni à le détruire.",
            answerDue: "Une réponse est due.",
            noAnswerDue: "Aucune réponse n'est due.",
            noticeDue: "Quelqu'un doit être informé.",
            noNoticeDue: "Personne ne doit être informé.",
            escalate: "Une personne doit décider."
        ),
        keeping: Keeping(
            withoutEnd: "Il doit être conservé sans limite.",
            suspended: "La conservation ne prend pas fin tant que ceci vaut\u{A0}: {facts}.",
            untilDay: "Il doit être conservé jusqu'au {day}.",
            toBeDestroyed: "Il doit être détruit après le {day}.",
            wasToBeDestroyed: "Il devait être détruit après le {day}.",
            restricted: "D'ici là, il ne peut être utilisé que pour ce dont la loi a encore besoin.",
            free: "Ensuite, aucune loi n'oblige plus à le conserver.",
            destroy: "Ensuite, il doit être détruit.",
            anonymise: "Ensuite, il doit être détruit ou rendu anonyme.",
            block: "Ensuite, il doit être verrouillé.",
            archive: "Ensuite, il doit être proposé aux archives publiques.",
            review: "Ensuite, une personne doit vérifier s'il est encore nécessaire."
        ),
        open: Open(
            missing: "Un fait manque\u{A0}: {fact}. {until}",
            shut: "Fermé tant que personne ne l'indique.",
            stays: "Cela reste ici tant que personne ne l'indique.",
            kept: "Conservé tant que personne ne l'indique.",
            unchanged: "Rien n'est modifié tant que personne ne l'indique.",
            unsaid: "Nul ne peut le dire tant que personne ne l'indique.",
            because: "Une personne doit décider\u{A0}: {reasons}.",
            asked: "Une personne doit décider\u{A0}: {sentence}",
            leftOpen: "les règles laissent la question ouverte",
            wholeDecision: "La décision entière\u{A0}: une personne doit la prendre.",
            whoSupplies: "Qui peut l'indiquer\u{A0}: {who}"
        ),
        suppliers: Suppliers(
            organisation: "la personne qui tient les données de l'organisme",
            patient: "la personne qui tient l'identité du patient",
            episode: "la personne qui tient le parcours de soins",
            record: "la personne qui a établi ou tient le document",
            request: "la personne qui a reçu la demande",
            hold: "la personne qui tient la liste des réclamations et enquêtes",
            transfer: "la personne qui prépare le transfert",
            event: "la personne qui traite l'incident",
            derived: "personne\u{A0}; il est calculé"
        ),
        dates: Dates(
            keepUntil: "À conserver jusqu'au",
            destroyAfter: "À détruire après le",
            answerBy: "Réponse au plus tard le",
            tellBy: "Information au plus tard le",
            counted: "{meaning}\u{A0}: {day} (règle {rule}, à partir de\u{A0}: {fact})",
            notCertain: ", incertain",
            answer: "Il faut répondre à la demande au plus tard le {day}.",
            lateAnswer: "Il fallait répondre à la demande au plus tard le {day}\u{A0}; ce jour est passé."
        ),
        rules: Rules(
            name: "Règle {rule}",
            majority: ", selon l'interprétation courante",
            contested: ", contestée",
            setAsideBy: "Écarté par {rule}\u{A0}: {sentence}",
            otherLanguage: " (en anglais\u{A0}; la règle n'a pas de phrase en français)",
            reviewDue: "{pack}, révision prévue au plus tard le {day}",
            reviewWasDue: "{pack}, la révision était prévue au plus tard le {day}"
        ),
        facts: Facts(
            yes: "oui",
            no: "non",
            fact: "{fact}\u{A0}: {value}",
            computed: " (calculé)",
            assumed: " (personne n'a dit le contraire)"
        ),
        telling: Telling(
            byDay: "informer {who}, au plus tard le {day} (règle {rule})",
            byTime: "informer {who}, au plus tard le {day}, {time} (règle {rule})",
            withoutDelay: "informer {who}, sans tarder (règle {rule})"
        )
    )
}
