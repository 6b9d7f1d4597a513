// What one entry says of its element: how often, of which types, with which values, codes and invariants.

import FHIR
import FHIRPath
import LocatedYAML

extension ProfileMerge {
    /// The elements of an entry that are looked at, and those that say nothing to a validator.
    private static let understood: Set<String> = [
        "id", "extension", "path", "representation", "sliceName", "sliceIsConstraining", "label", "code",
        "slicing",
        "short", "definition", "comment", "requirements", "alias", "min", "max", "base", "contentReference",
        "type",
        "meaningWhenMissing", "orderMeaning", "fixed", "pattern", "example", "minValue", "maxValue",
        "maxLength",
        "condition", "constraint", "mustSupport", "isModifier", "isModifierReason", "isSummary", "binding",
        "mapping",
    ]

    /// Lays an entry over an element.
    mutating func constrain(_ child: inout ChildRule, _ entry: ElementEntry) {
        count(&child.count, entry)
        constrain(&child.rule, entry)
        if let slicing = slicing(entry, over: child.slicing) { child.slicing = slicing }
        if let address = entry.text("contentReference"), address.hasPrefix("#") {
            child.reference = address.dropFirst().split(separator: ".").dropFirst().joined(separator: ".")
        }
    }

    /// Lays an entry over a slice.
    mutating func constrain(_ slice: inout SliceRule, _ entry: ElementEntry) {
        count(&slice.count, entry)
        constrain(&slice.rule, entry)
        if let slicing = slicing(entry, over: slice.slicing) { slice.slicing = slicing }
    }

    /// Lays what an entry says of each value over a rule.
    mutating func constrain(_ rule: inout ElementRule, _ entry: ElementEntry, isRoot: Bool = false) {
        if !isRoot { types(&rule, entry) }
        values(&rule, entry)
        bindings(&rule, entry)
        invariants(&rule, entry)
        bounds(&rule, entry)
        if let limit = entry.text("maxLength").flatMap(Int.init) {
            rule.lengthLimit = min(limit, rule.lengthLimit ?? limit)
        }
        for child in entry.place.node.children {
            let name = child.element.map { $0.isChoice ? String($0.name.dropLast(3)) : $0.name } ?? child.name
            guard !Self.understood.contains(name) else { continue }
            warning(entry, at: child, "`\(name)` is not checked here")
        }
    }

    private mutating func count(_ count: inout CountRule, _ entry: ElementEntry) {
        if let minimum = entry.text("min").flatMap(Int.init) {
            if minimum < count.minimum, source.isOwn(entry) {
                warning(
                    entry,
                    at: entry.place.node["min"],
                    "at least \(minimum) has no effect; the base demands \(count.minimum)"
                )
            }
            count.minimum = max(count.minimum, minimum)
        }
        if let text = entry.text("max"), text != "*" {
            guard let maximum = Int(text), maximum >= 0 else {
                error(entry, at: "max", "expected a number or `*`, found `\(text)`")
                return
            }
            if let allowed = count.maximum, maximum > allowed {
                error(
                    entry,
                    at: "max",
                    "at most \(maximum) is more than the base allows, which is \(allowed)"
                )
            }
            count.maximum = min(maximum, count.maximum ?? maximum)
        } else if entry.text("max") == "*", let allowed = count.maximum {
            error(entry, at: "max", "any number is more than the base allows, which is \(allowed)")
        }
        if count.isBelow(count.minimum) {
            error(entry, "at least \(count.minimum) and at most \(count.maximum ?? 0) cannot both be")
        }
    }

    // MARK: Values

    private mutating func values(_ rule: inout ElementRule, _ entry: ElementEntry) {
        for (name, isExact) in [("fixed", true), ("pattern", false)] {
            guard let value = entry.place.node[name] else { continue }
            let fits = rule.types.contains { type in
                type == value.type.id || definitions.type(type, isA: value.type.id)
                    || definitions.isPrimitive(type) && value.type.isPrimitive
            }
            if !fits {
                let types = rule.types.prefix(3).map { definitions[$0].name }.joined(separator: ", ")
                error(
                    entry,
                    at: name,
                    "the value is a \(value.type.name), and the element is of type \(types)"
                )
            }
            rule.values.append(ValueRule(value: value, isExact: isExact))
        }
    }

