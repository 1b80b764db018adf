/// A test as it stands in its file.
struct ReadTest {
    /// The pack it belongs to.
    let pack: String
    /// Ids that it names, with their lines.
    let fired: [ReadPack.Reference]
    /// Ids of rules that must be set aside.
    let defeated: [ReadPack.Reference]
    /// The id.
    let id: String
    /// Where it begins.
    let place: SourcePlace
    /// The test; `nil` when something is wrong with it.
    let test: PolicyTest?
}
