/// What a sealed object of a record version holds.
public enum ObjectKind: Hashable, Sendable {
    /// One byte stream: part 0 is the resource or file as received, parts 1 and up are attachments.
    case part(UInt32)
    /// The sealed metadata of the version, as canonical JSON.
    case metadata
    /// The sealed facts of the version, as canonical JSON.
    case facts

    /// The byte that stands for the kind in the header.
    var code: UInt8 {
        switch self {
        case .part: 1
        case .metadata: 2
        case .facts: 3
        }
    }

    /// The part number bound into every chunk, 0 where there is none.
    var partNumber: UInt32 {
        if case .part(let number) = self { number } else { 0 }
    }

    /// The label from which the keys of the object are derived.
    var label: [UInt8] {
        let name =
            switch self {
            case .part(let number): "part \(number)"
            case .metadata: "metadata"
            case .facts: "facts"
            }
        return Array("\(ObjectFormat.name) \(name)".utf8)
    }
}
