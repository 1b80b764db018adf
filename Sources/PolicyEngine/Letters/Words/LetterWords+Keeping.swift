extension LetterWords.Keeping {
    /// What happens when the period is over.
    func after(_ afterwards: RetentionEffect.Afterwards) -> String {
        switch afterwards {
        case .free: free
        case .destroy: destroy
        case .anonymise: anonymise
        case .block: block
        case .archive: archive
        case .review: review
        }
    }
}
