// What message maps emit: resources with their own elements, and which segments they are made of.

import FHIR
import LocatedYAML

@testable import Mapping

extension FactCollector {
    /// Goes through an `emit` list.
    mutating func emissions(
        of node: Node,
        of structure: String,
        _ scope: Scope,
        _ ranges: [Int: Range<Int>]
    ) {
        for entry in node.sequence ?? [] {
            if let inner = entry["emit"] { emissions(of: inner, of: structure, scope, ranges) }
            guard let resource = entry["resource"]?.scalar, let type = definitions.type(named: resource)
            else { continue }
            var scope = scope
            if let loop = entry["for"]?.scalar {
                let reading = reading(loop, scope)
                scope.base = reading.sources
                scope.segments.formUnion(reading.segments)
            }
            let start = facts.count
            var used: [Range<Int>] = []
            for name in entry["use"].map(Self.names) ?? [] {
                for index in byName[name] ?? [] where maps[index].target == type {
                    if case .segment(let segment) = maps[index].origin { scope.segments.insert(segment) }
                    if let range = ranges[index] { used.append(range) }
                }
            }
            if let set = entry["set"] { elements(set, at: Place(type: resource, element: type), scope) }
            let own = facts[start...] + used.flatMap { facts[$0] }
            note(own, of: structure, resource, scope)
        }
    }

    /// Notes which resources the facts of an entry make of which segments.
    private mutating func note(
        _ own: ArraySlice<MapFact>,
        of structure: String,
        _ resource: String,
        _ scope: Scope
    ) {
        var segments = scope.segments
        for fact in own { segments.formUnion(fact.segments) }
        for segment in segments {
            emissions.insert(Emission(structure: structure, segment: segment, resource: resource))
        }
        for fact in own {
            let roots = fact.segments.union(fact.sources.map(\.root))
            for root in roots {
                for made in fact.refersTo.union([resource]) {
                    emissions.insert(Emission(structure: structure, segment: root, resource: made))
                }
            }
        }
    }
}
