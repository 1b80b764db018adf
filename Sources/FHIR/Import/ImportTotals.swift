/// How much an import has done.
public struct ImportTotals: Hashable, Sendable {
    /// Records that are new.
    public internal(set) var stored = 0
    /// Resources that were stored before.
    public internal(set) var known = 0
    /// Resources, or whole texts, that are not stored.
    public internal(set) var refused = 0
    /// Patients who were registered.
    public internal(set) var patients = 0
    /// Bytes of the records that are new.
    public internal(set) var bytes = 0
    /// How many bytes were read; of NDJSON, which is read twice, twice as many.
    public internal(set) var read = 0
    /// How many bytes are to be read.
    public internal(set) var size = 0
}
