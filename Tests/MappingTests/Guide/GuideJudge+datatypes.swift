// What a fact about a segment says about the datatypes in it: PID-19 in Patient.identifier.value is also an ST as
// the value of an Identifier.

import FHIR
import HL7v2

extension GuideJudge {
    /// The facts about datatypes that lie within facts about fields.
    static func inner(of facts: Set<MapFact>) -> Set<MapFact> {
        var inner: Set<MapFact> = []
        let all = Set(facts.flatMap(\.sources))
        let parts = Dictionary(uniqueKeysWithValues: all.map { ($0, datatypes($0)) })
        for fact in facts {
            let sources = Set(fact.sources.flatMap { parts[$0] ?? [] })
            guard !sources.isEmpty else { continue }
            for (type, path) in types(along: fact) {
                var found = fact
                (found.type, found.path, found.sources, found.segments) = (type, path, sources, [])
                inner.insert(found)
            }
        }
        return inner
    }

    /// PID-5.1 is an XPN's first component, and a FN.
    private static func datatypes(_ source: FactSource) -> [FactSource] {
        (0...source.numbers.count).compactMap { length in
            let outer = FactSource(root: source.root, numbers: Array(source.numbers.prefix(length)))
            guard let datatype = outer.datatype else { return nil }
            return FactSource(root: datatype, numbers: Array(source.numbers.dropFirst(length)))
        }
    }

    /// The types of the elements on the way, each with the rest of the path.
    private static func types(along fact: MapFact) -> [(String, [FactStep])] {
        let definitions = FHIR.Definitions.r4
        var type = definitions.type(named: fact.type)
        var found: [(String, [FactStep])] = [(fact.type, fact.path)]
        for (position, step) in fact.path.enumerated() {
            guard let current = type else { break }
            let name =
                step.isChoice
                ? step.name + (step.type.map { $0.prefix(1).uppercased() + $0.dropFirst() } ?? "[x]")
                : step.name
            let element = definitions.element(named: name, in: current)
            let member = definitions.member(named: name, in: current) ?? element?.onlyMember
            type = member.map { definitions.type(of: $0) }
            guard let type else { continue }
            let rest = Array(fact.path.dropFirst(position + 1))
            found.append((definitions[type].name, rest))
            // A Duration is a Quantity.
            if definitions[type].name == "Duration" { found.append(("Quantity", rest)) }
        }
        return found
    }
}
