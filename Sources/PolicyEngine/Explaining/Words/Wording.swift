/// What is said, in every language.
protocol Wording {
    static var english: Self { get }
    static var german: Self { get }
    static var french: Self { get }
    static var spanish: Self { get }
    static var dutch: Self { get }
}

extension Wording {
    /// The words of a language.
    static func of(_ language: Language) -> Self {
        switch language {
        case .english: english
        case .german: german
        case .french: french
        case .spanish: spanish
        case .dutch: dutch
        }
    }
}
