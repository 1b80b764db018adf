/// What the adversary found, store by store.
package struct ResidueReport: Sendable {
    /// One place that was searched.
    package struct Store: Sendable {
        /// What it is, for people.
        package let name: String
        /// How many bytes were looked through, and keys tried.
        package internal(set) var size = ""
        /// How many bytes were looked through.
        var bytes = 0
        /// Whether the search applies, by kind; what is not here was not looked for.
        package internal(set) var searched: Set<HitKind> = []
        /// What was found, by kind.
        package internal(set) var hits: [HitKind: Set<String>] = [:]
        /// The kinds of which something was found that had to be found there: what was put there on purpose, and keys of
        /// the living that open.
        package internal(set) var controls: Set<HitKind> = []

        /// What was looked for in a way that would have found nothing whatever there was.
        package var unread: Set<HitKind> { searched.subtracting(controls) }

        init(_ name: String) {
            self.name = name
        }
    }

    /// The stores in the order they were searched.
    package internal(set) var stores: [Store] = []
    /// What had to be readable and was, or was not, in words.
    package internal(set) var living: [(name: String, read: Int, of: Int)] = []
    /// How many versions are erased, of how many.
    package internal(set) var erased = (versions: 0, of: 0, patients: 0)
    /// How many tokens of the living were found in the database as it is now, of how many.
    package internal(set) var recognised = (living: 0, of: 0)

    /// Whether nothing was found of the erased and everything of the living, by a search that finds what is there.
    package var isClean: Bool {
        stores.allSatisfy { $0.hits.values.allSatisfy(\.isEmpty) } && isWhole && isSearched
    }

    /// Whether all of the living can be read from every state.
    package var isWhole: Bool {
        living.allSatisfy { $0.read == $0.of } && living.contains { $0.of > 0 }
    }

    /// Whether the search came upon everything that it had to come upon.
    package var isSearched: Bool {
        stores.allSatisfy { !$0.searched.isEmpty && $0.unread.isEmpty } && recognised.of > 0
            && recognised.living == recognised.of
    }

    /// The kinds of hits, everywhere.
    package var kinds: Set<HitKind> {
        Set(stores.flatMap { $0.hits.filter { !$0.value.isEmpty }.keys })
    }

    /// The table, as lines to print.
    package var lines: [String] {
        var lines = [
            "\(erased.versions) of \(erased.of) stored versions are erased, among them everything of \(erased.patients) patients.",
            "An adversary holds every store below, in every past state, and the key safe as it is now.", "",
        ]
        let width = (stores.map(\.name.count).max() ?? 0) + 2
        let heads = HitKind.allCases.map(\.rawValue)
        lines.append(
            Self.padded("store", width) + heads.map { Self.padded($0, $0.count + 2) }.joined() + "searched"
        )
        for store in stores {
            let cells = HitKind.allCases.map { kind -> String in
                let text = store.searched.contains(kind) ? "\(store.hits[kind]?.count ?? 0)" : "-"
                return Self.padded(text, kind.rawValue.count + 2)
            }
            lines.append(Self.padded(store.name, width) + cells.joined() + store.size)
        }
        lines.append("")
        for line in living {
            lines.append("readable of the living, \(line.name): \(line.read) of \(line.of)")
        }
        lines.append(
            "recognised of the living, as it is now: \(recognised.living) of \(recognised.of) tokens"
        )
        lines.append(
            isSearched
                ? "In every store the search found what had been put there for it, of every kind that it looked for."
                : "The search missed something that had been put there for it."
        )
        lines += findings
        lines.append(
            isClean
                ? "Nothing is left of the erased, and all of the living can be read."
                : "This is not what is promised."
        )
        return lines
    }

    private var findings: [String] {
        var lines: [String] = []
        for store in stores {
            for kind in HitKind.allCases {
                for hit in (store.hits[kind] ?? []).sorted().prefix(5) {
                    lines.append("FOUND in \(store.name), \(kind.rawValue): \(hit)")
                }
                if store.unread.contains(kind) {
                    lines.append("NOT SEARCHED: \(store.name), \(kind.rawValue)")
                }
            }
        }
        return lines
    }

    private static func padded(_ text: String, _ width: Int) -> String {
        text + String(repeating: " ", count: max(1, width - text.count))
    }
}
