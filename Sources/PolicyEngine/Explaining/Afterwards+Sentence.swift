extension RetentionEffect.Afterwards {
    /// What happens when the period is over, in a sentence.
    var sentence: String {
        switch self {
        case .free: "After that no law obliges to keep it."
        case .destroy: "After that it is to be destroyed."
        case .anonymise: "After that it is to be destroyed or made anonymous."
        case .block: "After that it is to be blocked."
        case .archive: "After that it is to be offered to the public archives."
        case .review: "After that a person must look whether it is still needed."
        }
    }
}
