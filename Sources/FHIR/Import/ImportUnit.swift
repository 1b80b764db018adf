/// Resources that are taken together: a bundle, some lines of NDJSON, or one that stands alone.
struct ImportUnit: Sendable {
    /// The text as a whole.
    let place: ImportPlace
    /// The resources, each with its place.
    let entries: [BundleEntry]
    let places: [ImportPlace]
    /// What is not taken before anything is looked up.
    let failures: [(place: ImportPlace, error: FHIRError)]
    /// Whether all is stored or nothing.
    let isWhole: Bool
    /// Whether a reference that leads nowhere refuses all of it.
    let isBundle: Bool
    /// The bytes of a resource that stands alone, with what stands around it.
    let content: [UInt8]?

    /// Reads a text that holds one resource, which may be a bundle.
    ///
    /// - Throws: ``FHIRError`` when nothing of it can be taken.
    init(text bytes: [UInt8], at place: ImportPlace) throws(FHIRError) {
        let root = try JSONText(bytes).root
        self.place = place
        guard try ResourceWalk.type(of: root) == "Bundle", root["type"]?.string != "document" else {
            entries = [BundleEntry(alone: try Resource(root), number: 1)]
            places = [place]
            failures = []
            isWhole = false
            isBundle = false
            content = bytes
            return
        }
        let bundle = try ResourceBundle(root)
        var entries: [BundleEntry] = []
        var places: [ImportPlace] = []
        var failures: [(place: ImportPlace, error: FHIRError)] = []
        for (index, item) in bundle.items.enumerated() {
            let place = ImportPlace(file: place.file, entry: index + 1)
            switch item {
            case .success(let entry):
                entries.append(entry)
                places.append(place)
            case .failure(let error): failures.append((place, error))
            }
        }
        (self.entries, self.places, self.failures) = (entries, places, failures)
        isWhole = bundle.kind == .transaction
        isBundle = true
        content = nil
    }

    /// Takes some lines of NDJSON together.
    init(lines: [TextLines.Line], of file: String) {
        var entries: [BundleEntry] = []
        var places: [ImportPlace] = []
        var failures: [(place: ImportPlace, error: FHIRError)] = []
        for line in lines {
            let place = ImportPlace(file: file, line: line.number)
            do throws(FHIRError) {
                guard let bytes = line.bytes else {
                    throw FHIRError(.tooLarge, "this line is longer than \(TextFile.maximumSize >> 20) MiB")
                }
                let root = try JSONText(bytes).root
                guard try ResourceWalk.type(of: root) != "Bundle" || root["type"]?.string == "document" else {
                    throw FHIRError(
                        .unsupported,
                        "a Bundle that carries resources stands in a file of its own"
                    )
                }
                entries.append(BundleEntry(alone: try Resource(root), number: line.number))
                places.append(place)
            } catch {
                failures.append((place, error))
            }
        }
        place = ImportPlace(file: file)
        (self.entries, self.places, self.failures) = (entries, places, failures)
        isWhole = false
        isBundle = false
        content = nil
    }

    /// The bytes that are stored of an entry: those that came.
    func bytes(of number: Int) -> [UInt8] {
        content ?? entries[number].resource?.bytes ?? []
    }
}
