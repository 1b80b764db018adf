/// Finds days for facts that must lie in ranges and stand in relations to each other.
///
/// Every relation compares two counts that grow with their days. For such relations narrowing the ranges until nothing
/// changes decides whether there are such days: the earliest days that are left are some (Jeavons and Cooper, Artificial
/// Intelligence 79, 1995). Only where both sides count from the same fact days are tried one by one.
struct DaySolver {
    private var ranges: [String: ClosedRange<Int32>]
    private let relations: [(relation: DayRelation, holds: Bool)]
    private let asOf: Int32

    init(
        _ ranges: [String: ClosedRange<Int32>],
        _ relations: [(relation: DayRelation, holds: Bool)],
        asOf: Int32
    ) {
        var ranges = ranges
        for (relation, _) in relations {
            for fact in [relation.left, relation.right] where ranges[fact] == nil {
                ranges[fact] = CaseDays.all
            }
        }
        self.ranges = ranges
        self.relations = relations
        self.asOf = asOf
    }

    /// Days that fit, near the day of the decision where that is possible; `nil` when there are none.
    func days() -> [String: Int32]? {
        var solver = self
        guard solver.narrow() else { return nil }
        for fact in ranges.keys.sorted() {
            guard let range = solver.ranges[fact] else { return nil }
            let wished = [asOf - 365, asOf, range.upperBound, range.lowerBound]
                .map { min(max($0, range.lowerBound), range.upperBound) }
            guard
                let fixed = (wished + solver.others(of: fact)).lazy.compactMap({ solver.fixing(fact, $0) })
                    .first
            else { return nil }
            solver = fixed
        }
        return solver.ranges.mapValues(\.lowerBound)
    }

    /// The rest of the days of a fact that stands in a relation to itself.
    private func others(of fact: String) -> [Int32] {
        guard relations.contains(where: { $0.relation.left == fact && $0.relation.right == fact }),
            let range = ranges[fact]
        else { return [] }
        return Array(range)
    }

    private func fixing(_ fact: String, _ day: Int32) -> Self? {
        var solver = self
        solver.ranges[fact] = day...day
        return solver.narrow() ? solver : nil
    }

    private mutating func narrow() -> Bool {
        var isChanging = true
        while isChanging {
            isChanging = false
            for (relation, holds) in relations {
                guard let left = ranges[relation.left], let right = ranges[relation.right] else {
                    return false
                }
                if relation.left == relation.right {
                    guard left.count > 1 || relation.holds(left.lowerBound, left.lowerBound) == holds else {
                        return false
                    }
                    continue
                }
                guard let (newLeft, newRight) = Self.narrowed(relation, holds, left, right) else {
                    return false
                }
                isChanging = isChanging || newLeft != left || newRight != right
                ranges[relation.left] = newLeft
                ranges[relation.right] = newRight
            }
        }
        return true
    }

    private static func narrowed(
        _ relation: DayRelation,
        _ holds: Bool,
        _ left: ClosedRange<Int32>,
        _ right: ClosedRange<Int32>
    ) -> (ClosedRange<Int32>, ClosedRange<Int32>)? {
        if holds {
            // The first left day that is too late for every right one, and the first right day that any left one allows.
            let tooLate = CaseDays.first(in: left) { !relation.holds($0, right.upperBound) }
            guard let first = CaseDays.first(in: right, where: { relation.holds(left.lowerBound, $0) }),
                tooLate != left.lowerBound
            else { return nil }
            return (left.lowerBound...(tooLate.map { $0 - 1 } ?? left.upperBound), first...right.upperBound)
        }
        let tooLate = CaseDays.first(in: right) { relation.holds(left.upperBound, $0) }
        guard let first = CaseDays.first(in: left, where: { !relation.holds($0, right.lowerBound) }),
            tooLate != right.lowerBound
        else { return nil }
        return (first...left.upperBound, right.lowerBound...(tooLate.map { $0 - 1 } ?? right.upperBound))
    }
}
