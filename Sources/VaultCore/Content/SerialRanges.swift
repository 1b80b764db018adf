internal import VaultModel

/// Serials of one patient's slots, neighbours together: a whole file is mostly one range.
struct SerialRanges: Hashable, Sendable {
    private let ranges: [ClosedRange<UInt32>]

    init(_ slots: [Slot]) {
        var ranges: [ClosedRange<UInt32>] = []
        for serial in Set(slots.map(\.serial)).sorted() {
            if let last = ranges.last, last.upperBound + 1 == serial {
                ranges[ranges.count - 1] = last.lowerBound...serial
            } else {
                ranges.append(serial...serial)
            }
        }
        self.ranges = ranges
    }

    /// Whether a serial is among them.
    func contains(_ serial: UInt32) -> Bool {
        ranges.contains { $0.contains(serial) }
    }

    /// Pairs of the first and the last serial.
    var json: CanonicalJSON {
        .array(
            ranges.map { .array([.integer(Int64($0.lowerBound)), .integer(Int64($0.upperBound))]) }
        )
    }

    /// Reads pairs back; anything else is `nil`.
    init?(json: CanonicalJSON) {
        guard let pairs = json.arrayValue else { return nil }
        var ranges: [ClosedRange<UInt32>] = []
        for pair in pairs {
            let bounds = (pair.arrayValue ?? []).compactMap { $0.integerValue.flatMap(UInt32.init(exactly:)) }
            guard bounds.count == 2, bounds[0] <= bounds[1] else { return nil }
            ranges.append(bounds[0]...bounds[1])
        }
        self.ranges = ranges
    }
}
