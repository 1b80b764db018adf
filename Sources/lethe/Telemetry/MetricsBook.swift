internal import CoreMetrics
internal import Synchronization

/// What this process has measured since it began, kept in memory and written out in the text format of Prometheus.
///
/// Each name stands with a small set of labels, so that the book does not grow with the vault. The same name and labels
/// are the same line, whoever counts.
final class MetricsBook: MetricsFactory {
    /// The book of this process, once it serves a vault.
    static let ofServer = Mutex<MetricsBook?>(nil)

    private struct Lines {
        var counts: [MetricsLabel: CountLine] = [:]
        var levels: [MetricsLabel: LevelLine] = [:]
        var spreads: [MetricsLabel: SpreadLine] = [:]
    }

    private let lines = Mutex(Lines())

    /// Begins the book of this process; once, before anything is measured.
    static func begin() {
        let book = MetricsBook()
        MetricsSystem.bootstrap(book)
        ofServer.withLock { $0 = book }
    }

    func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        line(MetricsLabel(label + "_total", dimensions), \.counts, CountLine())
    }

    func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        line(MetricsLabel(label, dimensions), \.levels, LevelLine())
    }

    func makeRecorder(label: String, dimensions: [(String, String)], aggregate: Bool) -> any RecorderHandler {
        guard aggregate else { return line(MetricsLabel(label, dimensions), \.levels, LevelLine()) }
        return line(MetricsLabel(label, dimensions), \.spreads, SpreadLine(bounds: SpreadLine.counts))
    }

    func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        line(MetricsLabel(label, dimensions), \.spreads, SpreadLine(bounds: SpreadLine.seconds))
    }

    // Lines stay: they are few, and a count that began anew would be misread.
    func destroyCounter(_ handler: any CounterHandler) {}
    func destroyMeter(_ handler: any MeterHandler) {}
    func destroyRecorder(_ handler: any RecorderHandler) {}
    func destroyTimer(_ handler: any TimerHandler) {}

    /// The text exposition format, version 0.0.4: names in order, each with its type.
    var text: String {
        let lines = lines.withLock { $0 }
        return write(lines.counts, "counter") { label, line in ["\(label) \(line.value)\n"] }
            + write(lines.levels, "gauge") { label, line in ["\(label) \(SpreadLine.text(line.value))\n"] }
            + write(lines.spreads, "histogram") { label, line in line.text(under: label) }
    }

    private func write<Line>(
        _ lines: [MetricsLabel: Line],
        _ type: String,
        _ body: (MetricsLabel, Line) -> [String]
    ) -> String {
        var text = ""
        var name = ""
        for (label, line) in lines.sorted(by: { $0.key < $1.key }) {
            if label.name != name { text += "# TYPE \(label.name) \(type)\n" }
            name = label.name
            text += body(label, line).joined()
        }
        return text
    }

    private func line<Line: Sendable>(
        _ label: MetricsLabel,
        _ place: WritableKeyPath<Lines, [MetricsLabel: Line]>,
        _ fresh: @autoclosure () -> Line
    ) -> Line {
        lines.withLock { lines in
            if let known = lines[keyPath: place][label] { return known }
            let line = fresh()
            lines[keyPath: place][label] = line
            return line
        }
    }
}
