internal import PostgresClient

/// The files of `migrations/`, compiled in, so that the program needs no folder beside it.
enum EmbeddedMigrations {
    /// All migrations, in order.
    static let all = [
        migration(1, "vault", PackageResources._001_vault_sql),
        migration(2, "law", PackageResources._002_law_sql),
        migration(3, "search_slot", PackageResources._003_search_slot_sql),
        migration(4, "backups", PackageResources._004_backups_sql),
        migration(5, "gate", PackageResources._005_gate_sql),
        migration(6, "key_renewal", PackageResources._006_key_renewal_sql),
        migration(7, "narrowings", PackageResources._007_narrowings_sql),
        migration(8, "persons", PackageResources._008_persons_sql),
        migration(9, "index_renewal", PackageResources._009_index_renewal_sql),
        migration(10, "partitions", PackageResources._010_partitions_sql),
        migration(11, "aliases", PackageResources._011_aliases_sql),
    ]

    private static func migration(_ version: Int32, _ name: String, _ file: [UInt8]) -> Migration {
        Migration(version: version, name: name, sql: String(decoding: file, as: UTF8.self))
    }
}
