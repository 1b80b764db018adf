package import Foundation

/// Looks for many needles in one pass.
package struct NeedleSearch: Sendable {
    /// How many bits of a hashed beginning select in `filter`.
    private static let filterBits = 20
    /// What is passed over at once when there is nothing in it: files of a server are empty for the most part.
    private static let nothing = [UInt8](repeating: 0, count: 4096)

    private let needles: [Needle]
    /// By their first eight bytes, the numbers of the needles.
    private let byBeginning: [UInt64: [Int]]
    /// 1 where a hashed beginning may be one of a needle's: what is not is passed over at once.
    private let filter: [UInt8]

    package init(_ needles: [Needle]) {
        self.needles = needles
        var byBeginning: [UInt64: [Int]] = [:]
        var filter = [UInt8](repeating: 0, count: 1 << Self.filterBits)
        for (number, needle) in needles.enumerated() {
            let beginning = needle.bytes.prefix(8).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            byBeginning[beginning, default: []].append(number)
            filter[Int(Self.hash(beginning))] = 1
        }
        self.byBeginning = byBeginning
        self.filter = filter
    }

    private static func hash(_ beginning: UInt64) -> UInt64 {
        (beginning &* 0x9e37_79b9_7f4a_7c15) >> UInt64(64 - filterBits)
    }

    /// Whether there are but zeros in the next bytes.
    private static func isEmpty(_ hay: UnsafeRawBufferPointer, at index: Int) -> Bool {
        guard index + nothing.count <= hay.count, let base = hay.baseAddress else { return false }
        return unsafe nothing.withUnsafeBytes { nothing in
            guard let zeros = nothing.baseAddress else { return false }
            return unsafe memcmp(base + index, zeros, nothing.count) == 0
        }
    }

    /// The needles that occur, by their number in the list that was given.
    package func found(in data: Data) -> Set<Needle> {
        var found: Set<Needle> = []
        unsafe data.withUnsafeBytes { hay in
            unsafe filter.withUnsafeBufferPointer { filter in
                guard hay.count >= Needle.minimumSize else { return }
                var window: UInt64 = 0
                let shift = UInt64(64 - Self.filterBits)
                var index = 0
                while index < hay.count {
                    // No needle begins with eight zeros.
                    if window == 0, index & 4095 == 0, index > 0, unsafe Self.isEmpty(hay, at: index) {
                        index += Self.nothing.count
                        continue
                    }
                    window = unsafe window >> 8 | UInt64(hay[index]) << 56
                    index += 1
                    let place = Int(truncatingIfNeeded: (window &* 0x9e37_79b9_7f4a_7c15) >> shift)
                    guard unsafe filter[place] != 0, index >= 8, let numbers = byBeginning[window] else {
                        continue
                    }
                    let start = index - 8
                    for number in numbers {
                        let bytes = needles[number].bytes
                        if start + bytes.count <= hay.count,
                            unsafe hay[start..<start + bytes.count].elementsEqual(bytes)
                        {
                            found.insert(needles[number])
                        }
                    }
                }
            }
        }
        return found
    }
}
