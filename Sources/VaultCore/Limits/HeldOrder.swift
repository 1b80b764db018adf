public import Keyring
internal import VaultModel

/// An order that the key safe holds back, and what it lacks.
public struct HeldOrder: Sendable {
    /// The order.
    public let waiting: WaitingOrder
    /// What it has and lacks.
    public let standing: OrderStanding

    /// What it is and what it waits for, in one line.
    public var sentence: String {
        var parts = ["\(waiting.order.request): \(waiting.order.sentence)"]
        if standing.of > 0 {
            let names = standing.approvedBy.isEmpty ? "" : " (\(standing.approvedBy.joined(separator: ", ")))"
            parts.append("approved by \(standing.approvedBy.count) of \(standing.of)\(names)")
        }
        if standing.notBefore > waiting.at { parts.append("not before \(standing.notBefore)") }
        return parts.joined(separator: "; ")
    }
}

extension SafeOrder {
    /// What is ordered, in words.
    public var sentence: String {
        switch content {
        case .destroy(let purpose, let patients, let versions, let trees, _):
            let parts = [
                (patients, "patients as a whole"), (versions, "single versions"),
                (trees, "whole generations of keys"),
            ]
            let list = parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
            return "destroy \(list) (\(purpose.word))"
        case .limits(let limits): return "new limits: \(limits.sentence)"
        }
    }
}

extension SafeLimits {
    /// The limits, in words.
    public var sentence: String {
        var text = "\(patients) patients and \(versions) versions a day"
        if approvers.isEmpty {
            text += ", never more: nobody is named who could approve it"
        } else {
            text += "; more needs \(approvals) of \(approvers.map(\.name).joined(separator: ", "))"
        }
        return text + "; sweeps wait \(coolingOff / 3600) hours"
    }
}
