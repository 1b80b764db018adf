extension Rule {
    /// Why a person must decide, where the rule says so: its English sentence without the full stop.
    var reasonToAsk: String {
        guard let sentence = plain["en"], !sentence.contains("{") else {
            return "The law leaves it to a person (\(id))"
        }
        return sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence
    }
}
