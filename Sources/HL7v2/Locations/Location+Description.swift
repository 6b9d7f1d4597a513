// Locations written back in their one canonical spelling, which reads back as the same location.

extension Location: CustomStringConvertible {
    /// The location in canonical spelling.
    public var description: String {
        let path = groups.map { "\($0.name)\($0.index)/" }.joined()
        return "\(path)\(segment)\(segmentIndex)" + (field.map { "-\($0)" } ?? "")
    }
}

extension Location.FieldStep: CustomStringConvertible {
    /// The field's number, index, component and subcomponent.
    public var description: String {
        "\(number)\(index)" + (component.map { ".\($0)" } ?? "") + (subcomponent.map { ".\($0)" } ?? "")
    }
}

extension Location.Index: CustomStringConvertible {
    /// The index with its brackets; nothing for the first.
    public var description: String {
        switch self {
        case .number(1): ""
        case .number(let number): "[\(number)]"
        case .all: "[*]"
        case .last: "[last]"
        case .matching(let conditions): "[" + conditions.map(\.description).joined(separator: " and ") + "]"
        }
    }
}

extension Location.Condition: CustomStringConvertible {
    /// The condition as it stands in brackets, its value quoted where it must be.
    public var description: String {
        let test = "\(isNegated ? "!" : "")\(part)"
        guard let value else { return test }
        let isBare =
            !value.isEmpty && !value.contains("]") && !value.contains(" and ") && !value.hasPrefix("'")
        return isBare ? "\(test)=\(value)" : "\(test)='\(value.replacing("'", with: "''"))'"
    }
}

extension Location.Part: CustomStringConvertible {
    /// The part with its leading sign.
    public var description: String {
        func tail(_ number: Int?) -> String { number.map { ".\($0)" } ?? "" }
        return switch self {
        case .component(let component, let subcomponent): ".\(component)" + tail(subcomponent)
        case .field(let field, let component, let subcomponent):
            "-\(field)" + tail(component) + tail(subcomponent)
        }
    }
}
