// By what a resource is found again: its address, and its identifiers.
//
// An identifier is found by its value alone and by its value within a system, as the token searches of FHIR R4 ask
// ("Search", §3.1.1.4.10). Identifiers are hashed: they may be long, and they are patients'.

import Crypto
import FHIR

/// Something that a resource is found by.
public struct ResourceKey: Hashable, Sendable {
    /// The key as it is stored: the UTF-8 of an address, or the hash of an identifier.
    public let bytes: [UInt8]

    /// An address such as `Patient/123`.
    public init(address: String) {
        bytes = Array(address.utf8)
    }

    /// An identifier of a resource of a type; `system` is `nil` where any will do, and empty where there is none.
    init(type: String, system: String?, value: String) {
        var hash = SHA256()
        for part in [type, system == nil ? "any" : "in", system ?? "", value] {
            hash.update(data: Array(part.utf8))
            hash.update(data: [0])
        }
        bytes = Self.mark + hash.finalize().prefix(Self.hashBytes)
    }

    /// A key as it was stored.
    public init(stored bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// No address begins like this.
    private static let mark: [UInt8] = [0]
    /// Two identifiers of a hospital's that share so many bytes are not to be expected before its hardware fails.
    private static let hashBytes = 16

    /// Everything that a resource is found by.
    ///
    /// - Parameters:
    ///   - resource: the resource.
    ///   - address: its address.
    /// - Returns: the address first, then the identifiers.
    static func all(of resource: Tree.Node, address: String) -> [ResourceKey] {
        let type = resource.type.name
        var keys = [ResourceKey(address: address)]
        for identifier in IdentifierView.all("identifier", of: resource).prefix(identifierLimit) {
            guard let value = identifier.value else { continue }
            keys.append(ResourceKey(type: type, system: nil, value: value))
            keys.append(ResourceKey(type: type, system: identifier.system ?? "", value: value))
        }
        return keys
    }

    /// The most identifiers of a resource that count.
    private static let identifierLimit = 100
}
