internal import Foundation
internal import Keyring
internal import VaultCrypto
internal import VaultModel

/// A key safe that another process is to open: how long that takes and how much memory it needs cannot be measured in a
/// process that has built it.
struct KeyringProbe {
    /// The first argument of that process.
    static let argument = "open-keyring"

    let vault: VaultID
    let controller: ControllerID
    let incarnation: IncarnationID
    private let root: String

    var places: [String] { [root + "/one", root + "/two"] }
    var dataDirectory: String { root + "/vault" }

    /// Names a key safe below a directory.
    init(in directory: String) {
        vault = .random()
        controller = .random()
        incarnation = .random()
        root = directory + "/keyring"
        for folder in [root, dataDirectory] { try? FileSystem.createDirectory(folder, permissions: 0o755) }
    }

    /// Reads the arguments that ``run()`` gives.
    init(_ arguments: some Sequence<String>) throws {
        let words = Array(arguments)
        guard words.count == 4, let vault = VaultID(words[0]), let controller = ControllerID(words[1]),
            let incarnation = IncarnationID(words[2])
        else { throw BenchmarkError("the arguments of \(Self.argument) are not understood") }
        self.vault = vault
        self.controller = controller
        self.incarnation = incarnation
        root = words[3]
    }

    /// The bytes of all page files in one place.
    func pageBytes() throws -> Int {
        let folder = "\(places[0])/\(controller)/pages"
        return try FileSystem.list(folder).reduce(0) {
            try $0 + FileSystem.status(of: folder + "/" + $1).size
        }
    }

    /// Has a new process open it.
    func run() async throws -> (time: Duration, memory: Int) {
        let process = Process()
        process.executableURL = URL(filePath: try FileSystem.realPath("/proc/self/exe"))
        process.arguments = [
            Self.argument, vault.description, controller.description, incarnation.description, root,
        ]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let answer = String(decoding: try pipe.fileHandleForReading.readToEnd() ?? Data(), as: UTF8.self)
        process.waitUntilExit()
        let numbers = answer.split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        guard process.terminationStatus == 0, numbers.count == 2 else {
            throw BenchmarkError("the key safe could not be opened by another process")
        }
        return (.nanoseconds(numbers[0]), numbers[1])
    }

    /// Opens it and prints nanoseconds and bytes.
    func answer() async throws {
        _ = try SecretMemory.prepare()
        let begin = ContinuousClock.now
        let safe = try await FileKeySafe.open(
            places: places,
            vault: vault,
            controller: controller,
            dataDirectory: dataDirectory,
            incarnation: incarnation
        )
        let time = ContinuousClock.now - begin
        print(Int(time / .nanoseconds(1)), try ProcessCounters().mostMemory)
        await safe.close()
    }
}
