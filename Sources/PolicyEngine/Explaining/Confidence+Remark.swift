extension Confidence {
    /// A remark behind the name of a rule.
    var remark: String {
        switch self {
        case .settled: ""
        case .majority: ", by the common reading"
        case .contested: ", contested"
        }
    }
}
