internal import VaultModel

extension ErasurePlan {
    /// The records and the statements about them, and the statements about those.
    static func withStatements(_ records: Set<RecordID>, _ links: [RecordLink]) -> Set<RecordID> {
        var all = records
        while true {
            let more = links.filter { all.contains($0.to) }.map(\.from)
            guard !all.isSuperset(of: more) else { return all }
            all.formUnion(more)
        }
    }

    /// The lines, of which those of a record and of the statements about it go together or stay together.
    static func together(_ lines: [Line], _ links: [RecordLink]) -> [Line] {
        var lines = lines
        while true {
            let staying = Set(lines.filter { !$0.isAllowed }.map(\.record.record))
            let pairs = links.flatMap { [($0.from, $0.to), ($0.to, $0.from)] }
            var held: [RecordID: RecordID] = [:]
            for (record, other) in pairs where staying.contains(record) { held[other] = record }
            let count = staying.count
            lines = lines.map { line in
                guard line.isAllowed, let record = held[line.record.record] else { return line }
                return line.staying(with: record)
            }
            if lines.count(where: { !$0.isAllowed }) == count { return lines }
        }
    }
}
