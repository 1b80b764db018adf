extension DecisionKind {
    /// What it means that no rule of this kind says anything, given how such rules are combined.
    public var meaningOfGap: String {
        switch self {
        case .disclose:
            "No rule that stands permits, denies or leaves it to a person; or one pack permits and another, which has rules for "
                + "showing records, says nothing. By default it is not shown."
        case .transfer:
            "No rule that stands denies, leaves it to a person, or gives a basis. By default it does not go there."
        case .erase: "No rule that stands says anything. By default nothing is erased."
        case .rectify: "No rule that stands says how to correct. A person decides."
        case .retain:
            "No rule that stands sets a period, and the record has a class. No law then obliges to keep it, and none to destroy it."
        case .respond:
            "Whatever else is so, no rule can set a deadline for a value of the fact that most of these rules ask for. Nothing is due."
        case .notify:
            "Whatever else is so, no rule can name anybody for a value of the fact that most of these rules ask for. Nobody is told."
        }
    }

    /// What then comes out, for the end of a sentence.
    var resultOfGap: String {
        switch self {
        case .disclose: "it is not shown."
        case .transfer: "it may not go there."
        case .erase: "nothing is erased."
        case .rectify: "a person decides."
        case .retain: "nothing obliges to keep it."
        case .respond: "no answer is due."
        case .notify: "nobody is told."
        }
    }

    /// The outcome of a decision about which no rule says anything.
    var outcomeOfGap: Outcome {
        switch self {
        case .disclose, .transfer: .deny
        case .erase: .refuse
        case .rectify: .escalate
        case .retain: .noDuty
        case .respond, .notify: .nothingDue
        }
    }
}
