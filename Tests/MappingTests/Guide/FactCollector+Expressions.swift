// What an expression reads, translates, refers to and calls, from its syntax tree.

import FHIR
import FHIRPath
import HL7v2

@testable import Mapping

extension FactCollector {
    /// What stands in an expression.
    struct Reading {
        var sources: Set<FactSource> = []
        var segments: Set<String> = []
        var texts: Set<String> = []
        var tables: Set<String> = []
        var refersTo: Set<String> = []
        var calls: [CallOfMap] = []

        mutating func add(_ other: Reading) {
            sources.formUnion(other.sources)
            segments.formUnion(other.segments)
            texts.formUnion(other.texts)
            tables.formUnion(other.tables)
            refersTo.formUnion(other.refersTo)
            calls += other.calls
        }
    }

    /// `CWE(OBX-3, 'Coding')`, `resource(XCN($this))`.
    struct CallOfMap {
        let name: String
        let arguments: [Set<FactSource>]
        var target: String?
        var isResource = false
        /// What OBX-5 may be where it is called.
        var datatypes: Set<String> = []
    }

    /// What an expression reads.
    func reading(_ text: String, _ scope: Scope) -> Reading {
        guard let expression = syntax[text] else { return Reading() }
        return reading(expression, scope)
    }

    /// An expression as the value of an element.
    mutating func expression(
        _ text: String,
        at place: Place,
        _ scope: Scope,
        _ conditions: Set<FactSource>
    ) {
        let reading = reading(text, scope)
        var fact = place.fact(scope, sources: reading.sources, texts: reading.texts)
        fact.sources.formUnion(scope.varying(reading.sources))
        fact.segments.formUnion(reading.segments)
        fact.tables = reading.tables
        fact.refersTo = reading.refersTo
        // What reads nothing itself, such as reference(patient), depends on its condition.
        if reading.sources.isEmpty {
            fact.sources = conditions
            fact.isConstant = true
        }
        let types = Self.conversions.filter { text.hasSuffix($0.key) }.map(\.value)
        if let type = types.first { fact.choose(type) }
        for var call in reading.calls {
            call.datatypes = scope.datatypes
            for index in maps(for: call, at: place) {
                if call.isResource {
                    fact.refersTo.insert(definitions[maps[index].target].name)
                    follow(
                        call,
                        to: index,
                        at: Place(type: definitions[maps[index].target].name, element: maps[index].target)
                    )
                } else {
                    var target = place
                    target.choose(definitions[maps[index].target].name, definitions)
                    follow(call, to: index, at: target, isResource: false)
                }
            }
        }
        if reading.calls.isEmpty, reading.tables.isEmpty, fact.refersTo.isEmpty {
            implied(by: reading, at: place)
        }
        facts.append(fact)
    }

    /// Functions whose arguments are about each value at hand.
    private static let iterating: Set = ["where", "select", "exists", "all", "count"]

    /// The function at the end of an expression says its type.
    private static let conversions = [
        ".toDateTime()": "dateTime", ".toDate()": "date", ".toTime()": "time", ".toInstant()": "instant",
        ".toBoolean()": "boolean", ".toInteger()": "integer", ".toDecimal()": "decimal",
    ]

    private func maps(for call: CallOfMap, at place: Place) -> [Int] {
        (byName[call.name] ?? []).filter { index in
            let target = maps[index].target
            if let name = call.target { return definitions[target].name == name }
            if call.isResource { return definitions.isResource(target) }
            guard !definitions.isResource(target) else { return false }
            return place.element.map { $0 == target || definitions.isPrimitive($0) } ?? true
        }
    }

    /// The facts of a resource that is made of each of these values.
    mutating func make(_ index: Int, of base: Set<FactSource>) {
        let target = maps[index].target
        let place = Place(type: definitions[target].name, element: target)
        follow(CallOfMap(name: maps[index].name, arguments: [base]), to: index, at: place)
    }

    /// The facts of a map that is called.
    private mutating func follow(_ call: CallOfMap, to index: Int, at place: Place, isResource: Bool = true) {
        let map = maps[index]
        var inner = Scope(datatypes: call.datatypes)
        switch map.origin {
        case .parameters:
            for (name, argument) in zip(map.parameters, call.arguments) { inner.parameters[name] = argument }
        case .segment(let segment): inner.segments = [segment]
        default: inner.base = call.arguments.first ?? []
        }
        if isResource {
            let key = Call(map: index, base: inner.base, parameters: inner.parameters)
            guard made.insert(key).inserted else { return }
        }
        body(of: map, at: place, inner)
    }

    /// A field where an element with elements of its own is wanted: the one map from its datatype.
    private mutating func implied(by reading: Reading, at place: Place) {
        guard let element = place.element, !definitions.isPrimitive(element) else { return }
        if reading.sources.isEmpty, let segment = reading.segments.first {
            let found = maps.indices.filter {
                maps[$0].target == element && maps[$0].origin == .segment(segment)
            }
            for index in found {
                follow(
                    CallOfMap(name: maps[index].name, arguments: []),
                    to: index,
                    at: place,
                    isResource: false
                )
            }
        }
        guard reading.sources.count == 1,
            let source = reading.sources.first, let datatype = source.datatype
        else { return }
        for index in maps.indices where maps[index].target == element {
            guard case .datatype(let origin) = maps[index].origin,
                Datatypes.map(from: origin, takes: datatype)
            else { continue }
            let call = CallOfMap(name: maps[index].name, arguments: [reading.sources])
            follow(call, to: index, at: place, isResource: false)
        }
    }

