import CoreMetrics
import Testing

@testable import lethe

/// The text that collectors of measures read.
@Suite struct MetricsBookTests {
    @Test func writesTheTextFormat() {
        let book = MetricsBook()
        Counter(label: "b", dimensions: [("why", "a \"quoted\"\n\\ text")], factory: book).increment(by: 2)
        Counter(label: "b", dimensions: [("why", "a \"quoted\"\n\\ text")], factory: book).increment()
        Meter(label: "a", factory: book).set(1.5)
        Meter(label: "c", factory: book).set(3)
        #expect(
            book.text == """
                # TYPE b_total counter
                b_total{why="a \\"quoted\\"\\n\\\\ text"} 3
                # TYPE a gauge
                a 1.5
                # TYPE c gauge
                c 3

                """
        )
    }

    @Test func spreadsValuesOverBounds() {
        let book = MetricsBook()
        let timer = CoreMetrics.Timer(label: "t", dimensions: [("k", "v")], factory: book)
        for milliseconds in [1, 2, 400_000] { timer.recordMilliseconds(milliseconds) }
        let lines = book.text.split(separator: "\n").map(String.init)
        #expect(lines.first == "# TYPE t histogram")
        #expect(lines.contains(#"t_bucket{k="v",le="0.0005"} 0"#))
        #expect(lines.contains(#"t_bucket{k="v",le="0.001"} 1"#))
        #expect(lines.contains(#"t_bucket{k="v",le="0.0025"} 2"#))
        #expect(lines.contains(#"t_bucket{k="v",le="300"} 2"#))
        #expect(lines.contains(#"t_bucket{k="v",le="+Inf"} 3"#))
        #expect(lines.suffix(2) == [#"t_sum{k="v"} 400.003"#, #"t_count{k="v"} 3"#])
    }
}
