import Foundation

/// A program of the system, run to its end.
enum LabProgram {
    /// A program that did not do what it should.
    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a program and gives what it wrote.
    ///
    /// - Parameter owner: A path whose owner it is to run as, when we are root and that is somebody else.
    /// - Throws: ``Failure`` with what it said.
    @discardableResult
    static func run(_ program: String, _ arguments: [String], asOwnerOf owner: String? = nil) throws
        -> String
    {
        let process = try start(program, arguments, asOwnerOf: owner)
        let output = process.output.fileHandleForReading.readDataToEndOfFile()
        process.process.waitUntilExit()
        let text = String(decoding: output, as: UTF8.self)
        guard process.process.terminationStatus == 0 else {
            throw Failure(description: "\(program) failed: \(text)")
        }
        return text
    }

    /// Starts a program that goes on running.
    static func start(_ program: String, _ arguments: [String], asOwnerOf owner: String? = nil) throws
        -> (process: Process, output: Pipe)
    {
        var command = [program] + arguments
        if let owner, geteuid() == 0 {
            let attributes = try FileManager.default.attributesOfItem(atPath: owner)
            if let user = attributes[.ownerAccountName] as? String, user != "root" {
                command = ["/usr/sbin/runuser", "-u", user, "--"] + command
            }
        }
        let process = Process()
        process.executableURL = URL(filePath: command[0])
        process.arguments = Array(command.dropFirst())
        process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "TZ": "UTC"]
        process.currentDirectoryURL = URL(filePath: "/")
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        return (process, output)
    }
}
