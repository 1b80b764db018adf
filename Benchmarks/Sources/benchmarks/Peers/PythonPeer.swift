internal import Foundation
internal import VaultCrypto

/// A peer that is asked by a program in `Benchmarks/peers`, in a process of its own.
struct PythonPeer {
    /// The program's name.
    let script: String

    /// Gives the program its input and returns what it says; `nil` where its packages are not installed.
    ///
    /// - Throws: ``BenchmarkError`` when the program fails.
    func ask(_ input: Data) throws -> Data? {
        // This program is in Benchmarks/.build/TRIPLE/release.
        let build = try FileSystem.parentDirectory(
            of: FileSystem.parentDirectory(
                of: FileSystem.parentDirectory(of: FileSystem.realPath("/proc/self/exe"))
            )
        )
        let python = build + "/venv/bin/python3"
        guard FileManager.default.isExecutableFile(atPath: python) else { return nil }
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [FileSystem.parentDirectory(of: build) + "/peers/" + script]
        let (toPeer, fromPeer) = (Pipe(), Pipe())
        process.standardInput = toPeer
        process.standardOutput = fromPeer
        try process.run()
        try toPeer.fileHandleForWriting.write(contentsOf: input)
        try toPeer.fileHandleForWriting.close()
        let answer = try fromPeer.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BenchmarkError(
                "\(script) failed: a peer answers otherwise, or could not be asked; see above"
            )
        }
        return answer
    }

    /// Why there is no answer.
    static let missing = "no Benchmarks/.build/venv; `make bench` makes it"
}
