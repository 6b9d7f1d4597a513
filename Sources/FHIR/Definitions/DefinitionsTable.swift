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
        case "V": bindings.append(Self.binding(valueSet: texts[1], systems: texts[2]))
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

    private static func binding(valueSet: String, systems: String) -> RequiredBinding {
        var names: [String] = []
        var codes: [String: [String]] = [:]
        for group in systems.split(separator: ";") {
            let parts = group.split(separator: "=", maxSplits: 1)
            let system = String(parts[0])
            names.append(system)
            for code in parts[1].split(separator: "|") { codes[String(code), default: []].append(system) }
        }
        return RequiredBinding(valueSet: valueSet, systems: names, codes: codes)
    }
}

/// Gives every type the elements it inherits, and numbers elements and members.
private struct Flattening {
    let source: Source
    var types: [TypeDefinition] = []
    var elements: [ElementDefinition] = []
    var members: [MemberRecord] = []
    var names: [UInt8] = []
    private var nameStarts: [String: UInt32] = [:]

    init(source: Source) {
        self.source = source
    }

    mutating func flatten(_ index: Int) {
        let line = source.types[index]
        let id = TypeID(index)
        var type = TypeDefinition(
            id: id,
            name: line.name,
            kind: line.kind,
            isAbstract: line.isAbstract,
            base: source.typeNames[line.base],
            format: line.format
        )
        let firstElement = elements.count
        let firstMember = members.count
        for (order, element) in inherited(by: line).enumerated() { add(element, order: order, to: id) }
        type.elements = firstElement..<elements.count
        type.members = firstMember..<members.count
        types.append(type)
    }

    /// The elements of a type, those of its base first.
    private func inherited(by line: Source.TypeLine) -> [Source.Element] {
        guard let base = source.typeNames[line.base] else { return line.elements }
        return inherited(by: source.types[base.index]) + line.elements
    }

    private mutating func add(_ element: Source.Element, order: Int, to owner: TypeID) {
        let flags = element.flags.split(separator: "!", omittingEmptySubsequences: false)
        let references = Self.split(element.types).map { reference($0) }
        let repeats = element.cardinality == "*" || element.cardinality == "+"
        let definition = ElementDefinition(
            name: element.name,
            owner: owner,
            types: references,
            minimum: element.cardinality == "1" || element.cardinality == "+" ? 1 : 0,
            maximum: repeats ? nil : 1,
            binding: flags.count > 1 ? Int(flags[1]).map { source.bindings[$0] } : nil,
            isModifier: flags[0].contains("m"),
            isSummary: flags[0].contains("s"),
            isAttribute: flags[0].contains("a"),
            order: order,
            firstMember: Member(members.count)
        )
        elements.append(definition)
        for reference in references { addMember(of: definition, as: reference.type) }
    }

    private mutating func addMember(of element: ElementDefinition, as type: TypeID) {
        let line = source.types[type.index]
        let name = element.isChoice ? Self.choiceName(element.name, line.name) : element.name
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

    /// `Reference(A|B)` as a type with what it may refer to.
    private func reference(_ text: Substring) -> TypeReference {
        let parts = text.split(separator: "(")
        guard let type = source.typeNames[String(parts[0])] else { preconditionFailure("unknown type") }
        let targets = parts.count > 1 ? parts[1].dropLast().split(separator: "|") : []
        return TypeReference(type: type, targets: targets.compactMap { source.typeNames[String($0)] })
    }

    /// Splits at commas; those inside parentheses do not occur, targets are separated by `|`.
    private static func split(_ types: String) -> [Substring] {
        types.split(separator: ",")
    }

    /// `value[x]` and `dateTime` make `valueDateTime`.
    private static func choiceName(_ name: String, _ type: String) -> String {
        name.dropLast(3) + type.prefix(1).uppercased() + type.dropFirst()
    }
}
