// Where the values of an output came from, and what of the input nobody read.
//
// Made on request only: a run that is not traced records nothing.

public import FHIR
public import LocatedYAML

/// The lineage of one output.
public struct MapTrace: Sendable {
    /// A part of the message.
    public struct Place: Hashable, Sendable {
        /// Its location, such as `OBX[3]-5.1`.
        public let location: String
        /// Where it lies in the message's bytes, as `Message.bytes` counts them.
        public let bytes: Range<Int>
    }

    /// A row of a code table.
    public struct Row: Hashable, Sendable {
        /// The table's name.
        public let table: String
        /// Where the row stands.
        public let location: SourceLocation
    }

    /// A value of the output.
    public struct Value: Sendable {
        /// The element in the Bundle.
        public let node: Tree.Index
        /// The rule that wrote it; for an id and what refers to it, the entry that says the identity.
        public let rule: SourceLocation
        /// The parts of the message that it is made of, in the order read; none for a constant.
        public let places: [Place]
        /// The rows that translated it.
        public let rows: [Row]
    }

    /// The values in the order of the Bundle; those that no rule wrote, such as `Bundle.type`, are not among them.
    public let values: [Value]
    /// The places of the rules that wrote something; put together when asked for.
    public var rules: Set<SourceLocation> { Set(Set(written.numbers).map { written.origins[Int($0)] }) }
    /// The rules that wrote something, by number.
    let written: Rules
    /// What no expression read, in the message's order.
    ///
    /// A whole segment where nothing of it was read, else fields, repetitions, components or subcomponents. What the engine itself reads of MSH, and set ids, are not among them.
    public let unread: [Place]

    /// Rules by number, and where each stands.
    struct Rules: Sendable {
        var numbers: [Int32] = []
        var origins: [SourceLocation] = []
    }
}
