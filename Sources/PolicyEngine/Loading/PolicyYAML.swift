internal import Yams

/// Reads a policy file into nodes whose scalars are all text.
///
/// Yams composes; nothing is constructed, and no scalar is given a type by its looks. What YAML can do beyond lists,
/// mappings and text is refused.
struct PolicyYAML {
    private let file: String
    private let log: ProblemLog
    private var cursor = TextCursor([])
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
        guard let text = ByteScreen.text(of: file, log: log) else { return nil }
        var reader = Self(file: file.path, log: log)
        guard let (root, composed) = reader.compose(text) else { return nil }
        reader.cursor = TextCursor(Array(composed.utf8))
        return reader.node(root, depth: 1)
    }

    // MARK: Composing

    /// Composes; a key that is there twice is reported, renamed and the text composed again.
    private func compose(_ original: String) -> (Node, String)? {
        var text = original
        for attempt in 0..<Self.attempts {
            do {
                let parser = try Parser(yaml: text, resolver: .basic, constructor: .default, encoding: .utf8)
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

    private mutating func node(_ node: Node, depth: Int) -> PolicyNode {
        let mark = node.mark
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
            return PolicyNode(line: line, content: .nothing)
        }
        refuseProperties(at: mark)
        guard depth <= RulebookLimits.nesting else {
            problem(
                line,
                "More than \(RulebookLimits.nesting) lists and groups stand within each other",
                mend: "No policy file needs that; look at brackets and indentation."
            )
            return PolicyNode(line: line, content: .nothing)
        }
        switch node {
        case .scalar(let scalar):
            return PolicyNode(line: line, content: content(scalar, line: line))
        case .sequence(let sequence):
            return PolicyNode(line: line, content: .list(sequence.map { self.node($0, depth: depth + 1) }))
        case .mapping(let mapping):
            return PolicyNode(line: line, content: .mapping(entries(mapping, depth: depth)))
        case .alias:
            problem(line, "There is an alias, a repetition of another place", mend: "Write the text out.")
            return PolicyNode(line: line, content: .nothing)
        }
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
        var lines: [String: Int] = [:]
        entries.reserveCapacity(mapping.count)
        for (keyNode, valueNode) in mapping {
            let line = keyNode.mark?.line ?? 1
            nodes += 1
            refuseProperties(at: keyNode.mark)
            guard case .scalar(let scalar) = keyNode else {
                problem(line, "A key must be a single word", mend: "Write `key: value`.")
                continue
            }
            let key = scalar.string
            let value = node(valueNode, depth: depth + 1)
            if key.hasPrefix(KeyRepetition.marker) { continue }
            if key == "<<" {
                problem(line, "`<<` would merge another place into this one", mend: "Write the keys out.")
                continue
            }
            if let first = lines.updateValue(line, forKey: key) {
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
        switch cursor.byte(line: mark.line, column: mark.column) {
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
