/// Who can supply a fact; a decision that lacks one names it.
public enum FactSource: String, CaseIterable, Hashable, Sendable {
    /// The controller, a site, a processor: about organisations.
    case organisation
    /// The patient's identity record.
    case patient
    /// The course of care.
    case episode
    /// The record's own sealed facts.
    case record
    /// Who asks, for what, and when.
    case request
    /// Claims, inquiries and holds on file.
    case hold
    /// Recipient, destination and basis of a transfer.
    case transfer
    /// An event that starts a duty to tell somebody.
    case event
    /// Computed by the engine; nobody supplies it.
    case derived
}
