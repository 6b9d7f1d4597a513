// What items are worth: a primitive as the value its text says, one item as what an operator wants.

import FHIR

extension TreeEvaluation {
    /// An item without the tree: a primitive's value, a quantity's, or the value itself.
    ///
    /// `nil` for nodes of several elements, and for primitives that have extensions only.
    func plain(_ value: TreeValue) -> TreeValue? {
        guard case .node(let index) = value else { return value }
        guard let tree else { return nil }
        let type = tree.type(at: index)
        guard let format = tree.definitions[type].format else {
            return quantity(at: index, in: tree).map { .quantity($0) }
        }
        guard let text = tree.text(at: index) else { return nil }
        return Self.value(text, format)
    }

    /// The value of a primitive's text; a text where it is not what its type says.
    private static func value(_ text: String, _ format: PrimitiveFormat) -> TreeValue {
        switch format {
        case .boolean: .boolean(text == "true")
        case .integer, .positiveInt, .unsignedInt: Int64(text).map { .integer($0) } ?? .string(text)
        case .integer64: Int64(text).map { .long($0) } ?? .string(text)
        case .decimal: DecimalNumber(text).map { .decimal($0) } ?? .string(text)
        case .date: Moment(date: text).map { .moment($0) } ?? .string(text)
        case .dateTime, .instant: Moment(dateTime: text).map { .moment($0) } ?? .string(text)
        case .time: Moment(time: text).map { .moment($0) } ?? .string(text)
        default: .string(text)
        }
    }

    /// A FHIR Quantity as a value: UCUM's code, else the unit as it is written; `nil` where another system says what
    /// the unit is.
    ///
    /// FHIR takes UCUM's years and months for those of the calendar (R4 §2.1.9.1.2).
    private func quantity(at index: Tree.Index, in tree: Tree) -> Quantity? {
        guard let type = schema.definitions.type(named: "Quantity"),
            tree.definitions.type(tree.type(at: index), isA: type)
        else { return nil }
        let node = tree.node(at: index)
        guard node["comparator"] == nil, let value = node["value"]?.text.flatMap({ DecimalNumber($0) }) else {
            return nil
        }
        let system = node["system"]?.text
        guard system == nil || system == "http://unitsofmeasure.org" else { return nil }
        let code = system == nil ? nil : node["code"]?.text
        let unit = code ?? node["unit"]?.text ?? node["code"]?.text ?? "1"
        return Quantity(value: value, unit: ["a": "year", "mo": "month"][unit] ?? unit)
    }

    /// The one item of a collection; `nil` for none.
    func single(_ values: [TreeValue], _ what: @autoclosure () -> String) throws(TreeProblem) -> TreeValue? {
        guard values.count <= 1 else { throw .execution("\(what()) takes one item, not several") }
        return values.first
    }

    /// The one item as a condition: a Boolean, or true for anything else (N1 §4.5).
    func condition(_ values: [TreeValue], _ what: @autoclosure () -> String) throws(TreeProblem) -> Bool? {
        guard let value = try single(values, what()) else { return nil }
        if case .boolean(let flag)? = plain(value) { return flag }
        return true
    }

    func integer(_ values: [TreeValue], _ what: @autoclosure () -> String) throws(TreeProblem) -> Int64? {
        guard let value = try single(values, what()) else { return nil }
        switch plain(value) {
        case .integer(let number)?, .long(let number)?: return number
        case .decimal(let number)?:
            if let integer = number.integer { return integer }
            throw .execution("\(what()) is an integer")
        default: throw .execution("\(what()) is an integer")
        }
    }

    func text(_ values: [TreeValue], _ what: @autoclosure () -> String) throws(TreeProblem) -> String? {
        guard let value = try single(values, what()) else { return nil }
        switch plain(value) {
        case .string(let text)?: return text
        // A node's text may look like a date to its type and be wanted as it stands.
        case .some(let plain):
            if case .node = value, let text = value.text(in: tree) { return text }
            _ = plain
            throw .execution("\(what()) takes a text")
        case nil:
            if case .node(let index) = value, let tree, tree.definitions.isPrimitive(tree.type(at: index)) {
                return nil
            }
            throw .execution("\(what()) takes a text")
        }
    }

    /// A number as a decimal.
    static func decimal(_ value: TreeValue?) -> DecimalNumber? {
        switch value {
        case .integer(let number)?, .long(let number)?: DecimalNumber(number)
        case .decimal(let number)?: number
        default: nil
        }
    }

    // Made once: making an array for each answer was a twelfth of a condition.
    private static let yes: [TreeValue] = [.boolean(true)]
    private static let no: [TreeValue] = [.boolean(false)]

    /// A Boolean as a collection; empty where it is not known.
    static func collection(_ flag: Bool?) -> [TreeValue] {
        flag.map { $0 ? yes : no } ?? []
    }
}

extension TreeEvaluation {
    /// Whether an item has a type, or inherits from it.
    func has(_ value: TreeValue, _ test: TreeTypeTest) -> Bool {
        guard case .node(let index) = value, let tree else {
            guard let system = test.system, let type = value.systemType else { return false }
            return system == .any || system == type
        }
        guard let fhir = test.fhir else { return test.system == .any }
        return tree.definitions.type(tree.type(at: index), isA: fhir)
    }

    /// The same, but a primitive's type must be that very one: a `code` is no `string` to `as` and `ofType`.
    func isExactly(_ value: TreeValue, _ test: TreeTypeTest) -> Bool {
        guard case .node(let index) = value, let tree, test.isPrimitive, let fhir = test.fhir else {
            return has(value, test)
        }
        return tree.type(at: index) == fhir
    }

    func typeTest(_ values: [TreeValue], _ test: TreeTypeTest) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(values, "`is`") else { return [] }
        return [.boolean(has(value, test))]
    }

    func cast(_ values: [TreeValue], _ test: TreeTypeTest) throws(TreeProblem) -> [TreeValue] {
        guard let value = try single(values, "`as`") else { return [] }
        return isExactly(value, test) ? [value] : []
    }

    func type(of value: TreeValue) -> TreeValue {
        if case .node(let index) = value, let tree {
            return .type(namespace: "FHIR", name: tree.definitions[tree.type(at: index)].name)
        }
        return .type(namespace: "System", name: value.systemType?.rawValue ?? "TypeInfo")
    }
}
