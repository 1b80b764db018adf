import Foundation

/// Archived WAL without the headers of its pages, so that what was written in one piece lies in one piece.
enum LabWAL {
    private static let pageSize = 8192
    /// `SizeOfXLogShortPHD` and `SizeOfXLogLongPHD` of PostgreSQL's xlog_internal.h, aligned.
    private static let shortHeader = 24
    private static let longHeader = 40
    /// `XLP_LONG_HEADER`.
    private static let longHeaderFlag: UInt8 = 0x02

    /// The bytes of all segments of a directory, in order.
    static func bytes(of directory: String) throws -> Data {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory)
            .filter { $0.count == 24 }.sorted()
        var bytes = Data()
        for name in names {
            let segment = try Data(contentsOf: URL(filePath: directory + "/" + name))
            for start in stride(from: 0, to: segment.count, by: pageSize) {
                let page = segment[start..<min(start + pageSize, segment.count)]
                // Flags are the second 16-bit number of the page, of which the lower byte comes first.
                let isLong = page.count > 2 && page[start + 2] & longHeaderFlag != 0
                bytes += page.dropFirst(isLong ? longHeader : shortHeader)
            }
        }
        return bytes
    }
}
