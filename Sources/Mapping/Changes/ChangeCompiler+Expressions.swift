// Right sides that are expressions, and whether what they yield fits the element.

import FHIR
import FHIRPath
import LocatedYAML

extension ChangeCompiler {
    /// Compiles an expression, or a call of what only maps have: a map, `reference()`, a row of a table.
    mutating func value(
        _ parsed: Expression,
        _ text: String,
        at location: SourceLocation,
        for place: ChangePlan.Place,
        _ scope: Scope
    ) -> ChangePlan.Value {
        switch parsed.kind {
        case .call(nil, "coalesce", let arguments) where arguments.contains(where: isMapCall):
            return .first(arguments.map { value($0, text, at: location, for: place, scope) })
        case .call(nil, "reference", let arguments) where place.takes("Reference", in: definitions):
            return reference(arguments, at: location)
        case .call(nil, let name, let arguments) where hasMap(named: name):
            return mapCall(name, arguments, at: location, for: place, scope)
        case .call(let base?, "lookup", let arguments) where place.takesCodings(in: definitions):
            guard case .literal(.text(let name))? = arguments.first?.kind,
                let table = tables.first(where: { $0.name == name })
            else { break }
            guard let codes = expression(base, at: location, key: key, scope),
                accepts(codes, place, at: location)
            else { return .nothing }
            guard !codes.expression.type.isComplex else { break }
            return .rows(codes, table)
        default: break
        }
        guard let found = expression(parsed, text, at: location, key: key, scope),
            accepts(found, place, at: location), fits(found.expression.type, place, at: location)
        else { return .nothing }
        return .values(found)
    }

    private func isMapCall(_ expression: Expression) -> Bool {
        if case .call(nil, let name, _) = expression.kind { hasMap(named: name) } else { false }
    }

    private mutating func reference(_ arguments: [Expression], at location: SourceLocation)
        -> ChangePlan.Value
    {
        if case .name(let name)? = arguments.first?.kind, arguments.count == 1, addedNames.contains(name) {
            return .reference(name)
        }
        let known = addedNames.sorted()
        diagnostics.error(
            at: location,
            key: key,
            "`reference` takes the name that `as:` gives to a resource that is added",
            suggestion: known.isEmpty
                ? "what was received is referred to by a path, as in `entry.resource.ofType(Patient).first()`"
                : "known here: \(known.joined(separator: ", "))"
        )
        return .nothing
    }

    private mutating func mapCall(
        _ name: String,
        _ arguments: [Expression],
        at location: SourceLocation,
        for place: ChangePlan.Place,
        _ scope: Scope
    ) -> ChangePlan.Value {
        guard arguments.count == 1 else {
            diagnostics.error(at: location, key: key, "`\(name)` takes one value")
            return .nothing
        }
        guard let found = expression(arguments[0], at: location, key: key, scope),
            accepts(found, place, at: location)
        else { return .nothing }
        let type = found.expression.type
        let maps = self.maps(named: name, to: place.types, from: type)
        guard maps.isEmpty else { return .maps(maps, found) }
        diagnostics.error(
            at: location,
            key: key,
            "`\(name)` leads from \(words(forMapsNamed: name)); `\(place.name)` is a \(place.words(in: definitions))"
                + (type.name.map { ", and this yields \($0)" } ?? "")
        )
        return .nothing
    }

    /// A list does not go where one value goes.
    mutating func accepts(
        _ found: ChangePlan.Expression,
        _ place: ChangePlan.Place,
        at location: SourceLocation
    ) -> Bool {
        guard found.expression.type.isPlural, !place.isRepeating else { return true }
        diagnostics.error(
            at: location,
            key: key,
            "`\(place.name)` holds one value, and this may be several",
            suggestion: "add `.first()` or `.join(' ')`"
        )
        return false
    }

    /// Whether some value of a type can stand there.
    private mutating func fits(_ type: TreeType, _ place: ChangePlan.Place, at location: SourceLocation)
        -> Bool
    {
        let takesText = place.types.contains { definitions.isPrimitive($0) }
        if let types = type.types, !types.isEmpty {
            if types.contains(where: { place.takes($0, in: definitions) }) { return true }
            if takesText, types.contains(where: { definitions.isPrimitive($0) }) { return true }
        } else {
            // Values that are worked out are texts; of some nothing is known.
            if takesText || type.name == nil { return true }
        }
        diagnostics.error(
            at: location,
            key: key,
            "this yields \(type.name ?? "something else"), and `\(place.name)` is a \(place.words(in: definitions))",
            suggestion: takesText ? "name an element of it" : "call a map, or set its elements with `set:`"
        )
        return false
    }
}

extension ChangePlan.Place {
    /// Whether a value of a type can stand there as it is, or as a reference to it.
    func takes(_ type: TypeID, in definitions: FHIR.Definitions) -> Bool {
        if types.contains(where: { definitions.type(type, isA: $0) || definitions.type($0, isA: type) }) {
            return true
        }
        return definitions.isResource(type) && takes("Reference", in: definitions)
    }

    /// Whether it takes values of a type of this name.
    func takes(_ name: String, in definitions: FHIR.Definitions) -> Bool {
        types.contains { definitions[$0].name == name }
    }

    /// Whether a row of a table stands there with its system.
    func takesCodings(in definitions: FHIR.Definitions) -> Bool {
        takes("CodeableConcept", in: definitions) || takes("Coding", in: definitions)
    }

    /// Its types, for people.
    func words(in definitions: FHIR.Definitions) -> String {
        types.map { definitions[$0].name }.joined(separator: " or ")
    }
}
