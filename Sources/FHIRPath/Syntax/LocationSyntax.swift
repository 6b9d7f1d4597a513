// A location as it was written: `ORDER_OBSERVATION[1]/OBX[*]-5[2].1.1`.
//
// Only the spelling; which group of which structure a name means is decided by the checker.

/// An HL7 v2 location inside an expression.
public struct LocationSyntax: Hashable, Sendable {
    /// Groups and at the end a segment or group.
    public var steps: [Step]
    /// The field's number, or `nil` for a whole segment or group.
    public var field: Int?
    /// Which repetitions of the field.
    public var repetition: Index = .unspecified
    /// The component's number.
    public var component: Int?
    /// The subcomponent's number.
    public var subcomponent: Int?

    /// Whether it is one word, which may as well be a text whose quotes were forgotten.
    var isLoneName: Bool { steps.count == 1 && steps[0].index == .unspecified && field == nil }

    /// A name with its index.
    public struct Step: Hashable, Sendable {
        /// The segment's or group's name.
        public let name: String
        /// Which of its occurrences.
        public var index: Index
        /// Where it stands, in Unicode scalars from the beginning of the text.
        public let position: Int
    }

    /// Which occurrences are meant.
    public enum Index: Hashable, Sendable {
        /// Nothing written: the first.
        case unspecified
        /// `[2]`, from 1.
        case number(Int)
        /// `[*]`.
        case all
        /// `[last]`.
        case last
        /// `[.5=MR and .4.1=KH]`: the first that meets all of them.
        case matching([Requirement])

        /// Whether more than one occurrence can come out.
        var isPlural: Bool { self == .all }
    }

    /// One condition of an index.
    public struct Requirement: Hashable, Sendable {
        /// The field, for conditions on segments: the 3 of `[-3.1=8867-4]`.
        public var field: Int?
        /// The component; the whole value without one.
        public var component: Int?
        /// The subcomponent.
        public var subcomponent: Int?
        /// `!` in front: must not be equal.
        public var isNegated = false
        /// The text to equal, decoded.
        public var text: String
    }
}

extension LocationSyntax: CustomStringConvertible {
    /// The canonical spelling.
    public var description: String {
        var text = steps.map { "\($0.name)\($0.index)" }.joined(separator: "/")
        if let field { text += "-\(field)\(repetition)" }
        if let component { text += ".\(component)" }
        if let subcomponent { text += ".\(subcomponent)" }
        return text
    }
}

extension LocationSyntax.Index: CustomStringConvertible {
    /// The index with its brackets; empty where nothing was written.
    public var description: String {
        switch self {
        case .unspecified: ""
        case .number(let number): "[\(number)]"
        case .all: "[*]"
        case .last: "[last]"
        case .matching(let requirements):
            "[" + requirements.map(\.description).joined(separator: " and ") + "]"
        }
    }
}

extension LocationSyntax.Requirement: CustomStringConvertible {
    /// The condition with its text quoted.
    public var description: String {
        let place = field.map { "-\($0)" } ?? ""
        let inner = [component, subcomponent].compactMap(\.self).map { ".\($0)" }.joined()
        return "\(isNegated ? "!" : "")\(place)\(inner)='\(text)'"
    }
}
