extension ExplanationWords {
    static let english = Self(
        title: "{question} Decided as of {day}.",
        questions: Questions(
            disclose: "May this record be shown?",
            transfer: "May this go to, or be stored in, that place?",
            erase: "Is this record to be erased?",
            rectify: "How may this record be corrected?",
            retain: "How long must, and may, this record be kept?",
            respond: "By when must the request be answered?",
            notify: "Who must be told, and by when?"
        ),
        headings: Headings(
            outcome: "Outcome",
            law: "What the law says",
            overridden: "What holds, but does not decide",
            setAside: "What was set aside",
            dates: "Dates, step by step",
            missing: "What is missing",
            duties: "What goes with it",
            confirmation: "What a person must confirm",
            facts: "Facts",
            remedies: "Remedies",
            rules: "Rules"
        ),
        outcomes: Outcomes(
            shown: "It may be shown.",
            shownOnConditions: "It may be shown, on the conditions below.",
            notShown: "It must not be shown.",
            goes: "It may go there.",
            goesOnConditions: "It may go there, on the conditions below.",
            goesNot: "It must not go there.",
            erase: "It is to be erased.",
            refuse: "It is not erased.",
            partial: "It is erased in part.",
            redact: "It stays, with the parts about the person made unreadable.",
            blockThenErase: "It is blocked now, and erased when the blocking ends.",
            refer: "The decision belongs to an authority.",
            referTo: "The decision belongs to an authority: {authority}.",
            offerToArchive: "It is to be offered to the public archives before it is destroyed.",
            notApplicable: "There is no right to erasure here.",
            overwrite: "It may be overwritten.",
            addendum: "The correction is added; the earlier entry stays readable.",
            refuseWithStatement: "It is not corrected; the person's statement is attached to it.",
            keep: "It must be kept.",
            mustDestroy: "It must be destroyed.",
            noDuty: "No law obliges to keep it, and none to destroy it.",
            answerDue: "An answer is due.",
            noAnswerDue: "No answer is due.",
            noticeDue: "Somebody must be told.",
            noNoticeDue: "Nobody must be told.",
            escalate: "A person must decide."
        ),
        keeping: Keeping(
            withoutEnd: "It must be kept without end.",
            suspended: "The period of keeping does not end as long as this holds: {facts}.",
            untilDay: "It must be kept until {day}.",
            toBeDestroyed: "It is to be destroyed after {day}.",
            wasToBeDestroyed: "It was to be destroyed after {day}.",
            restricted: "Until then it may be used only for what the law still needs it for.",
            free: "After that no law obliges to keep it.",
            destroy: "After that it is to be destroyed.",
            anonymise: "After that it is to be destroyed or made anonymous.",
            block: "After that it is to be blocked.",
            archive: "After that it is to be offered to the public archives.",
            review: "After that a person must look whether it is still needed."
        ),
        open: Open(
            missing: "A fact is missing: {fact}. {until}",
            shut: "Closed until someone supplies it.",
            stays: "It stays here until someone supplies it.",
            kept: "Kept until someone supplies it.",
            unchanged: "Nothing is changed until someone supplies it.",
            unsaid: "Nobody can say until someone supplies it.",
            because: "A person must decide, because {reasons}.",
            asked: "A person must decide: {sentence}",
            leftOpen: "the rules leave it open",
            wholeDecision: "The whole decision: a person must make it.",
            whoSupplies: "Who can supply it: {who}"
        ),
        suppliers: Suppliers(
            organisation: "whoever keeps the details of the organisation",
            patient: "whoever keeps the patient's identity record",
            episode: "whoever keeps the course of care",
            record: "whoever made or keeps the record",
            request: "whoever took the request",
            hold: "whoever keeps the list of claims and inquiries",
            transfer: "whoever plans the transfer",
            event: "whoever handles the event",
            derived: "nobody; it is computed"
        ),
        dates: Dates(
            keepUntil: "To be kept until",
            destroyAfter: "To be destroyed after",
            answerBy: "To be answered by",
            tellBy: "To be told by",
            counted: "{meaning}: {day} (rule {rule}, from: {fact})",
            notCertain: ", not certain",
            answer: "The request must be answered by {day}.",
            lateAnswer: "The request was to be answered by {day}; that day has passed."
        ),
        rules: Rules(
            name: "Rule {rule}",
            majority: ", by the common reading",
            contested: ", contested",
            setAsideBy: "Set aside by {rule}: {sentence}",
            otherLanguage: " (in English; the rule has no sentence in \"{language}\")",
            reviewDue: "{pack}, review due by {day}",
            reviewWasDue: "{pack}, review was due by {day}"
        ),
        facts: Facts(
            yes: "yes",
            no: "no",
            fact: "{fact}: {value}",
            computed: " (computed)",
            assumed: " (nobody has said otherwise)"
        ),
        telling: Telling(
            byDay: "tell {who}, by {day} (rule {rule})",
            byTime: "tell {who}, by {day} at {time} (rule {rule})",
            withoutDelay: "tell {who}, without undue delay (rule {rule})"
        )
    )
}
