// Loads the compact table that `scripts/generate-fhir-definitions` writes.
//
// The table is ours and built in, so a malformed one is our own mistake and traps; files of a site never come
// this way. Types are first read as they stand, then flattened with what they inherit.

enum DefinitionsTable {
    /// Loads a table of the form described in the script.
    static func load(_ bytes: [UInt8]) -> Definitions.Storage {
        var source = Source()
        for line in bytes.split(separator: UInt8(ascii: "\n")) {
            source.read(line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false))
        }
        var flattening = Flattening(source: source)
        for index in source.types.indices { flattening.flatten(index) }
        return Definitions.Storage(
            version: source.version,
            types: flattening.types,
            elements: flattening.elements,
            members: flattening.members,
            names: flattening.names
        )
    }
}

/// The lines of a table, not yet resolved.
private struct Source {
    struct Element {
        let name: String
        let types: String
        let cardinality: String
        let flags: String
    }

    struct TypeLine {
        let name: String
        let kind: TypeKind
        let isAbstract: Bool
        let base: String
        let format: PrimitiveFormat?
        var elements: [Element] = []
    }

    var version = ""
    var types: [TypeLine] = []
    var typeNames: [String: TypeID] = [:]
    var bindings: [RequiredBinding] = []

    mutating func read(_ fields: [ArraySlice<UInt8>]) {
        let texts = fields.map { String(decoding: $0, as: UTF8.self) }
        switch texts[0] {
        case "F": version = texts[1]
        case "V": bindings.append(Self.binding(valueSet: texts[1], systems: fields[2]))
        case "P": add(name: texts[1], kind: .primitive, base: texts[2])
        case "T": addType(name: texts[1], kind: texts[2], base: texts[3])
        default:
            let element = Element(name: texts[0], types: texts[1], cardinality: texts[2], flags: texts[3])
            types[types.count - 1].elements.append(element)
        }
    }

    private mutating func addType(name: String, kind: String, base: String) {
        let kinds: [String: TypeKind] = ["c": .complex, "r": .resource, "e": .nested]
        guard let known = kinds[kind.lowercased()] else { preconditionFailure("unknown kind of type") }
        add(name: name, kind: known, isAbstract: kind != kind.lowercased(), base: base)
    }

    private mutating func add(name: String, kind: TypeKind, isAbstract: Bool = false, base: String) {
        typeNames[name] = TypeID(types.count)
        let format = kind == .primitive ? PrimitiveFormat(typeName: name) : nil
        types.append(TypeLine(name: name, kind: kind, isAbstract: isAbstract, base: base, format: format))
    }

    private static func binding(valueSet: String, systems: ArraySlice<UInt8>) -> RequiredBinding {
        let groups = systems.split(separator: UInt8(ascii: ";")).map { group in
            let parts = group.split(separator: UInt8(ascii: "="), maxSplits: 1)
            let codes = parts[1].split(separator: UInt8(ascii: "|")).map {
                String(decoding: $0, as: UTF8.self)
            }
            return (system: String(decoding: parts[0], as: UTF8.self), codes: codes)
        }
        return RequiredBinding(valueSet: valueSet, codes: groups)
    }
}

/// Gives every type the elements it inherits, and numbers elements and members.
private struct Flattening {
    /// An element of the table with its types found, before it is given to a type and those that inherit it.
    struct Element {
        let line: Source.Element
        let types: [TypeReference]
        let names: [String]
        let flags: Substring.UTF8View
        let binding: RequiredBinding?
    }

    let source: Source
    var types: [TypeDefinition] = []
    var elements: [ElementDefinition] = []
    var members: [MemberRecord] = []
    var names: [UInt8] = []
    private var nameStarts: [String: UInt32] = [:]
    private let ownElements: [[Element]]

    init(source: Source) {
        self.source = source
        ownElements = source.types.map { type in type.elements.map { Self.resolve($0, in: source) } }
    }

