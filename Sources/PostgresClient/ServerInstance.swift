/// Marks by which to tell whether a server went on without a break between two moments.
///
/// After a crash a transaction number that never reached the disk may be given out again, so a number may be
/// judged only by the run of the server that gave it.
struct ServerInstance: Equatable {
    var startedAt: Int64 = 0
    /// Processes that live as long as the server's shared memory does, such as the checkpointer.
    var processes: Set<Int32> = []

    /// Whether both were seen in one unbroken run of the server.
    func isSameRun(as other: ServerInstance) -> Bool {
        startedAt == other.startedAt && !processes.isDisjoint(with: other.processes)
    }
}
