/// Which rule can set aside which.
struct ExceptionGraph {
    /// For each rule those that name it in `exceptionTo`, in order.
    let defeaters: [[Int]]
    /// Whether a rule stands in, or after, a circle of exceptions; the loader refuses such rulebooks.
    let isCircular: [Bool]
    /// All rules, those that defeat before those that are defeated.
    let order: [Int]
    /// Whether following the exceptions of a rule without remembering could visit too many rules.
    let isIntricate: Bool

    init(_ rules: [Rule], _ numbers: [String: Int]) {
        var defeaters = [[Int]](repeating: [], count: rules.count)
        for (number, rule) in rules.enumerated() {
            for target in Set(rule.exceptionTo).compactMap({ numbers[$0] }) {
                defeaters[target].append(number)
            }
        }
        defeaters = defeaters.map { $0.sorted() }
        var order: [Int] = []
        var isPlaced = [Bool](repeating: false, count: rules.count)
        var visits = [Int](repeating: 1, count: rules.count)
        var isProgressing = true
        while isProgressing {
            isProgressing = false
            for rule in rules.indices where !isPlaced[rule] && defeaters[rule].allSatisfy({ isPlaced[$0] }) {
                isPlaced[rule] = true
                isProgressing = true
                visits[rule] = defeaters[rule].reduce(1) { min(1_000_000, $0 + visits[$1]) }
                order.append(rule)
            }
        }
        self.defeaters = defeaters
        self.order = order + rules.indices.filter { !isPlaced[$0] }
        isCircular = isPlaced.map { !$0 }
        isIntricate = visits.contains { $0 > 1000 }
    }

    /// Some rules and all that can set them aside, directly or not, in order.
    func closure(of rules: [Int]) -> [Int] {
        var members = Set(rules)
        var open = rules
        while let rule = open.popLast() {
            for defeater in defeaters[rule] where members.insert(defeater).inserted { open.append(defeater) }
        }
        return order.filter { members.contains($0) }
    }
}
