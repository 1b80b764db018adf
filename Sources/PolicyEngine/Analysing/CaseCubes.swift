/// Covers a set of cases with few simple descriptions.
struct CaseCubes {
    /// For each variable that matters its cells that belong to the description.
    typealias Cube = [Int: [Bool]]

    let space: CaseSpace
    /// How many descriptions are made at most.
    let limit: Int

    /// Descriptions whose cases all lie in the set, or where nobody asks; together they hold the whole set.
    ///
    /// - Parameter outside: Cases that are of no interest.
    /// - Returns: The descriptions, and whether they are all.
    func cubes(of set: CaseSet, outside: CaseSet) -> (cubes: [Cube], isComplete: Bool) {
        let sets = space.sets
        let search = CaseSearch(space: space)
        let target = sets.either(set, outside)
        var rest = set
        var cubes: [Cube] = []
        while let way = search.way(into: rest) {
            guard cubes.count < limit else { return (cubes, false) }
            var cube: Cube = [:]
            for (variable, cell) in way {
                cube[variable] = (0..<sets.cells(of: variable)).map { $0 == cell }
            }
            widen(&cube, target)
            cubes.append(cube)
            rest = sets.without(rest, cases(of: cube))
        }
        return (cubes, true)
    }

    /// The cases of a description.
    func cases(of cube: Cube) -> CaseSet {
        space.sets.all(cube.sorted { $0.key > $1.key }.map { space.sets.set($0.key, $0.value) })
    }

    private func widen(_ cube: inout Cube, _ target: CaseSet) {
        // What is asked for seldom is left out first, so that the description speaks of what matters most.
        for variable in cube.keys.sorted(by: >) {
            var wider = cube
            wider[variable] = nil
            if space.sets.covers(target, wider) { cube = wider }
        }
        for variable in cube.keys.sorted(by: >) {
            for cell in 0..<space.sets.cells(of: variable) where cube[variable]?[cell] == false {
                var wider = cube
                wider[variable]?[cell] = true
                if space.sets.covers(target, wider) { cube = wider }
            }
        }
    }
}
