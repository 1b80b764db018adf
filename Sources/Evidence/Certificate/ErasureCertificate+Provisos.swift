extension ErasureCertificate {
    /// What every certificate says about its limits (compare EDPB Guidelines 02/2025, paragraphs 51 to 53).
    public static let standardProvisos = [
        "Copies made before the erasure still hold the records in encrypted form. They stay unintelligible as long "
            + "as the encryption is not broken, and only if no key had leaked or been copied before it was "
            + "destroyed (compare EDPB Guidelines 02/2025, paragraph 51).",
        "The ledger keeps one commitment for each erased version. Its opening was destroyed with the key, so the "
            + "commitment fits every content equally well, whatever computing power may come (compare paragraph 53).",
        "This certificate proves what the vault stated, who is said to have approved it, and that the statement "
            + "stands in a ledger from which it cannot be withdrawn. It cannot prove that nobody kept a secret "
            + "outside the vault; for that stands the declaration on the custody of the key safe.",
        "What was read, printed or passed on before the records were closed is not reached by this erasure.",
        "Whether the destruction of keys is erasure in the sense of a law is for that law to say. This certificate "
            + "states the facts.",
    ]

    /// The same where records were moved to the patient to whom they belong.
    public static let movedProvisos =
        [
            "The records themselves were not erased: they are kept in the file of the patient to whom they belong. What was "
                + "destroyed are the keys by which they could be opened as a part of the file that they left.",
            standardProvisos[0],
            "The ledger keeps one commitment for each version. It names no patient, and whoever may open the right patient's "
                + "file can show what it commits to.",
        ] + standardProvisos[2...]
}
