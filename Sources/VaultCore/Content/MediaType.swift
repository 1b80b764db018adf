/// The media type of a document by its first bytes; names are not trusted.
enum MediaType {
    /// How many first bytes are looked at.
    static let window = 4096

    /// The media type of a document that starts with `head`.
    static func detect(_ head: [UInt8]) -> String {
        if head.starts(with: "%PDF-".utf8) { return "application/pdf" }
        if head.dropFirst(128).starts(with: "DICM".utf8) { return "application/dicom" }
        if head.starts(with: [0xff, 0xd8, 0xff]) { return "image/jpeg" }
        if head.starts(with: [0x89, 0x50, 0x4e, 0x47]) { return "image/png" }
        guard let text = String(validating: trimmed(head), as: UTF8.self) else {
            return "application/octet-stream"
        }
        let start = text.drop { $0.isWhitespace || $0 == "\u{feff}" }
        if start.first == "{" {
            return text.contains("\"resourceType\"") ? "application/fhir+json" : "application/json"
        }
        if start.first == "<" {
            if text.contains("ClinicalDocument") { return "application/hl7-cda+xml" }
            return text.contains("http://hl7.org/fhir") ? "application/fhir+xml" : "application/xml"
        }
        return text.isEmpty ? "application/octet-stream" : "text/plain"
    }

    /// Drops the bytes of a character that the window has cut.
    private static func trimmed(_ head: [UInt8]) -> ArraySlice<UInt8> {
        guard head.count >= window else { return head[...] }
        var end = head.count
        while end > 0, head.count - end < 4, head[end - 1] & 0xc0 == 0x80 { end -= 1 }
        return end > 0 && head[end - 1] >= 0xc0 ? head[..<(end - 1)] : head[..<end]
    }
}
