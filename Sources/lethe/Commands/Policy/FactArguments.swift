internal import ArgumentParser
internal import PolicyEngine
internal import VaultModel

/// Facts as they are written on the command line, NAME=VALUE.
struct FactArguments {
    /// Value by name.
    let texts: [String: String]

    /// Reads them.
    ///
    /// - Throws: A usage error for one that is not NAME=VALUE or is named twice.
    init(_ lines: [String]) throws {
        var texts: [String: String] = [:]
        for line in lines {
            guard let separator = line.firstIndex(of: "="), separator != line.startIndex else {
                throw ValidationError("a fact is NAME=VALUE")
            }
            let name = String(line[..<separator])
            guard texts.updateValue(String(line[line.index(after: separator)...]), forKey: name) == nil else {
                throw ValidationError("the fact \(name.printed) is named twice")
            }
        }
        self.texts = texts
    }

    /// The facts of a vocabulary.
    ///
    /// - Throws: A usage error that names the fact and what it may be.
    func facts(in vocabulary: Vocabulary) throws -> FactSet {
        var values: [String: FactValue] = [:]
        for (name, text) in texts {
            guard let definition = vocabulary.facts[name], definition.derivation == nil else {
                throw ValidationError(
                    "there is no fact \(name.printed) to be stated; see policies/vocabulary.yaml"
                )
            }
            guard let value = definition.kind.value(of: text) else {
                throw ValidationError("the fact \(name) is \(definition.kind.expectation)")
            }
            values[name] = value
        }
        do {
            return try FactSet(values, vocabulary: vocabulary)
        } catch {
            throw ValidationError("\(error)")
        }
    }
}
