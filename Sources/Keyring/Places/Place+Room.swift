internal import VaultCrypto
internal import VaultModel

/// Room made beforehand for the next change: a page file full of zeros, and zeros behind the list of epochs.
///
/// Making and lengthening files takes a device and its file system longer than overwriting them, so that is done while
/// nobody waits. Room is known only to who made it; whatever else is found under its name is an attempt that was given up.
struct PlaceRoom: Sendable {
    /// The epoch whose page file is there.
    let epoch: Epoch
    /// Where the zeros behind the list end.
    let listEnd: Int

    /// How many bytes a page file is made with; a longer one grows.
    static let pagesSize = 1 << 15
    /// The least and the most that lies behind the list.
    static let listSizes = 1 << 11...1 << 14
}

extension Place {
    /// Makes room for the change that follows an epoch, unless something lies there already; a failure costs time only.
    func makeRoom(after epoch: Epoch, listEnd: Int) throws {
        let path = pagesPath(epoch.next)
        guard try !FileSystem.exists(path) else { return }
        let list = try DurableFile.open(self.path(LogKind.punctures.fileName), mode: .readWrite)
        var end = try list.size()
        guard end >= listEnd else { return }
        if end - listEnd < PlaceRoom.listSizes.lowerBound {
            let zeros = [UInt8](repeating: 0, count: listEnd + PlaceRoom.listSizes.upperBound - end)
            try list.write(zeros, at: end)
            try list.sync()
            end += zeros.count
        }
        let file = try DurableFile.open(path, mode: .createExclusive(permissions: 0o600))
        try file.write([UInt8](repeating: 0, count: PlaceRoom.pagesSize), at: 0)
        try file.sync()
        try FileSystem.syncDirectory(pagesFolder)
        setRoom(PlaceRoom(epoch: epoch.next, listEnd: end))
    }
}
