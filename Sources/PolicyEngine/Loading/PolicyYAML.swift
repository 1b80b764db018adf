internal import Yams

/// Reads a policy file into nodes whose scalars are all text.
///
/// Yams composes; nothing is constructed, and no scalar is given a type by its looks. What YAML can do beyond lists,
/// mappings and text is refused.
struct PolicyYAML {
    private let file: String
    private let log: ProblemLog
    /// Finds what stands at a mark; `nil` for a text in which nothing can be a tag, an anchor or an alias.
    private var cursor: TextCursor?
    private var nodes = 0
    private var tooMany = false

    /// How often a file is read again after a key that is there twice, to find what else is wrong.
    private static let attempts = 10

    private init(file: String, log: ProblemLog) {
        self.file = file
        self.log = log
    }

    /// The content of a file, or `nil` when it cannot be read; whatever is wrong is in the log.
    static func read(_ file: RulebookFile, log: ProblemLog) -> PolicyNode? {
        guard let passed = ByteScreen.text(of: file, log: log) else { return nil }
        var reader = Self(file: file.path, log: log)
        guard let (root, composed) = reader.compose(passed.text) else { return nil }
        if passed.mayHaveProperties { reader.cursor = TextCursor(Array(composed.utf8)) }
        return reader.node(root, depth: 1)
    }

    // MARK: Composing

    /// Composes; a key that is there twice is reported, renamed and the text composed again.
    private func compose(_ original: String) -> (Node, String)? {
        var text = original
        // Every node holds on to both; of this file alone, so that files read side by side do not contend for them.
        let resolver = Resolver.basic.removing(.null)
        let constructor = Constructor([:], [:], [:])
        for attempt in 0..<Self.attempts {
            do {
                let parser = try Parser(
                    yaml: text,
                    resolver: resolver,
                    constructor: constructor,
                    encoding: .utf8
                )
                guard let root = try parser.singleRoot() else {
                    problem(1, "The file is empty", mend: "Write its content, or remove the file.")
                    return nil
                }
                return (root, text)
            } catch YamlError.duplicatedKeysInMapping(let keys, let context) {
                let key = keys.first ?? ""
                let repetition = KeyRepetition(of: key, after: context.mark, in: text)
                repeated(key, line: repetition?.line ?? context.mark.line, first: context.mark.line)
                guard let repetition else { return nil }
                text = repetition.renamed(number: attempt)
            } catch let error as YamlError {
                unreadable(error)
                return nil
            } catch {
                problem(1, "The file cannot be read", mend: "Look at its indentation and quotes.")
                return nil
            }
        }
        return nil
    }

    private func repeated(_ key: String, line: Int, first: Int) {
        problem(
            line,
            "The key \(quoted(key)) is there twice; the first is on line \(first)",
            mend: "Keep one of them."
        )
    }

    private func unreadable(_ error: YamlError) {
        let (found, mark): (String, Mark?) =
            switch error {
            case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
                .composer(_, let problem, let mark, _):
                (problem, mark)
            case .reader(let problem, _, _, _): (problem, nil)
            default: ("no text", nil)
            }
        let line = max(1, mark?.line ?? 1)
        switch found {
        case "mapping values are not allowed in this context":
            problem(
                line,
                "There is a colon where none can stand",
                mend: "Put a text that holds a colon and a space in quotes, or correct the indentation."
            )
        case "found character that cannot start any token":
            problem(
                line,
                "A text begins with a character that YAML keeps for itself",
                mend: "Put the text in quotes."
            )
        case "did not find expected alphabetic or numeric character":
            problem(
                line,
                "A text begins with & or *, which YAML keeps for itself",
                mend: "Put the text in quotes."
            )
        case "Maximum nesting level reached, set with yaml_set_max_nest_level())":
            problem(
                line,
                "Too much stands within each other",
                mend: "Close the brackets, or divide the content."
            )
        default:
            problem(
                line,
                "The file cannot be read from here on (\(found))",
                mend: "Look at the indentation, quotes and brackets of this line and of the one before."
            )
        }
    }

    // MARK: Nodes

