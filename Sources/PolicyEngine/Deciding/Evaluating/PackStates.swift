/// For the first packs of a program whether they are attached, in a fixed number of bits.
struct PackStates {
    /// How many packs it has room for.
    static let capacity = 256

    private var yes = InlineArray<4, UInt64>(repeating: 0)
    private var unknown = InlineArray<4, UInt64>(repeating: 0)

    /// Whether a pack is attached.
    subscript(_ pack: Int) -> Truth {
        let bit = UInt64(1) << UInt64(pack & 63)
        if yes[pack >> 6] & bit != 0 { return .yes }
        return unknown[pack >> 6] & bit != 0 ? .unknown : .no
    }

    /// Notes whether a pack is attached, once.
    mutating func note(_ pack: Int, _ state: Truth) {
        let bit = UInt64(1) << UInt64(pack & 63)
        switch state {
        case .no: break
        case .unknown: unknown[pack >> 6] |= bit
        case .yes: yes[pack >> 6] |= bit
        }
    }
}
