// What the definitions say about segments, fields and components, for the checker; across all versions.

import HL7v2

/// Questions about HL7 v2 segments and datatypes.
public enum Datatypes {
    /// An answer about a field or component.
    enum Answer {
        /// Its datatype.
        case known(String)
        /// Nothing is known: the segment is a site's own, or the datatype varies.
        case unknown
        /// There is none; the number of those there are.
        case missing(Int)
    }

    static func field(_ number: Int, of segment: String) -> Answer {
        guard let name = SegmentName(wellFormed: segment), let definition = Definitions.shared.segment(name)
        else {
            return .unknown
        }
        if let field = definition.field(number) { return answer(field.datatype) }
        return .missing(definition.fields().last?.number ?? 0)
    }

    static func component(_ number: Int, of datatype: String) -> Answer {
        guard let definition = Definitions.shared.datatype(datatype) else { return .unknown }
        // Senders put composites where a version has simple types, and the reverse (HL7 v2.9 §2.7.2 b).
        guard definition.isComposite else { return number == 1 ? .known(datatype) : .unknown }
        if let component = definition.component(number) { return answer(component.datatype) }
        return .missing(definition.components().last?.number ?? 0)
    }

    private static func answer(_ datatype: String) -> Answer {
        ["varies", "*", "", "CM"].contains(datatype) ? .unknown : .known(datatype)
    }

    /// Whether the standard has a segment of a name.
    public static func isSegment(_ name: String) -> Bool {
        SegmentName(wellFormed: name).map { $0.isLocal || Definitions.shared.segment($0) != nil } ?? false
    }

    /// Whether the standard has a datatype of a name.
    public static func isDatatype(_ name: String) -> Bool {
        Definitions.shared.datatype(name) != nil
    }

    /// The names of all segments of the standard.
    public static var segmentNames: [String] { Definitions.shared.segmentNames.map(\.description) }

    /// Whether a field may repeat, in any version; local fields may.
    public static func repeats(_ field: Int, of segment: String) -> Bool {
        guard let name = SegmentName(wellFormed: segment), let definition = Definitions.shared.segment(name)
        else {
            return true
        }
        return definition.field(field)?.repeats ?? true
    }

    /// Whether a map from one datatype takes values of another: the same, an older or newer name of it, or one
    /// that is its first component (HL7 v2.9 §2.7.2 b).
    public static func map(from source: String, takes datatype: String) -> Bool {
        source == datatype || families[source]?.contains(datatype) == true
    }

    private static let families: [String: Set<String>] = [
        "CWE": ["CE", "CNE", "CF", "IS", "ID", "ST", "CM"],
        "CE": ["CWE", "CNE", "CF", "IS", "ID", "ST"],
        "DTM": ["TS", "DT"],
        "TS": ["DTM", "DT"],
        "ST": ["TX", "FT", "IS", "ID", "NM", "SI"],
        "XPN": ["PN"],
        "XCN": ["CN", "PPN", "CNN"],
        "CX": ["CK"],
        "XAD": ["AD", "SAD"],
        "XTN": ["TN"],
        "HD": ["IS", "ID", "ST"],
        "EI": ["ST", "CM"],
        "CQ": ["NM"],
        "RPT": ["CWE", "CE"],
    ]
}