    /// A node is looked into once, as Yams copies what is taken out of it.
    private mutating func node(_ node: Node, depth: Int) -> PolicyNode {
        switch node {
        case .scalar(let scalar):
            let line = scalar.mark?.line ?? 1
            guard mayStand(at: scalar.mark, depth: depth) else { break }
            return PolicyNode(line: line, content: content(scalar, line: line))
        case .sequence(let sequence):
            guard mayStand(at: sequence.mark, depth: depth) else { break }
            let items = sequence.map { self.node($0, depth: depth + 1) }
            return PolicyNode(line: sequence.mark?.line ?? 1, content: .list(items))
        case .mapping(let mapping):
            guard mayStand(at: mapping.mark, depth: depth) else { break }
            return PolicyNode(
                line: mapping.mark?.line ?? 1,
                content: .mapping(entries(mapping, depth: depth))
            )
        case .alias(let alias):
            guard mayStand(at: alias.mark, depth: depth) else { break }
            problem(
                alias.mark?.line ?? 1,
                "There is an alias, a repetition of another place",
                mend: "Write the text out."
            )
        }
        return PolicyNode(line: node.mark?.line ?? 1, content: .nothing)
    }

    /// Counts a node and refuses one too many, one too deep, and what stands before it.
    private mutating func mayStand(at mark: Mark?, depth: Int) -> Bool {
        let line = mark?.line ?? 1
        nodes += 1
        guard nodes <= RulebookLimits.nodes else {
            if !tooMany {
                tooMany = true
                problem(
                    line,
                    "The file has more entries than can be read",
                    mend: "Divide it into several files."
                )
            }
            return false
        }
        refuseProperties(at: mark)
        guard depth <= RulebookLimits.nesting else {
            problem(
                line,
                "More than \(RulebookLimits.nesting) lists and groups stand within each other",
                mend: "No policy file needs that; look at brackets and indentation."
            )
            return false
        }
        return true
    }

    private func content(_ scalar: Node.Scalar, line: Int) -> PolicyNode.Content {
        let text = scalar.string
        guard text.utf8.count <= RulebookLimits.textBytes else {
            problem(
                line,
                "A text has \(text.utf8.count) bytes; it may have \(RulebookLimits.textBytes)",
                mend: "Shorten it."
            )
            return .nothing
        }
        guard scalar.style == .plain else { return .text(text) }
        switch text {
        case "", "~", "null", "Null", "NULL": return .nothing
        default: return .text(text)
        }
    }

    private mutating func entries(_ mapping: Node.Mapping, depth: Int) -> [PolicyEntry] {
        var entries: [PolicyEntry] = []
        // Yams refuses a key that is there twice, unless a tag makes it another one.
        var lines: [String: Int] = [:]
        entries.reserveCapacity(mapping.count)
        // By index: the iterator of a mapping first copies all of it.
        var index = mapping.startIndex
        while index < mapping.endIndex {
            let (keyNode, valueNode) = mapping[index]
            index = mapping.index(after: index)
            nodes += 1
            guard case .scalar(let scalar) = keyNode else {
                let line = keyNode.mark?.line ?? 1
                refuseProperties(at: keyNode.mark)
                problem(line, "A key must be a single word", mend: "Write `key: value`.")
                continue
            }
            let line = scalar.mark?.line ?? 1
            refuseProperties(at: scalar.mark)
            let key = scalar.string
            let value = node(valueNode, depth: depth + 1)
            if key.utf8.starts(with: KeyRepetition.marker.utf8) { continue }
            if key == "<<" {
                problem(line, "`<<` would merge another place into this one", mend: "Write the keys out.")
                continue
            }
            if cursor != nil, let first = lines.updateValue(line, forKey: key) {
                repeated(key, line: line, first: first)
                continue
            }
            entries.append(PolicyEntry(key: key, line: line, value: value))
        }
        return entries
    }

    /// Refuses tags, and what of anchors and aliases the screen could have missed: the mark of a node stands on them.
    private mutating func refuseProperties(at mark: Mark?) {
        guard let mark else { return }
        switch cursor?.byte(line: mark.line, column: mark.column) {
        case 0x21:
            problem(
                mark.line,
                "There is a tag (!), which would change the type of a text",
                mend: "Remove it."
            )
        case 0x26, 0x2a:
            problem(mark.line, "There is an anchor or alias (& or *)", mend: "Write the text out.")
        default:
            break
        }
    }

    private func problem(_ line: Int, _ what: @autoclosure () -> String, mend: @autoclosure () -> String) {
        log.add(SourcePlace(file: file, line: line), what(), mend: mend())
    }
}
