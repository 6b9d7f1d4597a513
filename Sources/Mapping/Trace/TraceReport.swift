// A lineage for people and for programs: the output's values with their sources, and what was not read.
//
// It holds values of the message, so it goes to whoever may see the message and nowhere else.

public import FHIR
public import HL7v2

/// A lineage in words, as JSON or as a tree.
public struct TraceReport: Encodable, Sendable {
    /// A part of the message.
    public struct Source: Encodable, Sendable {
        /// Its location, such as `PID-5.1`.
        public let place: String
        /// The offset of its first byte, from 0.
        public let start: Int
        /// The offset after its last byte.
        public let end: Int
        /// What stands there.
        public let text: String
    }

    /// A row of a code table.
    public struct Row: Encodable, Sendable {
        /// The table's name.
        public let table: String
        /// Where the row stands, as `file:line:column`.
        public let location: String
    }

    /// A value of the output.
    public struct Value: Encodable, Sendable {
        /// Its path in the output, such as `Bundle.entry[1].resource.name[0].family`.
        public let path: String
        /// The type of the resource that it belongs to, such as `Patient`; that of an entry for what stands beside one.
        public let resource: String
        /// What was written.
        public let value: String
        /// The rule that wrote it, as `file:line:column`.
        public let rule: String
        /// What it was made of; none for a constant.
        public let sources: [Source]
        /// The rows that translated it.
        public let rows: [Row]
    }

    /// The map's name.
    public let map: String
    /// The values, in the output's order.
    public let values: [Value]
    /// What nobody read, in the message's order.
    public let unread: [Source]

    /// Puts a lineage into words.
    ///
    /// - Parameters:
    ///   - trace: the lineage.
    ///   - map: the name of the map.
    ///   - message: the message that was mapped.
    ///   - bundle: what came out; without it only what was not read is told.
    public init(_ trace: MapTrace, map: String, message: Message, bundle: Tree?) {
        self.map = map
        values = trace.values.compactMap { value in
            guard let bundle else { return nil }
            return Value(
                path: bundle.expression(at: value.node),
                resource: Self.resource(of: value.node, in: bundle),
                value: bundle.text(at: value.node) ?? "",
                rule: "\(value.rule)",
                sources: value.places.map { Self.source($0, in: message) },
                rows: value.rows.map { Row(table: $0.table, location: "\($0.location)") }
            )
        }
        unread = trace.unread.map { Self.source($0, in: message) }
    }

    /// The resource of the entry that a value stands in.
    private static func resource(of node: Tree.Index, in bundle: Tree) -> String {
        let ancestry = bundle.ancestry(of: node)
        guard ancestry.count > 1 else { return bundle.root.type.name }
        let entry = bundle.node(at: ancestry[1])
        return entry["resource"]?.type.name ?? bundle.root.type.name
    }

    private static func source(_ place: MapTrace.Place, in message: Message) -> Source {
        Source(
            place: place.location,
            start: place.bytes.lowerBound,
            end: place.bytes.upperBound,
            text: String(decoding: message.bytes[place.bytes], as: UTF8.self)
        )
    }
}
