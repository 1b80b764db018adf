/// In which cases something is certain, and in which the contrary is; in the rest nobody can say.
struct CaseTruth: Hashable {
    /// Nobody can ever say.
    static let unknown = Self(yes: .none, no: .none)
    static let always = Self(yes: .every, no: .none)
    static let never = Self(yes: .none, no: .every)

    let yes: CaseSet
    let no: CaseSet

    var negated: Self { Self(yes: no, no: yes) }
}

extension CaseSets {
    /// Kleene's "and" of some truths.
    func all(_ truths: [CaseTruth]) -> CaseTruth {
        CaseTruth(yes: all(truths.map(\.yes)), no: any(truths.map(\.no)))
    }

    /// Kleene's "or" of some truths.
    func any(_ truths: [CaseTruth]) -> CaseTruth {
        CaseTruth(yes: any(truths.map(\.yes)), no: all(truths.map(\.no)))
    }

    /// What holds in some cases and does not in all others.
    func truth(_ set: CaseSet) -> CaseTruth { CaseTruth(yes: set, no: not(set)) }

    /// The same, known only in some cases.
    func truth(_ truth: CaseTruth, knownIn set: CaseSet) -> CaseTruth {
        CaseTruth(yes: both(truth.yes, set), no: both(truth.no, set))
    }
}
