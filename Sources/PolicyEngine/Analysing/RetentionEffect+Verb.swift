extension RetentionEffect.Afterwards {
    /// What is to happen, as a verb.
    var verb: String {
        switch self {
        case .free: "do nothing"
        case .destroy: "destroy it"
        case .anonymise: "make it anonymous"
        case .block: "block it"
        case .archive: "archive it"
        case .review: "look at it again"
        }
    }
}
