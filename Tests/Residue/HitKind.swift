/// What a hit in a store would mean.
package enum HitKind: String, CaseIterable, Sendable {
    /// A record of the erased can be read: a wrapped key opens.
    case opens
    /// A key, a seed or an opening lies there.
    case key
    /// Content, a name, an identifier or a file's name lies there as it is.
    case clearText = "clear text"
    /// A digest of such a thing that anybody can compute.
    case digest
    /// Who knows all patients' identifiers can tell that an erased person was among them.
    case recognised
    /// A day that tells a birthday or when a period of the erased ends.
    case date
}
