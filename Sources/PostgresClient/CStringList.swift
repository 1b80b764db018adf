internal import Foundation

/// A NULL-terminated list of C strings, as C functions take them.
@safe
final class CStringList {
    private let first: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>
    private let count: Int

    init(_ strings: [String]) {
        count = strings.count
        unsafe first = .allocate(capacity: count + 1)
        for (index, string) in strings.enumerated() {
            unsafe (first + index).initialize(to: strdup(string))
        }
        unsafe (first + count).initialize(to: nil)
    }

    deinit {
        for index in 0..<count { unsafe free(first[index]) }
        unsafe first.deallocate()
    }

    /// The list as `char *const *`.
    @unsafe var mutableBase: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?> {
        unsafe first
    }

    /// The list as `const char *const *`.
    @unsafe var base: UnsafePointer<UnsafePointer<CChar>?> {
        unsafe UnsafeRawPointer(first).assumingMemoryBound(to: UnsafePointer<CChar>?.self)
    }
}
