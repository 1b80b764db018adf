/// Which packs can be attached together, and in which cases.
struct PackSets {
    /// The combinations, each with its cases; the one without any pack is left out.
    let combinations: [(packs: [String], cases: CaseSet)]

    init(_ space: CaseSpace) {
        let packs = space.rulebook.packs.values.sorted { $0.id < $1.id }
        var found: [(packs: [String], cases: CaseSet)] = [([], .every)]
        for pack in packs {
            let attached = Self.attachment(of: pack, space)
            found = found.flatMap { packs, cases in
                [
                    (packs, space.sets.both(cases, attached.no)),
                    (packs + [pack.id], space.sets.both(cases, attached.yes)),
                ]
            }.filter { !$0.cases.isEmpty }
        }
        combinations = found.filter { !$0.packs.isEmpty }.sorted { one, other in
            one.packs.count == other.packs.count
                ? one.packs.lexicographicallyPrecedes(other.packs) : one.packs.count < other.packs.count
        }
    }

    private static func attachment(of pack: Pack, _ space: CaseSpace) -> CaseTruth {
        let attachers = space.rulebook.packs.values.filter {
            $0.id == pack.id || extends($0, pack.id, [], space)
        }
        let alternatives = attachers.sorted { $0.id < $1.id }.flatMap(\.attachesWhen)
        return space.sets.any(
            alternatives.map { conditions in
                space.sets.all(conditions.map { space.truth(of: $0, nil) })
            } + [.never]
        )
    }

    private static func extends(_ pack: Pack, _ id: String, _ seen: Set<String>, _ space: CaseSpace) -> Bool {
        guard !seen.contains(pack.id) else { return false }
        return pack.extends.contains { parent in
            parent == id
                || space.rulebook.packs[parent].map { extends($0, id, seen.union([pack.id]), space) } ?? false
        }
    }
}
