internal import VaultCore

/// A large document that takes no memory: the same bytes over and over.
struct RepeatedSource: ByteSource {
    let pattern: [UInt8]
    let size: Int

    func read(at offset: Int, count: Int) throws -> [UInt8] {
        let place = offset % pattern.count
        let end = min(place + count, pattern.count, place + max(0, size - offset))
        return Array(pattern[place..<end])
    }
}
