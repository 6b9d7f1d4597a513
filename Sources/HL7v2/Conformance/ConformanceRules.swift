// The standard's definitions of one version with a profile's rules laid over them, looked up once a segment.

import Synchronization

/// A value that is handed on often, and is too large to be copied each time.
final class Boxed<Value: Sendable>: Sendable {
    let value: Value

    init(_ value: Value) { self.value = value }
}

/// What holds for the segments of one version.
final class ConformanceRules: Sendable {
    /// A field, as version and profile have it.
    struct Field: Sendable {
        let number: Int
        let title: String
        /// `nil` where another field decides, as OBX-2 does for OBX-5.
        let datatype: ConformanceDatatype?
        let isRequired: Bool
        let isWithdrawn: Bool
        let minimumRepetitions: Int
        let maximumRepetitions: Int
        let table: String?
        /// The standard's length, where it is normative.
        let standardLength: Int?
        let rule: Boxed<ConformanceProfile.Rule>?
    }

    /// A segment, as version and profile have it.
    struct Segment: Sendable {
        /// By number, from 1; a field that does not exist is `nil`.
        let fields: [Boxed<Field>?]
        /// Parts of fields that the profile says something of.
        let parts: [ConformanceProfile.Place: Boxed<ConformanceProfile.Rule>]
    }

    let version: Version
    /// What the profile says of segments.
    let profiled: [SegmentName: ConformanceProfile.Segment]
    private let segments = Mutex<[SegmentName: Segment]>([:])
    private let datatypes = Mutex<[String: ConformanceDatatype]>([:])
    private let codeLists = Mutex<[String: CodeList?]>([:])

    /// Lengths were normative up to 2.6; from 2.7 on each interface agrees on its own (HL7 v2.7 §2.5.5).
    private static let lastWithLengths = Version.v2_6

    init(version: Version, sections: [ConformanceProfile.Section]) {
        self.version = version
        var profiled: [SegmentName: ConformanceProfile.Segment] = [:]
        for section in sections {
            profiled.merge(section.segments) { $0.overlaid(by: $1) }
        }
        self.profiled = profiled
    }

    /// What holds for a segment; `nil` for one that neither the version nor the profile knows.
    func segment(_ name: SegmentName) -> Segment? {
        if let known = segments.withLock({ $0[name] }) { return known }
        let definition = Definitions.shared.segment(name)
        let rules = profiled[name]?.rules ?? [:]
        let standard = definition?.fields(version: version) ?? []
        guard !standard.isEmpty || !rules.isEmpty else { return nil }
        let last = max(standard.last?.number ?? 0, rules.keys.map(\.field).max() ?? 0)
        var fields = [Boxed<Field>?](repeating: nil, count: last + 1)
        for field in standard where fields.indices.contains(field.number) {
            let rule = rules[ConformanceProfile.Place(field: field.number)]
            fields[field.number] = Boxed(self.field(field.number, field, rule))
        }
        for (place, rule) in rules where place.component == 0 && fields[place.field] == nil {
            fields[place.field] = Boxed(field(place.field, nil, rule))
        }
        let segment = Segment(
            fields: fields,
            parts: rules.filter { $0.key.component > 0 }.mapValues(Boxed.init)
        )
        segments.withLock { $0[name] = segment }
        return segment
    }

    /// A datatype with its components and theirs.
    func datatype(_ name: String) -> ConformanceDatatype {
        if let known = datatypes.withLock({ $0[name] }) { return known }
        // A message may name anything; only what there is, is remembered.
        guard Definitions.shared.datatype(name) != nil else { return .unknown }
        let datatype = ConformanceDatatype(name: name, version: version, levels: 2)
        datatypes.withLock { $0[name] = datatype }
        return datatype
    }

    /// The codes that a value with a table must be one of; `nil` where the table is the user's own or open.
    func codes(ofTable name: String) -> CodeList? {
        if let known = codeLists.withLock({ $0[name] }) { return known }
        let table = Definitions.shared.table(name)
        let isOurs = table?.isDefinedByHL7(in: version) ?? false
        let codes = isOurs && !Self.openTables.contains(name) ? table?.codes(in: version) : nil
        codeLists.withLock { $0[name] = .some(codes) }
        return codes
    }

    /// Versions have a check of their own; coding systems and media types are registered outside of versions.
    private static let openTables: Set<String> = ["0104", "0291", "0396"]

    private func field(
        _ number: Int,
        _ definition: FieldDefinition?,
        _ rule: ConformanceProfile.Rule?
    ) -> Field {
        let isRequired = rule?.isRequired ?? (definition?.optionality == .required)
        let minimum = rule?.minimumRepetitions ?? (isRequired ? 1 : 0)
        let standard = definition.map { $0.maximumRepetitions ?? Int.max } ?? Int.max
        let datatype = rule?.datatype ?? definition?.datatype ?? ""
        return Field(
            number: number,
            title: rule?.title ?? definition?.title ?? "field \(number)",
            datatype: datatype == "*" ? nil : self.datatype(datatype),
            isRequired: minimum > 0,
            isWithdrawn: definition?.optionality == .withdrawn && rule == nil,
            minimumRepetitions: minimum,
            maximumRepetitions: rule?.maximumRepetitions ?? standard,
            table: rule?.datatype == nil ? definition?.table : nil,
            standardLength: version <= Self.lastWithLengths && rule?.maximumLength == nil
                ? definition?.maximumLength : nil,
            rule: rule.map(Boxed.init)
        )
    }
}
