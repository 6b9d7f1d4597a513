// What an interface specification says beside the standard: tighter, looser, or more than it.
//
// Only the rules as data. Site files are read into them by `Routing`; what they mean is decided where they are
// checked, see `ConformanceRules`.

/// Rules for the messages of one interface, laid over those of the standard.
public struct ConformanceProfile: Sendable {
    /// A field, component or subcomponent of a segment, everything counted from 1, 0 for what is not meant.
    public struct Place: Hashable, Sendable {
        /// The field.
        public let field: Int
        /// The component; 0 for the whole field.
        public let component: Int
        /// The subcomponent; 0 for the whole component.
        public let subcomponent: Int

        /// Names a place.
        public init(field: Int, component: Int = 0, subcomponent: Int = 0) {
            self.field = field
            self.component = component
            self.subcomponent = subcomponent
        }
    }

    /// What is said of a place; `nil` leaves what the standard says.
    public struct Rule: Sendable {
        /// What people call it.
        public var title: String?
        /// Its datatype; for fields only.
        public var datatype: String?
        /// Whether it must be there.
        public var isRequired: Bool?
        /// How many repetitions a field must have.
        public var minimumRepetitions: Int?
        /// How many repetitions a field may have; `Int.max` for any number.
        public var maximumRepetitions: Int?
        /// How many characters it may have.
        public var maximumLength: Int?
        /// The codes that it may be.
        public var codes: CodeList?
        /// What a value must satisfy, such as a regular expression.
        public var matches: (@Sendable (String) -> Bool)?
        /// Whether it is looked at at all.
        public var isChecked: Bool?

        /// Says nothing.
        public init() {}

        /// This rule, where another says nothing.
        func overlaid(by other: Rule) -> Rule {
            var rule = self
            rule.title = other.title ?? title
            rule.datatype = other.datatype ?? datatype
            rule.isRequired = other.isRequired ?? isRequired
            rule.minimumRepetitions = other.minimumRepetitions ?? minimumRepetitions
            rule.maximumRepetitions = other.maximumRepetitions ?? maximumRepetitions
            rule.maximumLength = other.maximumLength ?? maximumLength
            rule.codes = other.codes ?? codes
            rule.matches = other.matches ?? matches
            rule.isChecked = other.isChecked ?? isChecked
            return rule
        }
    }

    /// What is said of a segment.
    public struct Segment: Sendable {
        /// How many of it a message must have.
        public var minimum: Int?
        /// How many of it a message may have.
        public var maximum: Int?
        /// The segment behind which it may stand although the standard's structure has no place for it.
        public var after: SegmentName?
        /// Whether it is looked at at all.
        public var isChecked: Bool?
        /// Its fields and their parts.
        public var rules: [Place: Rule] = [:]

        /// Says nothing.
        public init() {}

        func overlaid(by other: Segment) -> Segment {
            var segment = self
            segment.minimum = other.minimum ?? minimum
            segment.maximum = other.maximum ?? maximum
            segment.after = other.after ?? after
            segment.isChecked = other.isChecked ?? isChecked
            segment.rules.merge(other.rules) { $0.overlaid(by: $1) }
            return segment
        }
    }

    /// Rules for messages of some types.
    public struct Section: Sendable {
        /// Message codes (`ORU`), codes with events (`ORU^R01`) or structures (`ORU_R01`); empty for all.
        public var messages: [String]
        /// The segments that something is said of.
        public var segments: [SegmentName: Segment]

        /// Puts a section together.
        public init(messages: [String] = [], segments: [SegmentName: Segment] = [:]) {
            self.messages = messages
            self.segments = segments
        }

        func holds(for header: MessageHeader, structure: String?) -> Bool {
            messages.isEmpty || messages.contains(header.messageCode) || messages.contains(header.type)
                || structure.map(messages.contains) ?? false
        }
    }

    /// Its sections; a later one has the last word.
    public var sections: [Section]

    /// Puts a profile together; without sections it is the standard.
    public init(sections: [Section] = []) {
        self.sections = sections
    }

    /// The standard alone.
    public static let standard = ConformanceProfile()
}
