/// How well a key safe can forget, in the words printed on every certificate.
public enum KeySafeLevel: String, CaseIterable, Hashable, Sendable {
    /// Two or more places on file systems that overwrite in place.
    case mirroredFile = "key files in several places, overwritten in place"
    /// One place on a file system that overwrites in place.
    case singleFile = "key file in one place, overwritten in place"
    /// At least one place whose file system may keep what was overwritten.
    case weakFile = "key files on storage that may keep overwritten data"
}
