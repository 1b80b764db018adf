/// A value in a ``JSONText``.
struct JSONValue: Sendable {
    let text: JSONText
    let index: Int

    private var node: JSONNode { text.nodes[index] }

    /// What it is.
    var kind: JSONNode.Kind { node.kind }

    /// Where its bytes lie.
    var range: Range<Int> { node.start..<node.end }

    /// Its bytes as they came.
    var bytes: ArraySlice<UInt8> { text.bytes[range] }

    /// The text, when this is one.
    var string: String? {
        guard kind == .string else { return nil }
        return JSONString.decode(text.bytes, node.start + 1..<node.end - 1)
    }

    /// The number as it is written, when this is one.
    var number: String? { kind == .number ? String(decoding: bytes, as: UTF8.self) : nil }

    /// The values of a list; none when this is none.
    var elements: [JSONValue] { kind == .array ? children : [] }

    /// The members of an object in their order; none when this is none.
    var members: [(name: String, value: JSONValue)] {
        guard kind == .object else { return [] }
        let children = children
        return stride(from: 0, to: children.count, by: 2).map { number in
            (children[number].string ?? "", children[number + 1])
        }
    }

    /// The member of an object; `nil` when it has none or this is none.
    subscript(name: String) -> JSONValue? {
        guard kind == .object else { return nil }
        var next = index + 1
        while next < node.after {
            let value = text.nodes[next].after
            if JSONValue(text: text, index: next).string == name {
                return JSONValue(text: text, index: value)
            }
            next = text.nodes[value].after
        }
        return nil
    }

    /// The members of a list, or this alone when it is no list.
    var each: [JSONValue] { kind == .array ? elements : [self] }

    private var children: [JSONValue] {
        var children: [JSONValue] = []
        var next = index + 1
        while next < node.after {
            children.append(JSONValue(text: text, index: next))
            next = text.nodes[next].after
        }
        return children
    }
}
