/// Finds the word that somebody meant.
enum Spelling {
    /// The known word that is nearest to a misspelt one, or `nil` when none is near.
    ///
    /// Of words that are equally near the first in the alphabet is taken, so that messages do not change.
    static func nearest(to word: String, in known: some Sequence<String>) -> String? {
        let letters = Array(word.lowercased().utf8)
        guard !letters.isEmpty, letters.count <= 64 else { return nil }
        let limit = max(1, letters.count / 3)
        var best: (distance: Int, word: String)?
        for candidate in known {
            let other = Array(candidate.lowercased().utf8)
            guard abs(other.count - letters.count) <= limit else { continue }
            let found = distance(letters, other)
            guard found <= limit else { continue }
            if let current = best, (current.distance, current.word) <= (found, candidate) { continue }
            best = (found, candidate)
        }
        if let best { return best.word }
        // A word that was not written to its end.
        guard letters.count >= 4 else { return nil }
        let longer = known.filter { $0.lowercased().utf8.starts(with: letters) }
        return longer.count == 1 ? longer.first : nil
    }

    /// The advice for an unknown word: the nearest known one, or what is known.
    static func advice(for word: String, known: some Collection<String>, otherwise: String? = nil) -> String {
        if let near = nearest(to: word, in: known) { return "Did you mean \(quoted(near))?" }
        if let otherwise { return otherwise }
        return known.isEmpty
            ? "There is none that could stand here." : "Known are: \(listed(known.sorted()))."
    }

    /// How many letters must be changed, added, left out or swapped with their neighbour.
    private static func distance(_ left: [UInt8], _ right: [UInt8]) -> Int {
        var beforeLast: [Int] = []
        var last = Array(0...right.count)
        for i in left.indices {
            var row = [i + 1]
            row.reserveCapacity(right.count + 1)
            for j in right.indices {
                var least = min(last[j] + (left[i] == right[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
                    least = min(least, beforeLast[j - 1] + 1)
                }
                row.append(least)
            }
            (beforeLast, last) = (last, row)
        }
        return last[right.count]
    }
}
