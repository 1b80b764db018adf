extension ExplanationWords {
    static let spanish = Self(
        title: "{question} Decidido a fecha de {day}.",
        questions: Questions(
            disclose: "¿Puede mostrarse este documento?",
            transfer: "¿Puede ir esto a ese lugar o almacenarse allí?",
            erase: "¿Debe suprimirse este documento?",
            rectify: "¿Cómo puede rectificarse este documento?",
            retain: "¿Cuánto tiempo debe y puede conservarse este documento?",
            respond: "¿Hasta cuándo hay que responder a la solicitud?",
            notify: "¿A quién hay que informar y hasta cuándo?"
        ),
        headings: Headings(
            outcome: "Resultado",
            law: "Lo que dice el derecho",
            overridden: "Lo que rige, pero no decide",
            setAside: "Lo que queda desplazado",
            dates: "Fechas, paso a paso",
            missing: "Lo que falta",
            duties: "Lo que conlleva",
            confirmation: "Lo que debe confirmar una persona",
            facts: "Hechos",
            remedies: "Vías de recurso",
            rules: "Reglas"
        ),
        outcomes: Outcomes(
            shown: "Puede mostrarse.",
            shownOnConditions: "Puede mostrarse, con las condiciones que siguen.",
            notShown: "No debe mostrarse.",
            goes: "Puede ir allí.",
            goesOnConditions: "Puede ir allí, con las condiciones que siguen.",
            goesNot: "No debe ir allí.",
            erase: "Debe suprimirse.",
            refuse: "No se suprime.",
            partial: "Se suprime en parte.",
            redact: "Se conserva, y lo que se refiere a la persona se hace ilegible.",
            blockThenErase: "Se bloquea ahora y se suprime cuando termine el bloqueo.",
            refer: "La decisión corresponde a una autoridad.",
            referTo: "La decisión corresponde a una autoridad: {authority}.",
            offerToArchive: "Debe ofrecerse a los archivos públicos antes de destruirse.",
            notApplicable: "Aquí no hay derecho de supresión.",
            overwrite: "Puede sobrescribirse.",
            addendum: "La rectificación se añade; la anotación anterior sigue siendo legible.",
            refuseWithStatement: "No se rectifica; se adjunta la declaración de la persona.",
            keep: "Debe conservarse.",
            mustDestroy: "Debe destruirse.",
            noDuty: "Ninguna ley obliga a conservarlo ni a destruirlo.",
            answerDue: "Debe darse una respuesta.",
            noAnswerDue: "No debe darse ninguna respuesta.",
            noticeDue: "Hay que informar a alguien.",
            noNoticeDue: "No hay que informar a nadie.",
            escalate: "Debe decidir una persona."
        ),
        keeping: Keeping(
            withoutEnd: "Debe conservarse sin límite.",
            suspended: "El plazo de conservación no termina mientras se cumpla esto: {facts}.",
            untilDay: "Debe conservarse hasta el {day}.",
            toBeDestroyed: "Debe destruirse después del {day}.",
            wasToBeDestroyed: "Debía destruirse después del {day}.",
            restricted: "Hasta entonces solo puede usarse para lo que la ley todavía lo necesita.",
            free: "Después, ninguna ley obliga ya a conservarlo.",
            destroy: "Después debe destruirse.",
            anonymise: "Después debe destruirse o hacerse anónimo.",
            block: "Después debe bloquearse.",
            archive: "Después debe ofrecerse a los archivos públicos.",
            review: "Después, una persona debe comprobar si todavía es necesario."
        ),
        open: Open(
            missing: "Falta un hecho: {fact}. {until}",
            shut: "Cerrado hasta que alguien lo indique.",
            stays: "Se queda aquí hasta que alguien lo indique.",
            kept: "Se conserva hasta que alguien lo indique.",
            unchanged: "No se cambia nada hasta que alguien lo indique.",
            unsaid: "Nadie puede decirlo hasta que alguien lo indique.",
            because: "Debe decidir una persona: {reasons}.",
            asked: "Debe decidir una persona: {sentence}",
            leftOpen: "las reglas lo dejan abierto",
            wholeDecision: "Toda la decisión: debe tomarla una persona.",
            whoSupplies: "Quién puede indicarlo: {who}"
        ),
        suppliers: Suppliers(
            organisation: "quien lleva los datos de la organización",
            patient: "quien lleva los datos de identidad del paciente",
            episode: "quien lleva el proceso asistencial",
            record: "quien hizo o lleva el documento",
            request: "quien recibió la solicitud",
            hold: "quien lleva la lista de reclamaciones e investigaciones",
            transfer: "quien prepara la transferencia",
            event: "quien tramita el incidente",
            derived: "nadie; se calcula"
        ),
        dates: Dates(
            keepUntil: "A conservar hasta el",
            destroyAfter: "A destruir después del",
            answerBy: "Respuesta a más tardar el",
            tellBy: "Información a más tardar el",
            counted: "{meaning}: {day} (regla {rule}, desde: {fact})",
            notCertain: ", no seguro",
            answer: "Hay que responder a la solicitud a más tardar el {day}.",
            lateAnswer: "Había que responder a la solicitud a más tardar el {day}; ese día ha pasado."
        ),
        rules: Rules(
            name: "Regla {rule}",
            majority: ", según la interpretación habitual",
            contested: ", discutida",
            setAsideBy: "Desplazado por {rule}: {sentence}",
            otherLanguage: " (en inglés; la regla no tiene frase en español)",
            reviewDue: "{pack}, revisión prevista hasta el {day}",
            reviewWasDue: "{pack}, la revisión estaba prevista hasta el {day}"
        ),
        facts: Facts(
            yes: "sí",
            no: "no",
            fact: "{fact}: {value}",
            computed: " (calculado)",
            assumed: " (nadie ha dicho otra cosa)"
        ),
        telling: Telling(
            byDay: "informar a {who}, a más tardar el {day} (regla {rule})",
            byTime: "informar a {who}, a más tardar el {day}, {time} (regla {rule})",
            withoutDelay: "informar a {who}, sin demora (regla {rule})"
        )
    )
}
