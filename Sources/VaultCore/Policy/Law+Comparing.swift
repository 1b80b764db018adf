internal import PolicyEngine
internal import VaultModel

extension Law {
    /// The same controller under another rulebook; what that one does not know of the controller is left out.
    init(_ open: OpenRulebook, _ publication: Int32, activeFrom: Day, like other: Self) {
        let bare = Self(open, publication, activeFrom: activeFrom, house: [:])
        self.init(
            open,
            publication,
            activeFrom: activeFrom,
            house: bare.fitting(other.house).facts
        )
    }

    /// The facts that the vocabulary has with such values, and the names of the others.
    func fitting(_ facts: [String: FactValue]) -> (facts: [String: FactValue], unknown: [String]) {
        var fitting = facts
        var unknown: [String] = []
        for (name, value) in facts where rulebook.vocabulary.facts[name]?.accepts(value) != true {
            fitting[name] = nil
            unknown.append(name)
        }
        return (fitting, unknown)
    }
}
