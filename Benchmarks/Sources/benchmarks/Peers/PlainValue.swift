/// A fact as JSON writes it.
enum PlainValue: Encodable {
    case yesNo(Bool)
    case number(Int)
    case word(String)

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        switch self {
        case .yesNo(let isTrue): try container.encode(isTrue)
        case .number(let number): try container.encode(number)
        case .word(let word): try container.encode(word)
        }
    }
}
