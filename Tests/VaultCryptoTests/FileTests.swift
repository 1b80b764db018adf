import Testing

@testable import VaultCrypto

@Suite struct FileTests {
    @Test func writesReadsAndSyncsInPlace() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/file"
            let file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o640))
            #expect(try FileSystem.permissions(of: path) == 0o640)
            try file.write([1, 2, 3, 4], at: 0)
            try file.write(secret: SecretBytes(copying: [9, 8]), at: 1)
            try file.append([5])
            try file.sync()
            #expect(try file.size() == 5)
            #expect(try file.read(count: 5, at: 0) == [1, 9, 8, 4, 5])
            #expect(try file.readSecret(count: 2, at: 1).isEqual(to: SecretBytes(copying: [9, 8])) == true)
            #expect(throws: FileError(.short, path)) { try file.read(count: 6, at: 0) }
            try file.truncate(to: 2)
            #expect(try FileSystem.read(path, limit: 2) == [1, 9])
            #expect(throws: FileError(.tooLarge, path)) { try FileSystem.read(path, limit: 1) }
        }
    }

    @Test func readsBackPastTheCache() throws {
        try TemporaryDirectory.with { directory in
            let file = try DurableFile.open(directory + "/file", mode: .createExclusive(permissions: 0o600))
            let content = RandomBytes.make(10_000)
            try file.write(content, at: 0)
            try file.sync()
            #expect(try file.readBackUncached(count: 4096, at: 4096) == Array(content[4096..<8192]))
            #expect(try file.readBackUncached(count: 7, at: 9_990) == Array(content[9_990..<9_997]))
            #expect(throws: FileError(.short, directory + "/file")) {
                try file.readBackUncached(count: 11, at: 9_990)
            }
        }
    }

    @Test func opensOnlyRegularFiles() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/file"
            #expect(throws: FileError(.notFound, path)) {
                _ = try DurableFile.open(path, mode: .readOnly).path
            }
            try FileSystem.writeNew(path, [1])
            #expect(throws: FileError(.exists, path)) {
                _ = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600)).path
            }
            #expect(throws: FileError(.wrongKind, directory)) {
                _ = try DurableFile.open(directory, mode: .readOnly).path
            }
            #expect(throws: FileError(.wrongKind, "/dev/null")) {
                _ = try DurableFile.open("/dev/null", mode: .readWrite).path
            }
            let link = directory + "/link"
            try TemporaryDirectory.link(path, as: link)
            #expect(throws: FileError(.wrongKind, link)) {
                _ = try DurableFile.open(link, mode: .readOnly).path
            }
            #expect(try DurableFile.open(link, mode: .input).size() == 1)
            #expect(throws: FileError(.exists, path)) { try FileSystem.writeNew(path, [2]) }
        }
    }

    @Test func readsPieceByPiece() throws {
        try TemporaryDirectory.with { directory in
            let content = RandomBytes.make(10_000)
            try FileSystem.writeNew(directory + "/file", content)
            let file = try DurableFile.open(directory + "/file", mode: .input)
            var pieces: [UInt8] = []
            while try file.append(upTo: 4_096, at: pieces.count, to: &pieces) > 0 {}
            let isSame = pieces == content
            #expect(isSame)
            #expect(try file.append(upTo: 10, at: 20_000, to: &pieces) == 0)
        }
    }

    @Test func keepsSecretsInFiles() throws {
        try TemporaryDirectory.with { directory in
            let secret = SecretBytes(random: 32)
            try FileSystem.writeNew(directory + "/key", secret: secret)
            #expect(try FileSystem.permissions(of: directory + "/key") == 0o600)
            #expect(try FileSystem.readSecret(directory + "/key", limit: 32).isEqual(to: secret) == true)
            #expect(throws: FileError(.tooLarge, directory + "/key")) {
                _ = try FileSystem.readSecret(directory + "/key", limit: 31).count
            }
        }
    }

    @Test func replacesAsAWhole() throws {
        try TemporaryDirectory.with { directory in
            let path = directory + "/file with blanks and ü"
            try FileSystem.replace(path, [1, 2])
            try FileSystem.replace(path, [3], permissions: 0o644)
            #expect(try FileSystem.read(path, limit: 10) == [3])
            #expect(try FileSystem.permissions(of: path) == 0o644)
            #expect(try FileSystem.list(directory) == ["file with blanks and ü"])
            let missing = directory + "/none/file"
            #expect(throws: FileError.self) { try FileSystem.replace(missing, [1]) }
        }
    }

    @Test func makesListsAndRemovesDirectories() throws {
        try TemporaryDirectory.with { directory in
            let deep = directory + "/a/b/c"
            try FileSystem.createDirectory(deep)
            try FileSystem.createDirectory(deep)
            #expect(try FileSystem.permissions(of: directory + "/a/b") == 0o700)
            try FileSystem.writeNew(deep + "/2", [])
            try FileSystem.writeNew(deep + "/1", [])
            #expect(try FileSystem.list(deep) == ["1", "2"])
            #expect(throws: FileError(.exists, deep + "/1")) { try FileSystem.createDirectory(deep + "/1") }
            #expect(throws: FileError(.notEmpty, deep)) { try FileSystem.remove(deep) }
            try FileSystem.remove(deep + "/1")
            try FileSystem.remove(deep + "/2")
            try FileSystem.remove(deep)
            #expect(try !FileSystem.exists(deep))
            #expect(FileSystem.parentDirectory(of: "/a/b/") == "/a")
            #expect(FileSystem.parentDirectory(of: "/a") == "/")
            #expect(FileSystem.parentDirectory(of: "a") == ".")
            #expect(try FileSystem.freeSpace(at: directory) > 0)
            let real = try FileSystem.realPath(directory + "/a/../a")
            #expect(real.hasSuffix("/a") && !real.contains(".."))
        }
    }

    @Test func locksOnceUntilReleased() async throws {
        try await TemporaryDirectory.with { directory in
            let path = directory + "/lock"
            do {
                let lock = try FileLock.tryLock(path)
                #expect(throws: FileError(.locked, path)) { _ = try FileLock.tryLock(path) }
                await #expect(throws: FileError(.locked, path)) {
                    _ = try await FileLock.wait(path, timeout: .milliseconds(60))
                }
                _ = consume lock
            }
            _ = try await FileLock.wait(path, timeout: .seconds(5))
        }
    }

    @Test func knowsTheFileSystem() throws {
        try TemporaryDirectory.with { directory in
            let kind = try FileSystem.kind(of: directory)
            #expect(!kind.name.isEmpty)
            #expect(throws: FileError.self) { try FileSystem.kind(of: directory + "/missing") }
        }
    }

    @Test func refusesWhatIsNotKnownToOverwriteInPlace() {
        func can(_ name: String, _ options: [String] = [], _ attributes: UInt32 = 0) -> Bool {
            FileSystemKind(name: name, options: options, attributes: attributes).canOverwriteInPlace
        }
        #expect(can("ext4") && can("xfs") && can("ext4", ["rw", "relatime"]))
        for name in ["btrfs", "zfs", "overlay", "nfs", "nfs4", "tmpfs", "fuse.sshfs", "somethingnew"] {
            #expect(!can(name))
        }
        #expect(!can("ext4", ["data=journal"]))
        #expect(!can("ext4", [], 0x4000) && !can("ext4", [], 0x1000_0000) && !can("ext4", [], 0x4))
    }

    @Test func parsesTheMountTable() throws {
        let table = MountTable(
            parsing: """
                22 1 252:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,data=ordered
                30 22 0:25 / /data rw - btrfs /dev/vdb rw,compress
                31 22 0:26 / /da\\040ta rw master:1 shared:2 - tmpfs tmpfs rw
                32 22 0:27 / /data rw - xfs /dev/vdc rw
                broken line
                """
        )
        #expect(table.entries.count == 4)
        #expect(table.entry(holding: "/home")?.kind == "ext4")
        #expect(table.entry(holding: "/home")?.options.contains("data=ordered") == true)
        #expect(table.entry(holding: "/data/x")?.kind == "xfs", "the latest mount hides earlier ones")
        #expect(table.entry(holding: "/database")?.kind == "ext4")
        #expect(table.entry(holding: "/da ta")?.kind == "tmpfs")
        #expect(MountTable(parsing: "").entry(holding: "/") == nil)
    }
}
