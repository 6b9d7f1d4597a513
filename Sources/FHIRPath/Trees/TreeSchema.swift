// The names of a FHIR version as expressions have them: `value` for every `value[x]`, value sets by address.
//
// Made once a set of definitions, so that compiling an expression looks every name up once and evaluating one
// knows the members of each type by number.

public import FHIR

/// What expressions need to know of a FHIR version, prepared.
///
/// A value of one reference; copies are cheap.
public final class TreeSchema: Sendable {
    /// FHIR R4 as built into the program.
    public static let r4 = TreeSchema(.r4)
    /// FHIR R4B; prepared when it is first asked for.
    public static let r4b = TreeSchema(.r4b)
    /// FHIR R5; prepared when it is first asked for.
    public static let r5 = TreeSchema(.r5)

    /// What is built in of a release.
    public static func of(_ version: FHIRVersion) -> TreeSchema {
        switch version {
        case .r4: .r4
        case .r4b: .r4b
        case .r5: .r5
        }
    }

    /// The definitions it was made of.
    public let definitions: Definitions
    /// For every name of an element, the types that have it and the members it means there.
    private let names: [String: MembersByType]
    /// `valueQuantity` and the like: the element's name and the type.
    private let typedChoices: [String: (element: String, type: TypeID)]
    private let valueSets: [String: RequiredBinding]

    /// Prepares definitions; takes some milliseconds.
    public init(_ definitions: Definitions) {
        self.definitions = definitions
        var names: [String: [(type: TypeID, members: ClosedRange<Member>)]] = [:]
        var typedChoices: [String: (element: String, type: TypeID)] = [:]
        var valueSets: [String: RequiredBinding] = [:]
        for type in definitions.types {
            for element in definitions.elements(of: type.id) {
                let name = Self.pathName(of: element)
                names[name, default: []].append((type.id, element.members))
                if let binding = element.binding, valueSets[binding.valueSet] == nil {
                    valueSets[binding.valueSet] = binding
                }
                guard element.isChoice else { continue }
                for reference in element.types {
                    guard let member = element.member(as: reference.type) else { continue }
                    typedChoices[definitions.name(of: member)] = (name, reference.type)
                }
            }
        }
        self.names = names.mapValues { MembersByType($0) }
        self.typedChoices = typedChoices
        self.valueSets = valueSets
    }

    /// The name of an element in a path: that of a choice without `[x]`.
    static func pathName(of element: ElementDefinition) -> String {
        element.isChoice ? String(element.name.dropLast(3)) : element.name
    }

    /// The types that have an element of a name, such as `value` for a choice, with its members.
    public func members(named name: String) -> MembersByType {
        names[name] ?? MembersByType([])
    }

    /// The names of the elements of a type.
    func names(of type: TypeID) -> [String] {
        definitions.elements(of: type).map(Self.pathName)
    }

    /// What `valueQuantity` means: the element `value` and the type.
    func typedChoice(_ name: String) -> (element: String, type: TypeID)? {
        typedChoices[name]
    }

    /// The codes of a value set that the definitions list, by its address with or without a version.
    public func valueSet(_ address: String) -> RequiredBinding? {
        let plain = address.split(separator: "|", maxSplits: 1).first.map(String.init) ?? address
        return valueSets[plain]
    }
}
