/// Gives the units of some files, one at a time.
///
/// The Patients of all NDJSON come first, since lines refer to patients in any order.
struct UnitReader {
    /// How much of NDJSON is taken together.
    private static let linesTogether = 256
    private static let bytesTogether = 4 << 20

    private enum Step {
        case patients(TextFile)
        case rest(TextFile)
        case text(TextFile)
    }

    private var steps: ArraySlice<Step>
    private var lines: TextLines?
    /// How many bytes there are to read, and how many were.
    let size: Int
    private(set) var read = 0

    init(_ files: [TextFile]) {
        steps =
            (files.filter(\.isLines).map(Step.patients)
            + files.map { $0.isLines ? .rest($0) : .text($0) })[...]
        size = files.reduce(0) { $0 + ($1.isLines ? 2 : 1) * $1.size }
    }

    /// What comes next: a unit, or why a text is none; `nil` at the end.
    mutating func next() throws -> Result<ImportUnit, UnitFailure>? {
        while let step = steps.first {
            switch step {
            case .text(let file):
                steps.removeFirst()
                read += file.size
                let place = ImportPlace(file: file.name)
                do {
                    return .success(try ImportUnit(text: file.text(), at: place))
                } catch let error as FHIRError {
                    return .failure(UnitFailure(place: place, error: error))
                }
            case .patients(let file):
                if let unit = try unit(of: file, where: { Self.mayBePatient($0) }) { return .success(unit) }
            case .rest(let file):
                if let unit = try unit(of: file, where: { !Self.mayBePatient($0) }) { return .success(unit) }
            }
        }
        return nil
    }

    private mutating func unit(of file: TextFile, where isWanted: (TextLines.Line) -> Bool) throws
        -> ImportUnit?
    {
        var reader = lines ?? TextLines(file.source)
        var taken: [TextLines.Line] = []
        var size = 0
        while taken.count < Self.linesTogether, size < Self.bytesTogether {
            guard let line = try reader.line() else {
                lines = nil
                steps.removeFirst()
                return taken.isEmpty ? nil : ImportUnit(lines: taken, of: file.name)
            }
            read += line.bytes?.count ?? 0
            guard isWanted(line) else { continue }
            taken.append(line)
            size += line.bytes?.count ?? 0
        }
        lines = reader
        return ImportUnit(lines: taken, of: file.name)
    }

    private static let patient = Array("\"Patient\"".utf8)

    /// Whether a line could be a Patient, told without reading all of it: one that is none comes a little earlier.
    private static func mayBePatient(_ line: TextLines.Line) -> Bool {
        guard let bytes = line.bytes else { return false }
        return bytes.firstRange(of: patient) != nil
    }
}
