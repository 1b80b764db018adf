extension LetterWords {
    static let german = Self(
        requests: Requests(
            erasure: "Antrag auf Löschung",
            access: "Antrag auf Einsicht in die Akte",
            rectification: "Antrag auf Berichtigung",
            other: "Antrag"
        ),
        titles: Titles(
            refusal: "Ablehnung",
            partialRefusal: "teilweise Ablehnung",
            erasure: "Bestätigung",
            extension: "Wir brauchen mehr Zeit",
            rectification: "Unsere Antwort",
            question: "Was wir von Ihnen brauchen",
            referral: "Eine andere Stelle entscheidet"
        ),
        title: "Ihr {request}: {kind}",
        salutation: "Sehr geehrte Damen und Herren,",
        received: "Ihr {request} ist am {day} bei uns eingegangen.",
        about: "Es geht um Ihren {request}.",
        verdicts: Verdicts(
            erasureRefused: "Wir können ihm nicht entsprechen. Die betroffenen Daten werden nicht gelöscht.",
            erasedInPart:
                "Wir entsprechen ihm zum Teil. Im Folgenden sagen wir, was geschieht, was nicht geschieht und warum.",
            erased: "Wir haben ihm entsprochen. Die betroffenen Daten wurden am {day} gelöscht.",
            accessRefused:
                "Wir können ihm nicht entsprechen. Die betroffenen Teile der Akte werden nicht gezeigt und nicht herausgegeben.",
            shownInPart:
                "Wir entsprechen ihm zum Teil. Im Folgenden sagen wir, was Sie sehen können, was nicht und warum.",
            corrected: "Wir haben ihm entsprochen. Die Berichtigung erfolgte am {day}.",
            added:
                "Wir haben ihm auf diese Weise entsprochen: Ihre Berichtigung wurde am {day} ergänzt, und der frühere Eintrag bleibt lesbar.",
            correctedInPart:
                "Wir haben ihm nicht in allem entsprochen. Im Folgenden sagen wir, was am {day} geschehen ist, was nicht und warum.",
            correctionRefused:
                "Wir können ihm nicht entsprechen. Der Eintrag wird nicht geändert. Ihre eigene Erklärung wird ihm beigefügt, sobald sie uns vorliegt.",
            extended: "Wir können ihn nicht innerhalb der ersten Frist beantworten.",
            asked: "Bevor wir darüber entscheiden können, brauchen wir etwas von Ihnen:",
            referred:
                "Wir können darüber nicht selbst entscheiden; die Entscheidung liegt bei einer anderen Stelle."
        ),
        headings: Headings(
            reasons: "Gründe",
            done: "Was wir getan haben",
            inPart: "Was wir zum Teil tun",
            added: "Was ergänzt wurde",
            refused: "Was wir nicht tun, und warum",
            referred: "Worüber eine andere Stelle entscheidet",
            recipients: "Wer außerdem informiert wird",
            remedies: "Wo Sie sich beschweren und wie Sie klagen können"
        ),
        colon: ":",
        onePart: "Das betrifft einen Teil der Akte",
        parts: "Das betrifft {count} Teile der Akte",
        keeping: Keeping(
            untilDay: "Die Daten werden bis zum {day} aufbewahrt.",
            withoutEnd: "Die Daten werden ohne festes Ende aufbewahrt.",
            suspended: "Die Frist steht zurzeit still, so dass noch kein letzter Tag genannt werden kann.",
            restricted: "In dieser Zeit nutzen wir die Daten nur für das, wofür das Gesetz sie noch braucht.",
            free:
                "Danach verpflichtet uns kein Gesetz mehr, die Daten aufzubewahren, und Sie können die Löschung erneut beantragen.",
            destroy: "Danach werden die Daten vernichtet.",
            anonymise: "Danach werden die Daten vernichtet oder anonymisiert.",
            block: "Danach werden die Daten gesperrt.",
            archive: "Danach werden die Daten dem öffentlichen Archiv angeboten.",
            review: "Danach prüfen wir, ob die Daten noch gebraucht werden."
        ),
        noGround: "Es wurde kein Grund genannt, aus dem diese Daten zu löschen wären.",
        noPermission:
            "Wir haben kein Gesetz gefunden, das uns erlaubt, Ihnen diesen Teil der Akte zu zeigen.",
        authority: "Die Entscheidung liegt bei: {authority}.",
        recipientsOnRequest: "Wenn Sie uns fragen, nennen wir Ihnen diese Empfänger.",
        delays: Delays(
            complexity: "Der Grund ist, dass Ihr Antrag schwierig zu bearbeiten ist.",
            number: "Der Grund ist die Zahl der Anträge.",
            answerBy: "Sie erhalten unsere Antwort spätestens am {day}."
        ),
        answerBy:
            "Damit wir den Tag für unsere Antwort, den {day}, einhalten können, schicken Sie es uns bitte so bald wie möglich.",
        farewell: "Mit freundlichen Grüßen"
    )
}
