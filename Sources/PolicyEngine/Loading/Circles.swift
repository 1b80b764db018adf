/// Finds circles among links, without recursion and in one walk.
struct Circles {
    /// The circles, each beginning with its first id in the order of the alphabet.
    let found: [[String]]

    /// Walks along links, by id.
    init(_ links: [String: [String]]) {
        var found: [[String]] = []
        var done: Set<String> = []
        for start in links.keys.sorted() where !done.contains(start) {
            var path: [(id: String, next: Int)] = [(start, 0)]
            var positions = [start: 0]
            while let (id, next) = path.last {
                let targets = links[id] ?? []
                guard next < targets.count else {
                    path.removeLast()
                    positions[id] = nil
                    done.insert(id)
                    continue
                }
                path[path.count - 1].next += 1
                let target = targets[next]
                if let position = positions[target] {
                    found.append(Self.turned(path[position...].map(\.id)))
                } else if !done.contains(target) {
                    positions[target] = path.count
                    path.append((target, 0))
                }
            }
        }
        self.found = found
    }

    private static func turned(_ circle: [String]) -> [String] {
        guard let least = circle.min(), let index = circle.firstIndex(of: least) else { return circle }
        return Array(circle[index...] + circle[..<index])
    }
}
