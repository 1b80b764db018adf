/// The one sequence of bytes that stands for the files of a rulebook, so that a digest pins them all.
///
/// Layout, numbers with the highest byte first: the magic `lethe.rulebook.v1` and a line feed; the number of files in 4
/// bytes; then each file in the order of the bytes of its path: length of the path in 2 bytes, path, length of the
/// content in 4 bytes, content. There is exactly one archive for a set of files, and decoding accepts no other.
public enum RulebookArchive {
    private static let magic = Array("lethe.rulebook.v1\n".utf8)

    /// The archive of files, whatever order they are given in.
    ///
    /// - Throws: ``RulebookArchiveError``: `path`, `order` for a path that is there twice, `tooLarge`.
    public static func encode(_ files: [RulebookFile]) throws(RulebookArchiveError) -> [UInt8] {
        guard files.count <= RulebookLimits.files else { throw .tooLarge }
        for file in files where !RulebookFile.accepts(path: file.path) { throw .path(file.path) }
        let sorted = files.sorted { $0.path.utf8.lexicographicallyPrecedes($1.path.utf8) }
        for (one, next) in zip(sorted, sorted.dropFirst()) where one.path == next.path {
            throw .order(one.path)
        }
        let total = files.reduce(0) { $0 + $1.bytes.count }
        guard total <= RulebookLimits.totalBytes else { throw .tooLarge }

        var archive = magic
        archive.reserveCapacity(total + 64 * files.count + 64)
        append(sorted.count, width: 4, to: &archive)
        for file in sorted {
            append(file.path.utf8.count, width: 2, to: &archive)
            archive += file.path.utf8
            append(file.bytes.count, width: 4, to: &archive)
            archive += file.bytes
        }
        return archive
    }

    /// The files of an archive.
    ///
    /// - Throws: ``RulebookArchiveError`` for everything that ``encode(_:)`` would not have written.
    public static func decode(_ archive: [UInt8]) throws(RulebookArchiveError) -> [RulebookFile] {
        guard archive.starts(with: magic) else { throw .notAnArchive }
        var rest = archive[magic.count...]
        let count = try number(width: 4, from: &rest)
        guard count <= RulebookLimits.files, rest.count <= RulebookLimits.totalBytes + 256 * count else {
            throw .tooLarge
        }
        var files: [RulebookFile] = []
        var total = 0
        for _ in 0..<count {
            let pathBytes = try bytes(number(width: 2, from: &rest), from: &rest)
            guard let path = String(validating: pathBytes, as: UTF8.self), RulebookFile.accepts(path: path)
            else { throw .path(String(decoding: pathBytes.prefix(200), as: UTF8.self)) }
            if let last = files.last, !last.path.utf8.lexicographicallyPrecedes(path.utf8) {
                throw .order(path)
            }
            let content = try bytes(number(width: 4, from: &rest), from: &rest)
            total += content.count
            guard total <= RulebookLimits.totalBytes else { throw .tooLarge }
            files.append(RulebookFile(path: path, bytes: Array(content)))
        }
        guard rest.isEmpty else { throw .trailingBytes }
        return files
    }

    private static func append(_ number: Int, width: Int, to archive: inout [UInt8]) {
        for shift in stride(from: 8 * (width - 1), through: 0, by: -8) {
            archive.append(UInt8(truncatingIfNeeded: number >> shift))
        }
    }

    private static func number(
        width: Int,
        from rest: inout ArraySlice<UInt8>
    ) throws(RulebookArchiveError) -> Int {
        try bytes(width, from: &rest).reduce(0) { $0 << 8 | Int($1) }
    }

    private static func bytes(
        _ count: Int,
        from rest: inout ArraySlice<UInt8>
    ) throws(RulebookArchiveError) -> ArraySlice<UInt8> {
        guard rest.count >= count else { throw .truncated }
        defer { rest = rest.dropFirst(count) }
        return rest.prefix(count)
    }
}
