public import Keyring
internal import VaultModel

/// Makes and opens what controllers keep outside the database.
public protocol FacilityProvider: Sendable {
    /// Makes a controller's key safe, ledger and certificate key, or opens those of an unfinished creation.
    func create(for controller: ControllerRow) async throws -> Facilities

    /// Opens the key safe alone.
    func keySafe(of controller: ControllerRow) async throws -> any KeySafe

    /// Opens them.
    func open(for controller: ControllerRow) async throws -> Facilities
}
