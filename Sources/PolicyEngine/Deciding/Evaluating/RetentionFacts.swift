/// What the retention rules say, as facts for other rules.
struct RetentionFacts: Equatable {
    var running = Cell.unknown
    var end = Cell.unknown
    var source = Cell.unknown
    var overdue = Cell.unknown
}
