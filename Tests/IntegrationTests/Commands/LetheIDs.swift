/// Ids that no vault has.
enum LetheIDs {
    static let unknownRecord = "11111111-1111-4111-8111-111111111111"
    static let unknownPatient = "22222222-2222-4222-8222-222222222222"
}