    // MARK: The syntax tree

    private func reading(_ expression: FHIRPath.Expression, _ scope: Scope) -> Reading {
        var result = Reading()
        switch expression.kind {
        case .literal(.text(let text)): result.texts = [text]
        case .literal(.integer(let number)): result.texts = ["\(number)"]
        case .literal, .constant: break
        case .variable(let variable): if variable == .this { result.sources = scope.base }
        case .name(let name):
            if let parameter = scope.parameters[name] {
                result.sources = parameter
            } else {
                result.segments = [name]
            }
        case .location(let location): result = reading(location, scope)
        case .component(let number, let part):
            result.sources = Set(scope.base.map { $0.part([number] + (part.map { [$0] } ?? [])) })
        case .componentOf(let base, let number, let part):
            result = reading(base, scope)
            result.sources = Set(result.sources.map { $0.part([number] + (part.map { [$0] } ?? [])) })
        case .member(let base, _), .unary(_, let base), .type(_, let base, _), .directed(let base, _):
            result = reading(base, scope)
        case .indexer(let base, _): result = reading(base, scope)
        case .binary(_, let left, let right):
            result = reading(left, scope)
            result.add(reading(right, scope))
        case .call(let base, let name, let arguments):
            result = call(base, name, arguments, scope)
        }
        return result
    }

    private func reading(_ location: LocationSyntax, _ scope: Scope) -> Reading {
        var result = Reading()
        guard let name = location.steps.last?.name else { return result }
        if let parameter = scope.parameters[name], location.field == nil {
            result.sources = parameter
        } else if let field = location.field {
            let parts = [location.component, location.subcomponent].compactMap(\.self)
            result.sources = [FactSource(root: name, numbers: [field] + parts)]
        } else {
            result.segments = [name]
        }
        return result
    }

    private func call(
        _ base: FHIRPath.Expression?,
        _ name: String,
        _ arguments: [FHIRPath.Expression],
        _ scope: Scope
    ) -> Reading {
        var result = base.map { reading($0, scope) } ?? Reading()
        switch name {
        case "reference", "references":
            for case .name(let alias) in arguments.map(\.kind) {
                result.refersTo.formUnion(scope.aliases[alias] ?? [])
            }
            for case .location(let alias) in arguments.map(\.kind) {
                result.refersTo.formUnion(scope.aliases[alias.description] ?? [])
            }
        case "lookup":
            for case .literal(.text(let table)) in arguments.map(\.kind) { result.tables.insert(table) }
        case "resource":
            var inner = arguments.first.map { reading($0, scope) } ?? Reading()
            var target: String?
            if arguments.count > 1, case .literal(.text(let text)) = arguments[1].kind { target = text }
            for index in inner.calls.indices {
                inner.calls[index].isResource = true
                if let target { inner.calls[index].target = target }
            }
            result.add(inner)
        default:
            var around = scope
            if base != nil, Self.iterating.contains(name) { around.base = result.sources }
            let readings = arguments.map { reading($0, around) }
            if byName[name] != nil, base == nil {
                var target: String?
                if arguments.count > 1, case .literal(.text(let text)) = arguments[1].kind,
                    definitions.type(named: text) != nil
                {
                    target = text
                }
                let sources = readings.map { $0.sources }
                result.calls.append(CallOfMap(name: name, arguments: sources, target: target))
                result.sources.formUnion(sources.flatMap(\.self))
                for reading in readings {
                    result.segments.formUnion(reading.segments)
                    result.calls += reading.calls
                }
            } else {
                readings.forEach { result.add($0) }
            }
        }
        return result
    }
}

/// Expressions by their texts, each parsed once.
final class ExpressionShelf {
    private var known: [String: FHIRPath.Expression?] = [:]

    /// The expression that a text is.
    ///
    /// The maps compile, so a text that is none is none of ours.
    subscript(text: String) -> FHIRPath.Expression? {
        if let found = known[text] { return found }
        let parsed = try? FHIRPath.Expression(text)
        known[text] = .some(parsed)
        return parsed
    }
}

extension MapFact {
    /// Says which type a choice has.
    mutating func choose(_ type: String) {
        guard let last = path.last, last.isChoice, last.type == nil else { return }
        path[path.count - 1] = FactStep(name: last.name, type: type, isChoice: true)
    }
}

extension FactSource {
    /// Whether the definitions have it: fields of versions after 2.8.2 are none that a map can name.
    var isKnown: Bool {
        guard let number = numbers.first, let name = SegmentName(wellFormed: root),
            let segment = HL7v2.Definitions.shared.segment(name)
        else { return true }
        return segment.field(number) != nil
    }

    /// The datatype of a field or component, in the newest version that has it.
    var datatype: String? {
        var numbers = numbers[...]
        var datatype = root
        if let name = SegmentName(wellFormed: root), let segment = HL7v2.Definitions.shared.segment(name) {
            guard let field = numbers.popFirst().flatMap({ segment.field($0) }) else { return nil }
            datatype = field.datatype
        }
        for number in numbers {
            guard let found = HL7v2.Definitions.shared.datatype(datatype) else { return nil }
            guard found.isComposite else { return number == 1 ? datatype : nil }
            guard let component = found.component(number) else { return nil }
            datatype = component.datatype
        }
        return datatype
    }
}
