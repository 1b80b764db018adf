/// Numbers that look random and are the same for the same seed and place (SplitMix64).
struct GeneratorDice {
    private var state: UInt64

    init(seed: UInt64, _ patient: Int, _ number: Int) {
        state = seed
        for place in [patient, number] { state = next() ^ UInt64(bitPattern: Int64(place)) }
    }

    /// A number from 0 to less than `bound`.
    mutating func below(_ bound: Int) -> Int {
        Int(next() >> 33) % bound
    }

    private mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var word = state
        word = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        word = (word ^ (word >> 27)) &* 0x94d0_49bb_1331_11eb
        return word ^ (word >> 31)
    }
}
