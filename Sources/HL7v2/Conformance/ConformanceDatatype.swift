// A datatype with all that checking a value asks for, looked up once. From the definitions' rows, which were read
// for each value, checking a laboratory result of 2 KB took three times as long (505 µs).

/// A datatype, as one version has it.
final class ConformanceDatatype: Sendable {
    /// A component, or of a component's datatype a subcomponent.
    struct Component: Sendable {
        let number: Int
        let title: String
        let isRequired: Bool
        let table: String?
        let datatype: ConformanceDatatype
    }

    /// What is special about checking its values.
    enum Kind {
        case timestamp, code, coded, structuredNumber, other
    }

    /// Its name; empty where none is known.
    let name: String
    let kind: Kind
    /// How a simple one's values are written; `nil` for those that take any text.
    let format: ValueFormat?
    /// A composite one's components, in order; empty for a simple one.
    let components: [Component]

    /// A datatype that is not known: its values may be anything.
    static let unknown = ConformanceDatatype(name: "", version: .v2_5_1, levels: 0)

    /// Looks a datatype up, with its components down to some levels below.
    init(name: String, version: Version, levels: Int) {
        self.name = name
        kind =
            switch name {
            case "TS": .timestamp
            case "ID": .code
            case "CE", "CNE", "CWE": .coded
            case "SN": .structuredNumber
            default: .other
            }
        format = ValueFormat(datatype: name)
        let definition = format == nil && levels > 0 ? Definitions.shared.datatype(name) : nil
        let own = definition?.components(version: version) ?? []
        components = (own.isEmpty ? definition?.components() ?? [] : own).map { component in
            // Only some versions' definitions name the table of a component.
            let newest = definition?.component(component.number, version: .v2_5_1)?.table
            return Component(
                number: component.number,
                title: component.title,
                isRequired: component.optionality == .required,
                table: component.table ?? newest,
                datatype: ConformanceDatatype(name: component.datatype, version: version, levels: levels - 1)
            )
        }
    }
}
