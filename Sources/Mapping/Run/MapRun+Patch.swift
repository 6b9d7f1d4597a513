// `write: patch`: what a message says of a resource changes that and nothing else.
//
// In a transaction or batch the resource becomes a FHIRPath Patch (FHIR R4 §3.1.0.8, fhirpatch.html): a Parameters
// with operations. An element of one value is deleted and added anew, for adding fails where there is one; the item of
// a list likewise, found by its own texts, so that a patch that is sent twice changes nothing the second time. An
// explicit null deletes. In other Bundles the partial resource stands itself.

import FHIR

extension MapRun {
    /// An element that the message says to remove.
    struct Removal {
        let resource: Int32
        let name: String
    }

    /// Notes that a rule of a patch read the explicit null and wrote nothing.
    mutating func noteRemoval(_ rule: Plan.Rule) {
        guard rule.path.isEmpty, let first = rule.candidates.first else { return }
        let element = builder.definitions.element(of: plan.members[Int(first)])
        removals.append(Removal(resource: patched, name: Self.pathName(of: element)))
    }

    /// The Parameters that patch a resource, made of the resource itself; `nil` where R4 lacks something for it.
    mutating func patch(
        _ number: Int32,
        _ emission: Plan.Emission,
        isSearched: Bool
    ) throws(MalformedValue) -> TreeBuilder.Node? {
        guard let writer = PatchMembers(builder.definitions) else { return nil }
        let definitions = builder.definitions
        let parameters = builder.resource(writer.parameters)
        let node = resources[Int(number)].node
        var written: Set<String> = []
        for child in builder.children(of: node) where !builder.isEmpty(child) {
            let member = builder.member(of: child)
            let element = definitions.element(of: member)
            // What the server finds the resource by is not changed.
            if element.name == "id" || (isSearched && element.name == "identifier") { continue }
            let name = Self.pathName(of: element)
            written.insert(name)
            let path = "\(emission.typeName).\(name)"
            let old = element.isRepeating ? itemFilter(child).map { path + $0 } : path
            if let old { try writer.delete(old, in: parameters, &builder) }
            try writer.add(child, name, to: emission.typeName, in: parameters, &builder)
        }
        for removal in removals where removal.resource == number && written.insert(removal.name).inserted {
            try writer.delete("\(emission.typeName).\(removal.name)", in: parameters, &builder)
        }
        return builder.children(of: parameters).isEmpty ? nil : parameters
    }

    /// `deceased` of `deceased[x]`: paths do not name types.
    private static func pathName(of element: ElementDefinition) -> String {
        element.isChoice ? String(element.name.dropLast(3)) : element.name
    }

    /// What finds the item of a list that says the same, everywhere below it; `nil` where that cannot be said: then
    /// it is only added, for two links of one kind differ in nothing but whom they name.
    private mutating func itemFilter(_ item: TreeBuilder.Node) -> String? {
        if let text = builder.text(of: item) { return ".where($this = \(Self.quoted(text))).first()" }
        guard let conditions = conditions(for: item), !conditions.isEmpty else { return nil }
        return ".where(\(conditions.joined(separator: " and "))).first()"
    }

    private mutating func conditions(for node: TreeBuilder.Node) -> [String]? {
        var conditions: [String] = []
        let isReference = builder.definitions[builder.type(of: node)].name == "Reference"
        for child in builder.children(of: node) where !builder.isEmpty(child) {
            let element = builder.definitions.element(of: builder.member(of: child))
            let name = Self.pathName(of: element)
            if var text = builder.text(of: child) {
                if isReference, element.name == "reference" {
                    guard let stored = storedReference(text) else { return nil }
                    text = stored
                }
                conditions.append(
                    element.isRepeating
                        ? "\(name).where($this = \(Self.quoted(text))).exists()"
                        : "\(name) = \(Self.quoted(text))"
                )
            } else {
                guard let inner = self.conditions(for: child), !inner.isEmpty else { return nil }
                conditions.append("\(name).where(\(inner.joined(separator: " and "))).exists()")
            }
        }
        return conditions
    }

