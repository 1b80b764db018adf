/// A command that hands out nothing of a person and may read from a replica of the database (`--replica`).
///
/// Records are read from the first server alone: there every reading is decided on what is known now, and the decision kept.
protocol ReplicaCommand: VaultCommand {}
