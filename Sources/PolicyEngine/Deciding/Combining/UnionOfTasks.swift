/// For events: whoever a standing rule names must be told; a rule that only may stand leaves the list open.
struct UnionOfTasks: CombiningAlgorithm {
    private var standing = false
    private var isOpen = false

    mutating func show(_ item: Item) {
        if item.stands == .yes { standing = true }
        if item.stands == .unknown || !item.hasDays { isOpen = true }
    }

    var outcome: Outcome {
        if isOpen { return .escalate }
        return standing ? .due : .nothingDue
    }

    func couldChange(_ item: Item, isPackPermitting: Bool) -> Bool {
        item.stands == .unknown || !item.hasDays
    }
}
