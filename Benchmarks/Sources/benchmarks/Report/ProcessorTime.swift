internal import Foundation

/// The processor time that this program and its PostgreSQL have used, whatever else the machine does.
enum ProcessorTime {
    /// Of this process and of every process below it that runs now.
    static func used() -> Duration {
        var parents: [Int32: Int32] = [:]
        var ticks: [Int32: Int] = [:]
        for name in (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? [] {
            guard let process = Int32(name),
                let text = try? String(contentsOfFile: "/proc/\(name)/stat", encoding: .utf8),
                let end = text.lastIndex(of: ")")
            else { continue }
            // proc(5): after the name come state and parent; user and system time are the twelfth and thirteenth.
            let fields = text[end...].split(separator: " ")
            guard fields.count > 13, let parent = Int32(fields[2]), let user = Int(fields[12]),
                let system = Int(fields[13])
            else { continue }
            parents[process] = parent
            ticks[process] = user + system
        }
        let own = getpid()
        func isOurs(_ process: Int32) -> Bool {
            var next: Int32? = process
            while let current = next, current > 1 {
                if current == own { return true }
                next = parents[current]
            }
            return false
        }
        let sum = ticks.filter { isOurs($0.key) }.values.reduce(0, +)
        return .seconds(1) * sum / max(1, sysconf(Int32(_SC_CLK_TCK)))
    }
}
