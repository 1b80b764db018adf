internal import VaultCore
internal import VaultModel

extension ControllerOverview {
    /// The overview for people.
    func lines(name: String) -> [String] {
        var lines = [
            "\(name)",
            "  patients \(patients), records \(records), versions \(versions), ledger entries \(entries)",
        ]
        lines.append("  key safe: \(level)")
        for place in places { lines.append("    \(place.name): \(place.state)") }
        for warning in warnings { lines.append("  note: \(warning)") }
        for order in waitingOrders { lines.append("  waits: \(order)") }
        if waiting > 0 {
            lines.append(
                "  \(counted(waiting, "erasure")) not finished; what belongs to it is closed for reading"
            )
        }
        if let renewal { lines.append("  " + renewal.line) }
        if waitingReviews > 0 {
            lines.append(
                "  \(counted(waitingReviews, "patient's file", "patients' files")) to review (`lethe job run`)"
            )
        }
        if due > 0 {
            lines.append("  \(counted(due, "version")) to look at this month (`lethe retention preview`)")
        }
        return lines
    }

    /// The overview for programs.
    func json(name: String) -> CanonicalJSON {
        .object([
            "due": .integer(Int64(due)),
            "entries": .integer(Int64(entries)),
            "keySafe": .string(level),
            "limits": .string(limits),
            "name": .string(name),
            "patients": .integer(Int64(patients)),
            "places": .array(
                places.map { .object(["place": .string($0.name), "state": .string($0.state)]) }
            ),
            "records": .integer(Int64(records)),
            "renewal": renewal?.json ?? .null,
            "versions": .integer(Int64(versions)),
            "waitingErasures": .integer(Int64(waiting)),
            "waitingOrders": .array(waitingOrders.map { .string($0) }),
            "waitingReviews": .integer(Int64(waitingReviews)),
            "warnings": .array(warnings.map { .string($0) }),
        ])
    }
}
