import Foundation

/// Whether Python packages are there; `make accept` sees to it and then nothing is skipped.
package enum Python {
    package static func has(_ packages: String...) -> Bool {
        if Acceptance.isOn { return true }
        return (try? run(["-c", "import \(packages.joined(separator: ", "))"]))?.status == 0
    }

    package static func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        let process = Process()
        let pipe = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["python3", "-B"] + arguments
        process.standardOutput = pipe
        process.standardError = pipe
        try process.run()
        let output = try pipe.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        return (process.terminationStatus, String(decoding: output, as: UTF8.self))
    }

    /// The path of a program in `Tests/Python`.
    package static func program(_ name: String, file: String = #filePath) -> String {
        let tests = URL(filePath: file).deletingLastPathComponent().deletingLastPathComponent()
        return tests.appending(path: "Python/\(name)").path
    }
}
