public import VaultModel

/// One line of a rule's conditions: a fact, and what must be true of it.
public struct Condition: Hashable, Sendable {
    /// What must be true of the fact.
    public enum Test: Hashable, Sendable {
        /// It has one of these values; `is` and `in`.
        case oneOf(Set<FactValue>)
        /// It has none of these values; `is_not` and `not_in`. An unknown fact stays unknown.
        case noneOf(Set<FactValue>)
        /// A number or age of at least this; `at_least`.
        case atLeast(Int)
        /// A number or age below this; `less_than`.
        case lessThan(Int)
        /// A day before this one; `before`.
        case before(Day)
        /// This day or a later one; `from`.
        case from(Day)
        /// A day not later than the end of a period that another day fact begins; `within`.
        case within(Period, of: String)
        /// A day later than the end of a period that another day fact begins; `beyond`.
        case beyond(Period, of: String)
        /// The period that begins with the fact's day is over on the day of the decision; `passed`.
        case passed(Period)
        /// The period that begins with the fact's day is not over on the day of the decision; `running`.
        case running(Period)
        /// Whether the fact is known at all, which is never unknown; `known`.
        case known(Bool)
    }

    /// The fact.
    public let fact: String
    /// What must be true of it.
    public let test: Test

    /// Makes a condition.
    public init(fact: String, test: Test) {
        self.fact = fact
        self.test = test
    }
}
