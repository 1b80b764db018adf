public import ArgumentParser
public import PolicyEngine

extension Language: ExpressibleByArgument {}
extension LetterKind: ExpressibleByArgument {}
extension LetterDetails.Delay: ExpressibleByArgument {}
