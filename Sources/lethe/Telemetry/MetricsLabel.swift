/// The name of a line of the metrics with its labels, as Prometheus writes them.
struct MetricsLabel: Hashable, Comparable, CustomStringConvertible {
    let name: String
    private let labels: [String]

    init(_ name: String, _ dimensions: [(String, String)]) {
        self.name = name
        labels = dimensions.map { "\($0.0)=\"\(Self.escaped($0.1))\"" }
    }

    private init(name: String, labels: [String]) {
        self.name = name
        self.labels = labels
    }

    var description: String {
        labels.isEmpty ? name : name + "{" + labels.joined(separator: ",") + "}"
    }

    /// The same labels under a longer name, with one more of them.
    func adding(_ suffix: String, bound: String? = nil) -> MetricsLabel {
        MetricsLabel(name: name + suffix, labels: labels + (bound.map { ["le=\"\($0)\""] } ?? []))
    }

    static func < (left: Self, right: Self) -> Bool {
        (left.name, left.description) < (right.name, right.description)
    }

    private static func escaped(_ text: String) -> String {
        text.reduce(into: "") { result, character in
            switch character {
            case "\\": result += "\\\\"
            case "\"": result += "\\\""
            case "\n": result += "\\n"
            default: result.append(character)
            }
        }
    }
}
