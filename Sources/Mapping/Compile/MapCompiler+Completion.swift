// `set` beside `value`: what the elements get that a value writes, such as an extension of a reference.

import FHIR
import FHIRPath
import LocatedYAML

extension MapCompiler {
    /// Compiles a value with the `set` that may stand beside it.
    mutating func completed(
        _ inner: Node,
        _ nodes: ValueNodes,
        for place: ElementPlace,
        _ scope: Scope
    ) -> Int32 {
        if let use = nodes.use {
            diagnostics.error(
                at: use.location,
                key: path("use"),
                "`use` cannot stand beside `value`",
                suggestion: "call the map in the value, or write `set`"
            )
        }
        let number = value(inner, for: place, scope)
        guard let set = nodes.set else { return number }
        guard let type = place.types.first, place.types.count == 1, !definitions.isPrimitive(type) else {
            diagnostics.error(
                at: set.location,
                key: path("set"),
                "`\(place.element.name)` has no elements to set beside its value"
            )
            return 0
        }
        guard let slot = slot(for: place, as: type) else { return 0 }
        keys.append("set")
        defer { keys.removeLast() }
        let element = Plan.Nested(
            source: nil,
            condition: nil,
            slot: slot,
            rules: ruleSet(set, of: type, scope),
            uses: 0..<0,
            otherwise: 0
        )
        plan.elements.append(element)
        return add(.completed(value: number, element: Int32(plan.elements.count - 1)))
    }
}
