internal import Dispatch
internal import Synchronization
internal import VaultCrypto
internal import VaultModel

/// One place of a file key safe: a folder of its own, worked on by a thread of its own.
///
/// Files are opened anew for each operation, so that a place which was taken away is noticed at once.
final class Place: Sendable {
    /// What is done a little after a change.
    private struct Waiting {
        var released: [PageFileChange] = []
        var latest: (epoch: Epoch, listEnd: Int)?
    }

    /// The place as the operator named it.
    let label: String
    /// The folder of this controller in the place.
    let folder: String
    let identity: SafeIdentity
    let faults: PlaceFaults
    /// What keeps the keys that the sectors are sealed under, if anything does.
    let token: (any KeyToken)?
    private let queue: DispatchQueue
    private let waiting = Mutex(Waiting())
    private let room = Mutex<PlaceRoom?>(nil)
    private let lock = Mutex<FileLock?>(nil)
    private let reading = Mutex<FileLock?>(nil)

    init(label: String, identity: SafeIdentity, faults: PlaceFaults, token: (any KeyToken)? = nil) {
        self.label = label
        self.identity = identity
        self.faults = faults
        self.token = token
        folder = "\(label)/\(identity.controller)"
        queue = DispatchQueue(label: "lethe.keysafe.place")
    }

    /// Has work done on the place's own thread, after all that it was given before, so that slow devices do not hold
    /// up others.
    func enqueue(_ work: @escaping @Sendable (Place) -> Void) {
        queue.async { work(self) }
    }

    /// Has room given back and made a little later, once a change is made; opening does what was missed.
    ///
    /// Freed blocks keep many devices busy, while whoever ordered the change waits for the database on the same one.
    func release(_ changes: [PageFileChange], after epoch: Epoch, listEnd: Int) {
        let isFirst = waiting.withLock { waiting in
            defer {
                waiting.released += changes
                waiting.latest = (epoch, listEnd)
            }
            return waiting.latest == nil
        }
        guard isFirst else { return }
        queue.asyncAfter(deadline: .now() + Self.releaseDelay) { [weak self] in
            guard let self, let latest = finishReleases(), isTaken else { return }
            try? makeRoom(after: latest.epoch, listEnd: latest.listEnd)
        }
    }

    private static let releaseDelay = DispatchTimeInterval.milliseconds(50)

    /// Gives back now what waits for it and returns the latest change; to be called on the place's own thread.
    @discardableResult
    func finishReleases() -> (epoch: Epoch, listEnd: Int)? {
        let done = waiting.withLock { waiting in
            defer { waiting = Waiting() }
            return waiting
        }
        try? apply(done.released)
        return done.latest
    }

    /// The room made for a change to an epoch, if there is any.
    func room(for epoch: Epoch) -> PlaceRoom? {
        room.withLock { $0?.epoch == epoch ? $0 : nil }
    }

    /// Notes the room there is.
    func setRoom(_ new: PlaceRoom?) {
        room.withLock { $0 = new }
    }

    /// Whether this process has the place.
    private var isTaken: Bool { lock.withLock { $0 != nil } }

    /// The path of a file in the folder.
    func path(_ name: String) -> String { "\(folder)/\(name)" }

    var topKeyPath: String { path("top-key") }
    var pagesFolder: String { path("pages") }

    /// The path of the page file of an epoch.
    func pagesPath(_ epoch: Epoch) -> String { "\(pagesFolder)/\(epoch.rawValue).pages" }

    /// Takes the place for this process; doing it again does nothing, and neither does a place that is not there.
    ///
    /// It waits a little: a lock that was just given up may live on for a moment in a program being started.
    /// - Throws: `KeyringError` with code `inUse` when another process has it; `io` when it cannot be taken at all.
    func takeLock() async throws(KeyringError) {
        guard lock.withLock({ $0 == nil }), (try? FileSystem.exists(folder)) == true else { return }
        do {
            var taken: FileLock? = try await FileLock.wait(path("lock"), timeout: Self.lockPatience)
            lock.withLock { $0 = taken.take() }
        } catch {
            guard error.code == .locked else { throw KeyringError(.io, error.message) }
            throw KeyringError(.inUse, "another process has the key safe open: stop it or ask it")
        }
    }

    private static let lockPatience = Duration.milliseconds(500)

    /// Lets other processes take the place.
    func releaseLock() {
        setRoom(nil)
        lock.withLock { $0 = nil }
        reading.withLock { $0 = nil }
    }

    /// Whether this process has said that it reads here.
    var isAnnounced: Bool { reading.withLock { $0 != nil } }

    /// Keeps what says that this process reads here.
    func announce(_ shared: consuming FileLock) {
        var shared: FileLock? = shared
        reading.withLock { $0 = shared.take() }
    }

    // MARK: - Operations that tests can make fail

    func write(_ bytes: [UInt8], to file: borrowing DurableFile, at offset: Int) throws {
        switch faults.verdict(.write, in: label) {
        case .proceed: try file.write(bytes, at: offset)
        case .fail: throw PlaceFaults.planned
        case .tear:
            try file.write(Array(bytes.prefix(bytes.count / 2)), at: offset)
            throw PlaceFaults.planned
        case .failAfter:
            try file.write(bytes, at: offset)
            throw PlaceFaults.planned
        }
    }

    func write(secret: borrowing SecretBytes, to file: borrowing DurableFile, at offset: Int) throws {
        switch faults.verdict(.write, in: label) {
        case .proceed: try file.write(secret: secret, at: offset)
        case .fail: throw PlaceFaults.planned
        case .tear:
            // A sector is torn within its key: behind that it has nothing that counts.
            try file.write(secret: secret.copy(0..<TopKeySector.tornSize), at: offset)
            throw PlaceFaults.planned
        case .failAfter:
            try file.write(secret: secret, at: offset)
            throw PlaceFaults.planned
        }
    }

    func sync(_ file: borrowing DurableFile) throws {
        let verdict = faults.verdict(.sync, in: label)
        if verdict == .proceed || verdict == .failAfter { try file.sync() }
        if verdict != .proceed { throw PlaceFaults.planned }
    }

    /// For a file that has its name and permissions already.
    func syncContent(_ file: borrowing DurableFile) throws {
        let verdict = faults.verdict(.sync, in: label)
        if verdict == .proceed || verdict == .failAfter { try file.syncContent() }
        if verdict != .proceed { throw PlaceFaults.planned }
    }

    func truncate(_ file: borrowing DurableFile, to size: Int) throws {
        let verdict = faults.verdict(.truncate, in: label)
        if verdict == .proceed || verdict == .failAfter { try file.truncate(to: size) }
        if verdict != .proceed { throw PlaceFaults.planned }
    }

    func makeFile(_ path: String) throws -> DurableFile {
        let verdict = faults.verdict(.makeFile, in: label)
        if verdict == .fail || verdict == .tear { throw PlaceFaults.planned }
        let file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
        if verdict == .failAfter { throw PlaceFaults.planned }
        return file
    }

    func perform<Value>(_ operation: PlaceOperation, _ body: () throws -> Value) throws -> Value {
        let verdict = faults.verdict(operation, in: label)
        if verdict == .fail || verdict == .tear { throw PlaceFaults.planned }
        let value = try body()
        if verdict == .failAfter { throw PlaceFaults.planned }
        return value
    }
}
