/// A text that is not taken at all, and why.
struct UnitFailure: Error, Sendable {
    let place: ImportPlace
    let error: FHIRError
}
