internal import PostgresClient

/// The files of `migrations/`, compiled in, so that the program needs no folder beside it.
enum EmbeddedMigrations {
    /// All migrations, in order.
    static let all = [
        Migration(
            version: 1,
            name: "vault",
            sql: String(decoding: PackageResources._001_vault_sql, as: UTF8.self)
        ),
        Migration(
            version: 2,
            name: "law",
            sql: String(decoding: PackageResources._002_law_sql, as: UTF8.self)
        ),
        Migration(
            version: 3,
            name: "search_slot",
            sql: String(decoding: PackageResources._003_search_slot_sql, as: UTF8.self)
        ),
        Migration(
            version: 4,
            name: "backups",
            sql: String(decoding: PackageResources._004_backups_sql, as: UTF8.self)
        ),
        Migration(
            version: 5,
            name: "gate",
            sql: String(decoding: PackageResources._005_gate_sql, as: UTF8.self)
        ),
        Migration(
            version: 6,
            name: "key_renewal",
            sql: String(decoding: PackageResources._006_key_renewal_sql, as: UTF8.self)
        ),
        Migration(
            version: 7,
            name: "narrowings",
            sql: String(decoding: PackageResources._007_narrowings_sql, as: UTF8.self)
        ),
        Migration(
            version: 8,
            name: "persons",
            sql: String(decoding: PackageResources._008_persons_sql, as: UTF8.self)
        ),
    ]
}
