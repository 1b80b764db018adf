/// What each ``Identifier`` names.
public enum IdentifierKind {
    /// One vault: a data directory with its database, ledgers and key safes.
    public enum Vault {}
    /// One controller (GDPR Art 4(7)), a tenant of the vault.
    public enum Controller {}
    /// One patient of one controller.
    public enum Patient {}
    /// One stored record.
    public enum Record {}
    /// One shred: a run of the protocol that destroys keys.
    public enum Shred {}
    /// One erasure certificate.
    public enum Certificate {}
    /// One request to a key safe; repeating it does nothing twice.
    public enum Request {}
    /// One running life of a vault; a clone has another.
    public enum Incarnation {}
    /// One blob: the ciphertext of a part outside the database.
    public enum Blob {}
    /// One decision of the policy port.
    public enum Decision {}
    /// One event that has a ledger entry and is neither a version nor a shred.
    public enum Event {}
    /// One member of a controller's staff.
    public enum Staff {}
    /// One backup of a vault.
    public enum Backup {}
}

/// Names a vault.
public typealias VaultID = Identifier<IdentifierKind.Vault>
/// Names a controller.
public typealias ControllerID = Identifier<IdentifierKind.Controller>
/// Names a patient.
public typealias PatientID = Identifier<IdentifierKind.Patient>
/// Names a record.
public typealias RecordID = Identifier<IdentifierKind.Record>
/// Names a shred.
public typealias ShredID = Identifier<IdentifierKind.Shred>
/// Names an erasure certificate.
public typealias CertificateID = Identifier<IdentifierKind.Certificate>
/// Names a request to a key safe.
public typealias RequestID = Identifier<IdentifierKind.Request>
/// Names a vault incarnation.
public typealias IncarnationID = Identifier<IdentifierKind.Incarnation>
/// Names a blob.
public typealias BlobID = Identifier<IdentifierKind.Blob>
/// Names a decision.
public typealias DecisionID = Identifier<IdentifierKind.Decision>
/// Names an event.
public typealias EventID = Identifier<IdentifierKind.Event>
/// Names a member of staff.
public typealias StaffID = Identifier<IdentifierKind.Staff>
/// Names a backup.
public typealias BackupID = Identifier<IdentifierKind.Backup>
