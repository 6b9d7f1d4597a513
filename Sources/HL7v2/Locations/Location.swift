// A place in a message as analysts write it: `PID-5.1`, `OBX[2]-5`, `PID-3[.5=MR].1`, `OBR[2]/OBX[*]-5`.
//
//     path  = { group [ index ] "/" } segment [ index ] [ "-" field [ index ] [ "." component [ "." sub ] ] ]
//     index = "[" ( 1.. | "*" | "last" | condition { "and" condition } ) "]"
//
// Everything counts from 1, as in ERR-2. Without an index the first is meant; only `[*]` makes a list.
// Locations are parsed once, when configuration is loaded; what they find in a message is decided elsewhere.

/// The address of segments, fields, components or subcomponents of a message.
public struct Location: Hashable, Sendable {
    /// The groups that lead to the segment, outermost first; a segment's name stands for "from it to its next".
    public let groups: [GroupStep]
    /// The segment's name.
    public let segment: SegmentName
    /// Which of the segments of this name.
    public let segmentIndex: Index
    /// The field, where one is named.
    public let field: FieldStep?

    /// Puts a location together.
    public init(
        groups: [GroupStep] = [],
        segment: SegmentName,
        segmentIndex: Index = .first,
        field: FieldStep? = nil
    ) {
        self.groups = groups
        self.segment = segment
        self.segmentIndex = segmentIndex
        self.field = field
    }

    /// Reads a location; `PID.5.1` is understood as `PID-5.1`.
    ///
    /// - Throws: ``MalformedLocation``, which says what would be right.
    public init(_ text: String) throws(MalformedLocation) {
        let (location, rest) = try Location.parse(prefixOf: text[...])
        guard rest.isEmpty else {
            throw MalformedLocation(
                text: text,
                offset: text.utf8.count - rest.utf8.count,
                reason: .trailingText
            )
        }
        self = location
    }

    /// Reads the longest location that some text starts with, and returns what follows it.
    ///
    /// A dot that no number follows does not belong to the location, so `PID-7.toDate()` leaves `.toDate()`.
    public static func parse(
        prefixOf text: Substring
    ) throws(MalformedLocation) -> (location: Location, rest: Substring) {
        var parser = LocationParser(text: text)
        return try parser.location()
    }

    /// Whether the location can find more than one element: some index is `[*]`.
    public var isList: Bool {
        segmentIndex == .all || field?.index == .all || groups.contains { $0.index == .all }
    }
}

extension Location {
    /// One step into a group.
    public struct GroupStep: Hashable, Sendable {
        /// The group's name, or a segment's.
        public let name: String
        /// Which occurrence of it.
        public let index: Index

        /// Names a group and which occurrence of it.
        public init(name: String, index: Index = .first) {
            self.name = name
            self.index = index
        }

        /// The segment that the step starts at, where it names a segment instead of a group.
        public var segment: SegmentName? { SegmentName(wellFormed: name) }
    }

    /// A field, and how deep into it.
    public struct FieldStep: Hashable, Sendable {
        /// The field's position, from 1.
        public let number: Int
        /// Which repetition.
        public let index: Index
        /// The component's position, from 1; `nil` for the whole repetition.
        public let component: Int?
        /// The subcomponent's position, from 1; `nil` for the whole component.
        public let subcomponent: Int?

        /// Names a field and how deep into it.
        public init(number: Int, index: Index = .first, component: Int? = nil, subcomponent: Int? = nil) {
            self.number = number
            self.index = index
            self.component = component
            self.subcomponent = subcomponent
        }
    }

    /// Which of several occurrences or repetitions.
    public enum Index: Hashable, Sendable {
        /// The one at a position, from 1.
        case number(Int)
        /// Every one.
        case all
        /// The last one.
        case last
        /// The first one that meets all conditions.
        case matching([Condition])

        /// The first one, which an absent index means.
        public static let first = Index.number(1)
    }

    /// A test on a part of a segment or of a repetition.
    public struct Condition: Hashable, Sendable {
        /// The part that is tested, relative to what the index stands at.
        public let part: Part
        /// What its text must equal; `nil` asks only whether it is there.
        public let value: String?
        /// Whether the test must fail instead.
        public let isNegated: Bool

        /// Puts a test together.
        public init(part: Part, value: String?, isNegated: Bool = false) {
            self.part = part
            self.value = value
            self.isNegated = isNegated
        }
    }

    /// What a condition looks at.
    public enum Part: Hashable, Sendable {
        /// `.5` or `.4.1`: a component of the repetition, or a subcomponent of it.
        case component(Int, subcomponent: Int?)
        /// `-3` or `-3.1`: a field of the segment, its first repetition.
        case field(Int, component: Int?, subcomponent: Int?)
    }
}
