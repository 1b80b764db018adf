/// One thing done to a place that may fail or be cut short; tests stop at each.
enum PlaceOperation: String, Sendable {
    case makeFile
    case makeDirectory
    case write
    case sync
    case syncDirectory
    case truncate
    case remove
    case replace
    case readBack
    case makeKey
    case destroyKey
}
