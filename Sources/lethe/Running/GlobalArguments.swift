/// Global options may stand before the noun: `lethe --vault DIR record list`.
enum GlobalArguments {
    /// The options that may, and whether a value follows.
    private static let options = [
        "--vault": true, "--format": true, "--wait": true, "--controller": true, "--as": true,
        "--purpose": true,
        "--drill": false, "--replica": false, "--yes": false,
    ]

    /// The arguments with leading global options moved behind the verb, where the parser expects them.
    static func moved(_ arguments: [String]) -> [String] {
        var index = 0
        while index < arguments.count {
            let name = String(arguments[index].prefix { $0 != "=" })
            guard let takesValue = options[name] else { break }
            index += takesValue && name == arguments[index] ? 2 : 1
        }
        guard index > 0, index < arguments.count else { return arguments }
        let rest = arguments[index...]
        let end = rest.firstIndex(of: "--") ?? rest.endIndex
        return Array(rest[..<end] + arguments[..<index] + rest[end...])
    }
}
