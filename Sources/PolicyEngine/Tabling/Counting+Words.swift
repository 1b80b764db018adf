extension Counting {
    /// By which rules it is counted, in words.
    var words: String {
        switch self {
        case .eu1182: "counted by Regulation 1182/71"
        case .bgb: "counted by §§ 187-193 BGB"
        case .termijnenwet: "counted by the Algemene termijnenwet"
        case .plain: "counted plainly, never moved"
        case .hours: "counted in hours"
        }
    }
}