    mutating func flatten(_ index: Int) {
        let line = source.types[index]
        var type = TypeDefinition(
            id: TypeID(index),
            name: line.name,
            kind: line.kind,
            isAbstract: line.isAbstract,
            base: source.typeNames[line.base],
            format: line.format
        )
        let firstElement = elements.count
        let firstMember = members.count
        addElements(of: index, to: type.id, from: firstElement)
        type.elements = firstElement..<elements.count
        type.members = firstMember..<members.count
        types.append(type)
    }

    /// Adds the elements of a type, those of its base first.
    private mutating func addElements(of index: Int, to owner: TypeID, from first: Int) {
        if let base = source.typeNames[source.types[index].base] {
            addElements(of: base.index, to: owner, from: first)
        }
        for element in ownElements[index] { add(element, order: elements.count - first, to: owner) }
    }

    private mutating func add(_ element: Element, order: Int, to owner: TypeID) {
        let line = element.line
        let definition = ElementDefinition(
            name: line.name,
            owner: owner,
            types: element.types,
            minimum: line.cardinality == "1" || line.cardinality == "+" ? 1 : 0,
            maximum: line.cardinality == "*" || line.cardinality == "+" ? nil : 1,
            binding: element.binding,
            isModifier: element.flags.contains(UInt8(ascii: "m")),
            isSummary: element.flags.contains(UInt8(ascii: "s")),
            isAttribute: element.flags.contains(UInt8(ascii: "a")),
            order: order,
            firstMember: Member(members.count)
        )
        elements.append(definition)
        for (reference, name) in zip(element.types, element.names) {
            addMember(name, of: definition, as: source.types[reference.type.index], reference.type)
        }
    }

    private mutating func addMember(
        _ name: String,
        of element: ElementDefinition,
        as line: Source.TypeLine,
        _ type: TypeID
    ) {
        members.append(
            MemberRecord(
                owner: element.owner,
                element: UInt16(elements.count - 1),
                type: type,
                format: line.format,
                isRepeating: element.isRepeating,
                isAttribute: element.isAttribute,
                nameStart: intern(name),
                nameLength: UInt8(name.utf8.count),
                isResource: line.kind == .resource
            )
        )
    }

    /// Where a name stands among the names, one place for all types that have it.
    private mutating func intern(_ name: String) -> UInt32 {
        if let known = nameStarts[name] { return known }
        let start = UInt32(names.count + 1)
        names.append(contentsOf: "\"\(name)\":".utf8)
        nameStarts[name] = start
        return start
    }

    private static func resolve(_ line: Source.Element, in source: Source) -> Element {
        let types = line.types.utf8.split(separator: UInt8(ascii: ",")).map {
            reference(String(Substring($0)), in: source)
        }
        let isChoice = line.name.hasSuffix("[x]")
        let names = types.map { type in
            isChoice ? choiceName(line.name, source.types[type.type.index].name) : line.name
        }
        let flags = line.flags.utf8.split(separator: UInt8(ascii: "!"), omittingEmptySubsequences: false)
        let binding = flags.count > 1 ? Int(Substring(flags[1])).map { source.bindings[$0] } : nil
        return Element(line: line, types: types, names: names, flags: flags[0], binding: binding)
    }

    /// `Reference(A|B)` as a type with what it may refer to.
    private static func reference(_ text: String, in source: Source) -> TypeReference {
        if let type = source.typeNames[text] { return TypeReference(type: type, targets: []) }
        let parts = text.utf8.split { $0 == UInt8(ascii: "(") || $0 == UInt8(ascii: ")") }
        guard let type = source.typeNames[String(Substring(parts[0]))] else {
            preconditionFailure("unknown type")
        }
        let targets = parts.count > 1 ? parts[1].split(separator: UInt8(ascii: "|")) : []
        return TypeReference(
            type: type,
            targets: targets.compactMap { source.typeNames[String(Substring($0))] }
        )
    }

    /// `value[x]` and `dateTime` make `valueDateTime`.
    private static func choiceName(_ name: String, _ type: String) -> String {
        name.dropLast(3) + type.prefix(1).uppercased() + type.dropFirst()
    }
}
