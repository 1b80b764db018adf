extension DecisionKind {
    /// The question in words.
    var question: String {
        switch self {
        case .disclose: "May this record be shown?"
        case .transfer: "May this go to, or be stored in, that place?"
        case .erase: "Is this record to be erased?"
        case .rectify: "How may this record be corrected?"
        case .retain: "How long must, and may, this record be kept?"
        case .respond: "By when must the request be answered?"
        case .notify: "Who must be told, and by when?"
        }
    }

    /// What happens as long as a fact is missing.
    var untilSupplied: String {
        switch self {
        case .disclose: "Closed until someone supplies it."
        case .transfer: "It stays here until someone supplies it."
        case .erase, .retain: "Kept until someone supplies it."
        case .rectify: "Nothing is changed until someone supplies it."
        case .respond, .notify: "Nobody can say until someone supplies it."
        }
    }
}
