/// What an operator should know about where a key safe lies.
public enum KeySafeWarning: Hashable, Sendable {
    /// There is one place; its loss makes every record unreadable.
    case onePlace
    /// Two places lie on the same device and are lost together.
    case sameDevice(String, String)
    /// The file system may keep what was overwritten.
    case weakFileSystem(place: String, kind: String)
    /// Nobody has declared who holds the key safe.
    case noDeclaration

    /// The sentence to show.
    public var sentence: String {
        switch self {
        case .onePlace:
            "the key safe has one place: if it is lost, no record can be read again"
        case .sameDevice(let first, let second):
            "the key safe's places \(first) and \(second) are on the same device and would be lost together"
        case .weakFileSystem(let place, let kind):
            "the key safe's place \(place) is on \(kind), which may keep data that was overwritten"
        case .noDeclaration:
            "nobody has declared who holds the key safe; certificates say so"
        }
    }
}
