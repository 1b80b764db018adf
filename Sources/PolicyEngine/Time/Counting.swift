/// The rules by which a period is counted.
public enum Counting: String, CaseIterable, Hashable, Sendable {
    /// Regulation (EEC, Euratom) 1182/71: month ends, and the roll to the next working day.
    case eu1182 = "eu_1182_71"
    /// §§ 187-193 BGB: the same for months, with § 193 for acts to be done.
    case bgb
    /// Algemene termijnenwet (NL).
    case termijnenwet
    /// Days, weeks, months and years as they are; nothing rolls. Retention periods are counted so.
    case plain
    /// Hours, which never roll.
    case hours
}
