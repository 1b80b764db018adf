extension AnalysisFinding.Kind {
    /// The heading of a list of them.
    var heading: String {
        switch self {
        case .conflict: "Conflicts: to be decided between"
        case .neverHolds: "Rules that can never hold"
        case .alwaysSetAside: "Rules that are always set aside"
        case .gap: "Gaps"
        case .reviewPassed: "Packs and entries past their review"
        case .ended: "Rules that have ended, or whose place another one has taken"
        }
    }

    /// One of them, or several, in words.
    func name(_ count: Int) -> String {
        switch self {
        case .conflict: "conflicts"
        case .neverHolds: "rules that never hold"
        case .alwaysSetAside: "rules always set aside"
        case .gap: "gaps"
        case .reviewPassed: "reviews passed"
        case .ended: "ended rules"
        }
    }
}
