/// Everything that decisions are made by: checked, resolved, and without another look at a file.
public struct Rulebook: Sendable {
    /// The closed lists.
    public let vocabulary: Vocabulary
    /// The packs, by id.
    public let packs: [String: Pack]
    /// The holiday calendars, by region.
    public let calendars: [String: HolidayCalendar]
    /// The adequacy decisions.
    public let adequacy: [AdequacyDecision]
    /// The class table.
    public let classes: ClassTable

    /// Makes a rulebook of parts that fit together; ``RulebookLoader`` checks that they do.
    public init(
        vocabulary: Vocabulary,
        packs: [String: Pack],
        calendars: [String: HolidayCalendar],
        adequacy: [AdequacyDecision],
        classes: ClassTable
    ) {
        self.vocabulary = vocabulary
        self.packs = packs
        self.calendars = calendars
        self.adequacy = adequacy
        self.classes = classes
    }

    /// The rules of all packs, by id.
    public var rules: [Rule] {
        packs.values.flatMap(\.rules).sorted { $0.id < $1.id }
    }
}
