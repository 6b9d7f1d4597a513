// The types and elements of one FHIR version, loaded from a compact table; the code knows no resource by name.
//
// Elements are flattened: each type lists the inherited ones first. It does not interpret invariants, search
// parameters or terminology beyond required bindings. Source: FHIR R4 (4.0.1), R4B (4.3.0) and
// R5 (5.0.0), hl7.org/fhir.

/// The definitions of one FHIR version.
///
/// A value of one reference; copies are cheap. Identifiers (``TypeID``, ``Member``) belong to the definitions
/// they came from and mean nothing in others.
public struct Definitions: Sendable {
    let storage: Storage

    final class Storage: Sendable {
        let version: String
        let types: [TypeDefinition]
        let typeNames: [String: TypeID]
        let elements: [ElementDefinition]
        let members: [MemberRecord]
        /// Every member's name as `"name":`, one after the other.
        let names: [UInt8]
        /// For every type the positions of the elements that must be there, in definition order.
        let requiredElements: [[Int]]
        /// Finds members by type and name.
        let memberIndex: MemberIndex

        init(
            version: String,
            types: [TypeDefinition],
            elements: [ElementDefinition],
            members: [MemberRecord],
            names: [UInt8]
        ) {
            self.version = version
            self.types = types
            self.elements = elements
            self.members = members
            self.names = names
            requiredElements = types.map { type in type.elements.filter { elements[$0].minimum > 0 } }
            typeNames = Dictionary(uniqueKeysWithValues: types.map { ($0.name, $0.id) })
            memberIndex = MemberIndex(types: types, members: members, names: names)
        }
    }

    /// FHIR R4, 4.0.1, as built into the program.
    public static let r4 = Definitions(.r4)
    /// FHIR R4B, 4.3.0; loaded when it is first asked for, so that who needs R4 alone pays nothing.
    public static let r4b = Definitions(.r4b)
    /// FHIR R5, 5.0.0; loaded when it is first asked for, so that who needs R4 alone pays nothing.
    public static let r5 = Definitions(.r5)

    init(storage: Storage) {
        self.storage = storage
    }

    private init(_ version: FHIRVersion) {
        storage = DefinitionsTable.load(EmbeddedDefinitions.table(of: version))
    }

    /// The version, such as `4.0.1`.
    public var version: String { storage.version }

    /// The release they are of.
    public var release: FHIRVersion? { FHIRVersion(version) }

    /// Every type, in the order of the definitions.
    public var types: [TypeDefinition] { storage.types }

    /// Every resource that can occur, in the order of the definitions.
    public var resources: [TypeDefinition] {
        storage.types.filter(\.isConcreteResource)
    }

    /// The type of a name such as `Patient`, `code` or `Bundle.entry`.
    public func type(named name: String) -> TypeID? {
        storage.typeNames[name]
    }

    /// What is known about a type.
    public subscript(type: TypeID) -> TypeDefinition {
        storage.types[type.index]
    }

    /// Whether a type is another one or inherits from it.
    public func type(_ type: TypeID, isA ancestor: TypeID) -> Bool {
        var current: TypeID? = type
        while let candidate = current {
            if candidate == ancestor { return true }
            current = self[candidate].base
        }
        return false
    }

    /// Whether these are the same definitions, so that identifiers of one mean the same in the other.
    public func isSame(as other: Definitions) -> Bool {
        storage === other.storage
    }

    /// Whether a value of a type has one text.
    public func isPrimitive(_ type: TypeID) -> Bool {
        storage.types[type.index].isPrimitive
    }

    /// Whether a type is a resource.
    public func isResource(_ type: TypeID) -> Bool {
        storage.types[type.index].isResource
    }
}

extension Definitions {
    /// The elements of a type, inherited ones first, in definition order.
    public func elements(of type: TypeID) -> ArraySlice<ElementDefinition> {
        storage.elements[self[type].elements]
    }

    /// The element of a name: `birthDate`, `value[x]`, `value` for a choice, or `valueQuantity`.
    public func element(named name: String, in type: TypeID) -> ElementDefinition? {
        if let member = member(named: name, in: type) { return element(of: member) }
        let choice = name.hasSuffix("[x]") ? name : name + "[x]"
        return elements(of: type).first { $0.name == choice }
    }

    /// The member of a name as JSON has it: `birthDate` or `valueQuantity`, but not `value[x]`.
    public func member(named name: String, in type: TypeID) -> Member? {
        storage.memberIndex.find(name, in: type, names: storage.names, members: storage.members)
    }

    /// The element that a member belongs to.
    public func element(of member: Member) -> ElementDefinition {
        storage.elements[Int(storage.members[member.index].element)]
    }

    /// The type of a member's values; abstract where each value says its own, as in `contained`.
    public func type(of member: Member) -> TypeID {
        storage.members[member.index].type
    }

    /// Whether an element may occur more than once, which JSON writes as an array.
    public func isRepeating(_ member: Member) -> Bool {
        storage.members[member.index].isRepeating
    }

    /// The name of a member as JSON has it, such as `valueQuantity`.
    public func name(of member: Member) -> String {
        String(decoding: storage.names[storage.members[member.index].name], as: UTF8.self)
    }
}
