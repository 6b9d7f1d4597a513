// FHIR's functions about codes and profiles (R4 §2.1.9.1.5): `memberOf`, `subsumes`, `conformsTo`.
//
// The definitions list the codes of required value sets and know the base types; what is beyond them the caller may
// know (`TreeKnowledge`). Nobody is asked over a network. The tables hold no hierarchies of codes, so of two different
// codes of one system nothing is known here.

import FHIR

extension TreeEvaluation {
    private static let structureDefinitions = "http://hl7.org/fhir/StructureDefinition/"

    func conforms(_ input: [TreeValue], to argument: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(input, "`conformsTo`"), let address = try text(argument, "`conformsTo`")
        else {
            return []
        }
        if case .node(let index) = value, let tree,
            let answer = environment.knowledge.conforms?(tree.node(at: index), address)
        {
            return [.boolean(answer)]
        }
        guard address.hasPrefix(Self.structureDefinitions),
            let type = schema.definitions.type(
                named: String(address.dropFirst(Self.structureDefinitions.count))
            )
        else { throw .execution("`conformsTo` does not know this profile") }
        guard case .node(let index) = value, let tree else { return [.boolean(false)] }
        return [.boolean(schema.definitions.type(tree.type(at: index), isA: type))]
    }

    func codeMembership(of input: [TreeValue], in argument: [TreeValue]) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(input, "`memberOf`"), let address = try text(argument, "`memberOf`")
        else {
            return []
        }
        if let text = plain(value)?.text(in: tree) {
            return Self.collection(isMember(Code(system: nil, code: text), of: address))
        }
        let codes = codes(of: value)
        var isKnown = !codes.isEmpty || schema.valueSet(address) != nil
        for code in codes {
            switch isMember(code, of: address) {
            case true?: return [.boolean(true)]
            case false?: continue
            case nil: isKnown = false
            }
        }
        return isKnown ? [.boolean(false)] : []
    }

    /// Whether the first item is the same as the second or above it; empty where nobody knows.
    func subsumption(
        _ general: [TreeValue],
        _ special: [TreeValue],
        _ name: String
    ) throws(TreeProblem) -> [TreeValue] {
        guard let first = try single(general, name), let second = try single(special, name) else { return [] }
        guard isConcept(first), isConcept(second) else {
            throw .execution("\(name) takes codings and concepts")
        }
        var isKnown = true
        for one in codes(of: first) {
            for other in codes(of: second) {
                switch subsumes(one, other) {
                case true?: return [.boolean(true)]
                case false?: continue
                case nil: isKnown = false
                }
            }
        }
        return isKnown ? [.boolean(false)] : []
    }
}

extension TreeEvaluation {
    /// A code with the system that says what it means.
    private struct Code {
        let system: String?
        let code: String
    }

    private func isConcept(_ value: TreeValue) -> Bool {
        guard case .node(let index) = value, let tree else { return false }
        return ["Coding", "CodeableConcept"].contains(tree.definitions[tree.type(at: index)].name)
    }

    /// The codes of a coding or a concept.
    private func codes(of value: TreeValue) -> [Code] {
        guard case .node(let index) = value, let tree else { return [] }
        let node = tree.node(at: index)
        let codings = node.type.name == "CodeableConcept" ? node.children(named: "coding") : [node]
        return codings.compactMap { coding in
            coding["code"]?.text.map { Code(system: coding["system"]?.text, code: $0) }
        }
    }

    /// Whether a value set has a code; `nil` where nobody knows.
    private func isMember(_ code: Code, of address: String) -> Bool? {
        if let answer = environment.knowledge.isMember?(code.code, code.system, address) { return answer }
        guard let codes = schema.valueSet(address) else { return nil }
        return code.system.map { codes.contains(code.code, of: $0) } ?? codes.contains(code.code)
    }

    private func subsumes(_ general: Code, _ special: Code) -> Bool? {
        guard let system = general.system, system == special.system else { return nil }
        if general.code == special.code { return true }
        return environment.knowledge.subsumes?(general.code, special.code, system)
    }
}
