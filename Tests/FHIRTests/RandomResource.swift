// Makes valid resources of any type from the definitions alone, for tests that must hold for all of them.
//
// What is required is always there, of the rest a part; below a depth only what is required. Invariants are not
// heeded.

import FHIR

/// A maker of resources, the same ones for the same seed.
struct RandomResource {
    /// Below this an element has only what it must have.
    private static let depthLimit = 4
    /// How deep resources stand in resources.
    private static let nestingLimit = 2

    private let definitions: Definitions
    private var random: SeededGenerator
    private var builder: TreeBuilder
    private var nesting = 0

    init(_ definitions: Definitions, seed: UInt64) {
        self.definitions = definitions
        random = SeededGenerator(state: seed)
        builder = TreeBuilder(definitions: definitions)
    }

    /// A resource of a type.
    mutating func tree(of type: TypeID) throws -> Tree {
        builder.reset()
        let root = builder.resource(type)
        try fill(root, of: type, depth: 0)
        return builder.freeze(root)
    }

    private mutating func fill(_ node: TreeBuilder.Node, of type: TypeID, depth: Int) throws {
        for element in definitions.elements(of: type) {
            // About two and a half optional elements of each, however many a type has.
            let chance = depth < Self.depthLimit ? 2.5 / Double(definitions.elements(of: type).count) : 0
            guard element.minimum > 0 || Double.random(in: 0..<1, using: &random) < chance else { continue }
            let count = element.isRepeating ? Int.random(in: 1...2, using: &random) : 1
            let member = member(of: element, depth: depth)
            for _ in 0..<count { try add(member, of: element, to: node, depth: depth + 1) }
        }
        if builder.isEmpty(node), !definitions.isResource(type) { try addText(to: node, of: type) }
    }

    /// A choice's type; deep down one that ends there.
    private mutating func member(of element: ElementDefinition, depth: Int) -> Member {
        let members = element.types.compactMap { element.member(as: $0.type) }
        let primitives = members.filter { definitions.isPrimitive(definitions.type(of: $0)) }
        let wanted = depth < Self.depthLimit || primitives.isEmpty ? members : primitives
        return wanted.randomElement(using: &random) ?? members[0]
    }

    /// Something small for an element that has nothing yet and must not be empty.
    private mutating func addText(to node: TreeBuilder.Node, of type: TypeID) throws {
        let element = definitions.elements(of: type).first { element in
            !element.isAttribute && element.types.contains { definitions.isPrimitive($0.type) }
        }
        guard let element = element ?? definitions.element(named: "extension", in: type),
            let reference = element.types.first(where: { definitions.isPrimitive($0.type) })
                ?? element.types.first,
            let member = element.member(as: reference.type)
        else { return }
        try add(member, of: element, to: node, depth: Self.depthLimit)
    }

    private mutating func add(
        _ member: Member,
        of element: ElementDefinition,
        to parent: TreeBuilder.Node,
        depth: Int
    ) throws {
        let type = definitions.type(of: member)
        if let format = definitions[type].format {
            return try addPrimitive(member, format, of: element, to: parent, depth: depth)
        }
        if definitions.isResource(type) { return try addResource(member, to: parent) }
        let node = builder.append(member, to: parent)
        if let binding = element.binding, try hasBound(node, of: type, to: binding) { return }
        try fill(node, of: type, depth: depth)
    }

    private mutating func addPrimitive(
        _ member: Member,
        _ format: PrimitiveFormat,
        of element: ElementDefinition,
        to parent: TreeBuilder.Node,
        depth: Int
    ) throws {
        let codes = element.binding?.allCodes ?? SampleTexts.of(format)
        let text = codes.randomElement(using: &random) ?? ""
        guard !element.isAttribute, format != .xhtml, depth <= Self.depthLimit,
            Int.random(in: 0..<4, using: &random) == 0
        else {
            try builder.primitive(member, text, in: parent)
            return
        }
        let node = builder.append(member, to: parent)
        if Bool.random(using: &random) { try builder.setText(text, of: node) }
        let type = definitions.type(of: member)
        try fill(node, of: type, depth: Self.depthLimit)
        guard let extensions = definitions.element(named: "extension", in: type) else { return }
        try add(self.member(of: extensions, depth: depth), of: extensions, to: node, depth: Self.depthLimit)
    }

    private mutating func addResource(_ member: Member, to parent: TreeBuilder.Node) throws {
        guard nesting < Self.nestingLimit, let type = definitions.resources.randomElement(using: &random)
        else {
            return
        }
        nesting += 1
        defer { nesting -= 1 }
        let resource = builder.resource(type.id)
        try fill(resource, of: type.id, depth: Self.depthLimit - 1)
        builder.attach(resource, as: member, to: parent)
    }

    /// Gives a coding, or something that holds one, a code it may have; false where the type has none.
    private mutating func hasBound(_ node: TreeBuilder.Node, of type: TypeID, to binding: RequiredBinding)
        throws
        -> Bool
    {
        if definitions[type].name == "CodeableConcept" {
            let member = definitions.known("coding", of: type)
            return try hasBound(
                builder.append(member, to: node),
                of: definitions.type(of: member),
                to: binding
            )
        }
        guard definitions[type].name == "Coding", let code = binding.allCodes.randomElement(using: &random),
            let system = binding.systems(of: code).first
        else { return false }
        try builder.primitive(definitions.known("system", of: type), system, in: node)
        try builder.primitive(definitions.known("code", of: type), code, in: node)
        return true
    }
}

/// Texts that primitives may have, the awkward ones among them.
private enum SampleTexts {
    static func of(_ format: PrimitiveFormat) -> [String] {
        switch format {
        case .base64Binary: ["QUJD", "QUJDRA=="]
        case .boolean: ["true", "false"]
        case .canonical: ["http://example.org/x|1.0", "#a"]
        case .code: ["a", "a b", "<&>"]
        case .date: ["1980", "1980-02", "1980-02-29"]
        case .dateTime: ["1980", "1980-02-29T23:59:60.123456-11:00"]
        case .decimal: ["1.00", "-0.0", "1e-7", "123456789012345678.90", "0"]
        case .id: ["a-1.b"]
        case .instant: ["2024-01-31T00:00:00Z"]
        case .integer: ["0", "-2147483648"]
        case .integer64: ["9223372036854775807", "-1"]
        case .markdown: ["# a\n\nb\tc\r\n", " x "]
        case .oid: ["urn:oid:1.2.3"]
        case .positiveInt: ["1", "2147483647"]
        case .string: ["a", "\"q\" 'r' <s> & \\ t", " ", "ä😀\n"]
        case .time: ["23:59:59.5"]
        case .unsignedInt: ["0"]
        case .uri, .url: ["http://example.org/a?b=c&d", "urn:x"]
        case .uuid: ["urn:uuid:c757873d-ec9a-4326-a141-556f43239520"]
        case .xhtml: ["<div xmlns=\"http://www.w3.org/1999/xhtml\"><p title=\"a &amp; b\">x<br/>y</p></div>"]
        }
    }
}
