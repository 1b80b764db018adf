/// The rules that one pack has for one kind of decision.
struct PackSlice: Sendable {
    let pack: Int
    /// Places in the list of rules of all slices.
    let rules: Range<Int>
}