    private mutating func invariants(_ rule: inout ElementRule, _ entry: ElementEntry) {
        for constraint in entry.place.node.children(named: "constraint") {
            let key = constraint["key"]?.text ?? ""
            if names.standardKeys.contains(key) || rule.invariants.contains(where: { $0.key == key }) {
                continue
            }
            guard let text = constraint["expression"]?.text else {
                warning(entry, at: constraint, "the rule \(key) has no expression, so it is not checked")
                continue
            }
            let context = rule.types.count == 1 ? rule.types[0] : nil
            let place = constraint["expression"]
            do throws(TreeProblem) {
                let expression = try TreeExpression(text, schema: names.schema)
                rule.invariants.append(
                    Invariant(
                        key: key,
                        isError: constraint["severity"]?.text != "warning",
                        expression: expression,
                        text: Self.shown(constraint["human"]?.text ?? text)
                    )
                )
                guard let context else { continue }
                do throws(TreeProblem) {
                    _ = try TreeExpression(text, context: context, mode: .strict, schema: names.schema)
                } catch {
                    warning(
                        entry,
                        at: place,
                        "the rule \(key): \(error.message)",
                        suggestion: error.suggestion
                    )
                }
            } catch {
                let location = entry.place.at(place).location
                let where_ = error.position.map { ", at character \($0 + 1)" } ?? ""
                diagnostics.error(
                    at: location,
                    key: entry.label,
                    "the rule \(key) is no expression\(where_): \(error.message)",
                    suggestion: error.suggestion
                )
            }
        }
    }

    private static func shown(_ text: String) -> String {
        text.count <= Invariant.shownCharacters ? text : text.prefix(Invariant.shownCharacters) + "…"
    }

    private mutating func bounds(_ rule: inout ElementRule, _ entry: ElementEntry) {
        for (name, isMinimum) in [("minValue", true), ("maxValue", false)] {
            guard let value = entry.place.node[name] else { continue }
            guard let literal = Self.literal(value) else {
                error(entry, at: name, "this value cannot be compared with")
                continue
            }
            do throws(TreeProblem) {
                let text = "$this \(isMinimum ? ">=" : "<=") \(literal)"
                let expression = try TreeExpression(text, schema: names.schema)
                rule.bounds.append(BoundRule(expression: expression, isMinimum: isMinimum))
            } catch {
                self.error(entry, at: name, "this value cannot be compared with: \(error.message)")
            }
        }
    }

    /// A value as FHIRPath writes it.
    private static func literal(_ value: Tree.Node) -> String? {
        switch value.type.name {
        case "date": return value.text.map { "@\($0)" }
        case "dateTime", "instant": return value.text.map { $0.contains("T") ? "@\($0)" : "@\($0)T" }
        case "time": return value.text.map { "@T\($0)" }
        case "decimal", "integer", "positiveInt", "unsignedInt":
            // FHIRPath has no exponents, and its minus is an operator.
            return value.text.flatMap { $0.contains("e") || $0.contains("E") ? nil : "(\($0))" }
        case "Quantity":
            guard let number = value["value"]?.text, let unit = value["code"]?.text ?? value["unit"]?.text,
                !unit.contains("'"), !unit.contains("\\")
            else { return nil }
            return number.hasPrefix("-") ? "(-(\(number.dropFirst()) '\(unit)'))" : "\(number) '\(unit)'"
        default: return nil
        }
    }

    // MARK: Codes

    private static let maximumBinding =
        "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet"

    private mutating func bindings(_ rule: inout ElementRule, _ entry: ElementEntry) {
        guard let binding = entry.place.node["binding"] else { return }
        let strength = binding["strength"]?.text
        if ["required", "extensible"].contains(strength) {
            if let valueSet = binding["valueSet"] {
                bind(&rule, entry, valueSet, isRequired: strength == "required")
            } else {
                warning(entry, at: binding, "the binding names no value set, so codes are not checked")
            }
        }
        for part in binding.children(named: "extension") where part["url"]?.text == Self.maximumBinding {
            if let valueSet = part["value"] { bind(&rule, entry, valueSet, isRequired: true, isForAll: true) }
        }
    }

    private mutating func bind(
        _ rule: inout ElementRule,
        _ entry: ElementEntry,
        _ valueSet: Tree.Node,
        isRequired: Bool,
        isForAll: Bool = false
    ) {
        let address = valueSet.text ?? ""
        // What the standard demands is checked without a profile.
        if isRequired, rule.definition?.binding?.valueSet == CanonicalAddress(address).url { return }
        guard names.terminology.knows(valueSet: address) else {
            warning(
                entry,
                at: valueSet,
                "the value set is not known here, so codes are not checked",
                suggestion: closestMatch(to: address, in: names.terminology.valueSets.keys.sorted())
                    .map { "did you mean `\($0)`?" } ?? "put its file into `profiles/`"
            )
            return
        }
        // A stronger binding takes the place of one that was only a recommendation.
        rule.bindings.removeAll { !$0.isRequired }
        rule.bindings.append(BindingRule(valueSet: address, isRequired: isRequired, isForAll: isForAll))
    }
}
