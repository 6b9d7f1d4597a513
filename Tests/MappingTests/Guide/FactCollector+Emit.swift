// What message maps emit: resources with their own elements, and which segments they are made of.

import FHIR
import LocatedYAML

@testable import Mapping

extension FactCollector {
    /// A segment that facts read, and the resource they lead to; none means that which they are facts of.
    struct Trace: Hashable {
        let segment: String
        var resource: String?
    }

    /// What facts are made of and lead to.
    static func traces(of facts: ArraySlice<MapFact>) -> Set<Trace> {
        var traces: Set<Trace> = []
        for fact in facts {
            for segment in fact.segments.union(fact.sources.map(\.root)) {
                traces.insert(Trace(segment: segment))
                for resource in fact.refersTo { traces.insert(Trace(segment: segment, resource: resource)) }
            }
        }
        return traces
    }

    /// Goes through an `emit` list.
    mutating func emissions(
        of node: Node,
        of structure: String,
        _ scope: Scope,
        _ known: [Int: Set<Trace>]
    ) {
        for entry in node.sequence ?? [] {
            if let inner = entry["emit"] { emissions(of: inner, of: structure, scope, known) }
            guard let resource = entry["resource"]?.scalar, let type = definitions.type(named: resource)
            else { continue }
            var scope = scope
            if let loop = entry["for"]?.scalar {
                let reading = reading(loop, scope)
                scope.base = reading.sources
                scope.segments.formUnion(reading.segments)
            }
            let start = facts.count
            var traces: Set<Trace> = []
            for name in entry["use"].map(Self.names) ?? [] {
                for index in byName[name] ?? [] where maps[index].target == type {
                    if case .segment(let segment) = maps[index].origin { scope.segments.insert(segment) }
                    // A resource for each repetition of a field.
                    if case .datatype = maps[index].origin {
                        make(index, of: scope.base)
                    }
                    traces.formUnion(known[index] ?? [])
                }
            }
            if let set = entry["set"] { elements(set, at: Place(type: resource, element: type), scope) }
            traces.formUnion(Self.traces(of: facts[start...]))
            traces.formUnion(scope.segments.map { Trace(segment: $0) })
            for trace in traces {
                let made = trace.resource ?? resource
                emissions.insert(Emission(structure: structure, segment: trace.segment, resource: made))
            }
        }
    }
}
