extension Citation {
    /// Its address, when a reader may safely follow it: on the web, and without blanks or quotes.
    var webAddress: String? {
        guard let url, url.hasPrefix("https://") || url.hasPrefix("http://"),
            !url.contains(where: { $0.isWhitespace || "\"'<>\\`".contains($0) })
        else { return nil }
        return url
    }
}
