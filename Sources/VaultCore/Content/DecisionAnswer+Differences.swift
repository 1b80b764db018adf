extension DecisionAnswer {
    /// What is otherwise here than in an answer that was kept, one line for each member.
    func differences(from kept: DecisionAnswer) -> [String] {
        var lines: [String] = []
        func compare<Value: Equatable>(
            _ name: String,
            _ member: (DecisionAnswer) -> Value,
            _ text: (Value) -> String
        ) {
            let (then, now) = (member(kept), member(self))
            if then != now { lines.append("\(name): kept \(text(then)), now \(text(now))") }
        }
        let list: ([String]) -> String = { $0.isEmpty ? "none" : $0.joined(separator: ", ") }
        compare("outcome", \.outcome) { $0.rawValue }
        compare("rules that decided", \.fired, list)
        compare("rules set aside", \.defeated, list)
        compare("missing facts", \.missing, list)
        compare("citations", \.citations) { list($0.map { "\($0.article) \($0.law)" }) }
        compare("keep until", \.keepUntil) { $0?.description ?? "none" }
        compare("kept without end", \.keepsForever) { $0 ? "yes" : "no" }
        compare("destroy after", \.destroyAfter) { $0?.description ?? "none" }
        compare("due", \.due) { $0?.description ?? "none" }
        compare("obligations", \.obligations) {
            list($0.map { ([$0.duty] + $0.content).joined(separator: " ") })
        }
        compare("confirmations", \.confirmations, list)
        compare("basis", \.basis) { $0 ?? "none" }
        return lines
    }
}
