extension LetterWords {
    static let english = Self(
        requests: Requests(
            erasure: "request for erasure",
            access: "request to see the file",
            rectification: "request for correction",
            other: "request"
        ),
        titles: Titles(
            refusal: "refusal",
            partialRefusal: "granted in part",
            erasure: "confirmation",
            extension: "we need more time",
            rectification: "our answer",
            question: "what we need from you",
            referral: "another authority decides"
        ),
        title: "Your {request}: {kind}",
        salutation: "Dear Sir or Madam,",
        received: "Your {request} reached us on {day}.",
        about: "We are writing to you about your {request}.",
        verdicts: Verdicts(
            erasureRefused: "We cannot grant it. The data concerned are not erased.",
            erasedInPart: "We grant it in part. Below we say what is done, what is not done, and why.",
            erased: "We have granted it. The data concerned were erased on {day}.",
            accessRefused: "We cannot grant it. The parts of the file concerned are not shown or handed out.",
            shownInPart: "We grant it in part. Below we say what you may see, what you may not see, and why.",
            corrected: "We have granted it. The correction was made on {day}.",
            added:
                "We have granted it in this way: your correction was added on {day}, and the earlier entry stays readable.",
            correctedInPart:
                "We have not granted all of it. Below we say what was done on {day}, what was not done, and why.",
            correctionRefused:
                "We cannot grant it. The entry is not changed. Your own statement, once we have it, is attached to it.",
            extended: "We cannot answer it within the first period.",
            asked: "Before we can decide on it we need something from you:",
            referred: "We cannot decide on it ourselves; the decision lies with another authority."
        ),
        headings: Headings(
            reasons: "Reasons",
            done: "What we have done",
            inPart: "What we do in part",
            added: "What was added",
            refused: "What we do not do, and why",
            referred: "What another authority decides",
            recipients: "Who else is told",
            remedies: "Where you can complain, and going to court"
        ),
        colon: ":",
        onePart: "This concerns one part of the file",
        parts: "This concerns {count} parts of the file",
        keeping: Keeping(
            untilDay: "The data are kept until {day}.",
            withoutEnd: "The data are kept without a fixed end.",
            suspended: "The period stands still at present, so that no last day can be named yet.",
            restricted: "In the meantime we use the data only for what the law still needs them for.",
            free:
                "After that no law obliges us to keep the data any longer, and you may ask us again to erase them.",
            destroy: "After that the data are destroyed.",
            anonymise: "After that the data are destroyed or made anonymous.",
            block: "After that the data are blocked.",
            archive: "After that the data are offered to the public archives.",
            review: "After that we look whether the data are still needed."
        ),
        noGround: "No reason was named for which these data would have to be erased.",
        noPermission: "We have found no law that permits us to show you this part of the file.",
        authority: "The decision lies with: {authority}.",
        recipientsOnRequest: "If you ask us, we tell you who they are.",
        delays: Delays(
            complexity: "The reason is that your request is complex.",
            number: "The reason is the number of requests.",
            answerBy: "You will have our answer by {day} at the latest."
        ),
        answerBy:
            "So that we can keep the date for our answer, {day}, please send it to us as soon as you can.",
        farewell: "Yours faithfully,"
    )
}
