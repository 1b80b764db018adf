/// The worked example of docs/formats/keyring.md, computed by the Python program printed there.
enum DerivationVector {
    static let leaf = "eabac081e9ea1a8b0b82f6a51864240b9be009b1ec98dc56e044244c6f2f7323"
    static let wrapKey = "52d98bb11679936c076955fecd4a558a5c8242d53c13f3ec3afd49039ab61d25"
}
