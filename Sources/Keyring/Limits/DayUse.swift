internal import VaultModel

/// How much a request destroys, as limits count it.
struct DayUse: Hashable, Sendable {
    /// Patients as a whole.
    var patients: Int64 = 0
    /// Single slots.
    var versions: Int64 = 0
    /// Whole key trees.
    var trees: Int64 = 0

    /// Nothing.
    init() {}

    /// Counts a patient or slot once in however many trees it is named: while keys are renewed it lies in two.
    init(of prefixes: [Prefix]) {
        let first = prefixes.first?.tree
        if prefixes.allSatisfy({ $0.tree == first }) {
            for prefix in prefixes { count(prefix.path) }
        } else {
            for path in Set(prefixes.map(\.path)) where path != .root { count(path) }
            trees = Int64(prefixes.count { $0.path == .root })
        }
    }

    private mutating func count(_ path: NodePath) {
        if path == .root {
            trees += 1
        } else if path.length > PatientNumber.bitWidth {
            versions += 1
        } else {
            patients += 1
        }
    }

    static func + (left: Self, right: Self) -> Self {
        var sum = left
        sum.patients += right.patients
        sum.versions += right.versions
        sum.trees += right.trees
        return sum
    }

    static func - (left: Self, right: Self) -> Self {
        var rest = left
        rest.patients -= right.patients
        rest.versions -= right.versions
        rest.trees -= right.trees
        return rest
    }
}
