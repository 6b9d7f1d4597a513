// Which structures the messages of a route can have, as far as its conditions say so: each event there is is tried, and
// those for which a condition cannot hold are left out.

import FHIRPath
import HL7v2
import LocatedYAML

/// The structures that conditions allow.
enum RouteStructures {
    /// The structures of all events for which the conditions may hold; `nil` where they say nothing of the type.
    static func allowed(by conditions: [String]) -> [Structure]? {
        // What cannot be parsed is complained about where it is compiled.
        let expressions = conditions.compactMap { try? Expression($0) }
        let saysType = expressions.contains { expression in
            expression.locations.contains {
                $0.steps.count == 1 && $0.steps[0].name == "MSH" && $0.field == 9
            }
        }
        guard saysType else { return nil }
        var names: Set<String> = []
        for event in StructureCatalog.shared.events {
            let name = StructureCatalog.shared.structureName(
                messageCode: event.messageCode,
                triggerEvent: event.triggerEvent
            )
            guard let name else { continue }
            let type = [event.messageCode, event.triggerEvent, name]
            if expressions.allSatisfy({ holds($0, type) != false }) { names.insert(name) }
        }
        return names.sorted().compactMap { Structure.named($0) }
    }

    /// Whether a condition holds for a type; `nil` where other things decide.
    private static func holds(_ expression: Expression, _ type: [String]) -> Bool? {
        guard case .binary(let symbol, let left, let right) = expression.kind else { return nil }
        switch symbol {
        case .and:
            let sides = [holds(left, type), holds(right, type)]
            return sides.contains(false) ? false : sides.contains(nil) ? nil : true
        case .or:
            let sides = [holds(left, type), holds(right, type)]
            return sides.contains(true) ? true : sides.contains(nil) ? nil : false
        case .equal, .equivalent, .membership: return isOne(of: texts(right), part(left, type))
        case .notEqual: return isOne(of: texts(right), part(left, type)).map { !$0 }
        default: return nil
        }
    }

    private static func isOne(of texts: [String]?, _ part: String?) -> Bool? {
        guard let texts, let part else { return nil }
        return texts.contains(part)
    }

    /// The part of MSH-9 that a location names.
    private static func part(_ expression: Expression, _ type: [String]) -> String? {
        guard let location = expression.location, location.steps.count == 1, location.steps[0].name == "MSH",
            location.field == 9, (1...3).contains(location.component ?? 1)
        else { return nil }
        return type[(location.component ?? 1) - 1]
    }

    private static func texts(_ expression: Expression) -> [String]? {
        switch expression.kind {
        case .literal(.text(let text)): return [text]
        case .binary(.union, let left, let right):
            guard let first = texts(left), let second = texts(right) else { return nil }
            return first + second
        default: return nil
        }
    }

    /// The segments that an expression reads as the first of the message and of which the messages may have several.
    ///
    /// Without anything said of the type, a segment that repeats in most structures that have it.
    static func repeated(in text: String, among structures: [Structure]?) -> [String] {
        guard let expression = try? Expression(text) else { return [] }
        let all = structures ?? StructureCatalog.shared.names.compactMap { Structure.named($0) }
        var names: [String] = []
        for location in expression.locations {
            guard location.steps.count == 1, location.steps[0].index == .unspecified, location.field != nil,
                let name = SegmentName(wellFormed: location.steps[0].name), !names.contains("\(name)")
            else { continue }
            let having = all.filter { !$0.paths(to: name).isEmpty }
            let several = having.filter { $0.mayRepeat(name) }
            let isRepeated = structures == nil ? several.count * 2 > having.count : !several.isEmpty
            if isRepeated { names.append("\(name)") }
        }
        return names
    }
}

extension Structure {
    /// Whether a message may have several of a segment.
    fileprivate func mayRepeat(_ segment: SegmentName) -> Bool {
        let holding = groups.filter { place(of: segment, in: $0.id) != nil }
        return holding.contains { group in
            if place(of: segment, in: group.id)?.repeats == true { return true }
            var current = group
            while let parent = current.parent {
                if current.repeats { return true }
                current = self[parent]
            }
            return false
        }
    }
}