    /// A reference as the server has it afterwards; `nil` where only the server knows.
    private mutating func storedReference(_ text: String) -> String? {
        guard text.hasPrefix("urn:uuid:") else { return text.contains("?") ? nil : text }
        guard let target = resources.first(where: { "urn:uuid:\($0.id.text)" == text }) else { return nil }
        let emission = plan.emissions[Int(target.emission)]
        return emission.write == .update ? "\(emission.typeName)/\(target.id.text)" : nil
    }

    private static func quoted(_ text: String) -> String {
        "'" + text.replacing("\\", with: "\\\\").replacing("'", with: "\\'").replacing("\n", with: "\\n")
            + "'"
    }
}

/// The members of Parameters that patches are written with.
private struct PatchMembers {
    let parameters: TypeID
    private let parameter: Member
    private let name: Member
    private let part: Member
    private let code: Member
    private let string: Member
    private let value: ElementDefinition

    init?(_ definitions: Definitions) {
        guard let parameters = definitions.type(named: "Parameters"),
            let parameter = definitions.member(named: "parameter", in: parameters)
        else { return nil }
        let type = definitions.type(of: parameter)
        guard let name = definitions.member(named: "name", in: type),
            let part = definitions.member(named: "part", in: type),
            let code = definitions.member(named: "valueCode", in: type),
            let string = definitions.member(named: "valueString", in: type),
            let value = definitions.element(named: "value[x]", in: type)
        else { return nil }
        self.parameters = parameters
        self.parameter = parameter
        self.name = name
        self.part = part
        self.code = code
        self.string = string
        self.value = value
    }

    func delete(
        _ path: String,
        in parameters: TreeBuilder.Node,
        _ builder: inout TreeBuilder
    ) throws(MalformedValue) {
        _ = try operation("delete", path, in: parameters, &builder)
    }

    /// Moves an element of the partial resource into an operation that adds it.
    func add(
        _ node: TreeBuilder.Node,
        _ element: String,
        to path: String,
        in parameters: TreeBuilder.Node,
        _ builder: inout TreeBuilder
    ) throws(MalformedValue) {
        let operation = try operation("add", path, in: parameters, &builder)
        let named = try part(named: "name", in: operation, &builder)
        try builder.primitive(string, element, in: named)
        try move(node, into: part(named: "value", in: operation, &builder), &builder)
    }

    private func operation(
        _ kind: String,
        _ path: String,
        in parameters: TreeBuilder.Node,
        _ builder: inout TreeBuilder
    ) throws(MalformedValue) -> TreeBuilder.Node {
        let operation = builder.append(parameter, to: parameters)
        try builder.primitive(name, "operation", in: operation)
        try builder.primitive(code, kind, in: part(named: "type", in: operation, &builder))
        try builder.primitive(string, path, in: part(named: "path", in: operation, &builder))
        return operation
    }

    private func part(
        named text: String,
        in parent: TreeBuilder.Node,
        _ builder: inout TreeBuilder
    ) throws(MalformedValue) -> TreeBuilder.Node {
        let node = builder.append(part, to: parent)
        try builder.primitive(name, text, in: node)
        return node
    }

    /// A value of a type that Parameters takes; any other is given by its parts.
    private func move(
        _ node: TreeBuilder.Node,
        into parent: TreeBuilder.Node,
        _ builder: inout TreeBuilder
    ) throws(MalformedValue) {
        if let member = value.member(as: builder.type(of: node)) {
            builder.attach(node, as: member, to: parent)
            return
        }
        for child in builder.children(of: node) where !builder.isEmpty(child) {
            let element = builder.definitions.element(of: builder.member(of: child))
            let name = element.isChoice ? String(element.name.dropLast(3)) : element.name
            try move(child, into: part(named: name, in: parent, &builder), &builder)
        }
    }
}
