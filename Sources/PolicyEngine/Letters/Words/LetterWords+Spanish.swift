extension LetterWords {
    static let spanish = Self(
        requests: Requests(
            erasure: "solicitud de supresión",
            access: "solicitud de acceso a la historia clínica",
            rectification: "solicitud de rectificación",
            other: "solicitud"
        ),
        titles: Titles(
            refusal: "denegación",
            partialRefusal: "denegación parcial",
            erasure: "confirmación",
            extension: "necesitamos más tiempo",
            rectification: "nuestra respuesta",
            question: "lo que necesitamos de usted",
            referral: "decide otra autoridad"
        ),
        title: "Su {request}: {kind}",
        salutation: "Estimado señor, estimada señora:",
        received: "Recibimos su {request} el {day}.",
        about: "Le escribimos sobre su {request}.",
        verdicts: Verdicts(
            erasureRefused: "No podemos atenderla. Los datos en cuestión no se suprimen.",
            erasedInPart:
                "La atendemos en parte. A continuación le indicamos qué se hace, qué no se hace y por qué.",
            erased: "La hemos atendido. Los datos en cuestión se suprimieron el {day}.",
            accessRefused:
                "No podemos atenderla. Las partes de la historia clínica en cuestión no se muestran ni se entregan.",
            shownInPart:
                "La atendemos en parte. A continuación le indicamos qué puede consultar, qué no puede consultar y por qué.",
            corrected: "La hemos atendido. La rectificación se hizo el {day}.",
            added:
                "La hemos atendido del modo siguiente: su rectificación se añadió el {day} y la anotación anterior sigue siendo legible.",
            correctedInPart:
                "No la hemos atendido en todo. A continuación le indicamos qué se hizo el {day}, qué no se hizo y por qué.",
            correctionRefused:
                "No podemos atenderla. La anotación no se modifica. Su propia declaración se adjuntará a ella en cuanto la tengamos.",
            extended: "No podemos responder a ella dentro del primer plazo.",
            asked: "Antes de poder decidir sobre ella necesitamos de usted lo siguiente:",
            referred:
                "No podemos decidir sobre ella nosotros mismos; la decisión corresponde a otra autoridad."
        ),
        headings: Headings(
            reasons: "Motivos",
            done: "Lo que hemos hecho",
            inPart: "Lo que hacemos en parte",
            added: "Lo que se ha añadido",
            refused: "Lo que no hacemos y por qué",
            referred: "Lo que decide otra autoridad",
            recipients: "A quién más se informa",
            remedies: "Reclamaciones y recurso a los tribunales"
        ),
        colon: ":",
        onePart: "Esto afecta a una parte de la historia clínica",
        parts: "Esto afecta a {count} partes de la historia clínica",
        keeping: Keeping(
            untilDay: "Los datos se conservan hasta el {day}.",
            withoutEnd: "Los datos se conservan sin una fecha final fijada.",
            suspended:
                "El plazo está suspendido por ahora, por lo que todavía no puede indicarse un último día.",
            restricted: "Mientras tanto, solo usamos los datos para lo que la ley todavía los necesita.",
            free:
                "Después, ninguna ley nos obliga ya a conservar los datos y usted podrá pedir de nuevo su supresión.",
            destroy: "Después, los datos se destruyen.",
            anonymise: "Después, los datos se destruyen o se hacen anónimos.",
            block: "Después, los datos se bloquean.",
            archive: "Después, los datos se ofrecen a los archivos públicos.",
            review: "Después, comprobamos si los datos todavía son necesarios."
        ),
        noGround: "No se indicó ningún motivo por el que estos datos deban suprimirse.",
        noPermission:
            "No hemos encontrado ninguna ley que nos permita mostrarle esta parte de la historia clínica.",
        authority: "La decisión corresponde a: {authority}.",
        recipientsOnRequest: "Si nos lo pide, le decimos quiénes son.",
        delays: Delays(
            complexity: "El motivo es la complejidad de su solicitud.",
            number: "El motivo es el número de solicitudes.",
            answerBy: "Recibirá nuestra respuesta a más tardar el {day}."
        ),
        answerBy:
            "Para que podamos cumplir la fecha de nuestra respuesta, el {day}, le rogamos que nos lo envíe lo antes posible.",
        farewell: "Atentamente,"
    )
}
