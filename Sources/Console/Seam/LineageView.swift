// Where the values of a delivery came from, and what of the message no rule read.

/// The lineage of one delivery.
public struct LineageView: Hashable, Sendable, Codable {
    /// A value of what is sent.
    public struct Value: Hashable, Sendable, Codable {
        /// Its path, such as `Bundle.entry[1].resource.name[0].family`.
        public var path: String
        /// The type of the resource that it belongs to.
        public var resource: String
        /// The value.
        public var value: String
        /// The places of the message that it was made of, such as `PID-5.1`; none for a constant.
        public var places: [String]
        /// The rows of tables that translated it, as `table (file:line:column)`.
        public var rows: [String]
        /// The rule that wrote it, as `file:line:column`.
        public var rule: String

        /// Describes a value.
        public init(
            path: String,
            resource: String,
            value: String,
            places: [String],
            rows: [String],
            rule: String
        ) {
            self.path = path
            self.resource = resource
            self.value = value
            self.places = places
            self.rows = rows
            self.rule = rule
        }
    }

    /// A page shows so many values; whoever makes a lineage for it stops at one more.
    public static let shownValues = 2000

    /// The map that made it.
    public var map: String
    /// The values, in the order of what is sent.
    public var values: [Value]
    /// The places that no rule of the map read, in the message's order.
    public var unread: [String]

    /// Describes a lineage.
    public init(map: String, values: [Value], unread: [String]) {
        self.map = map
        self.values = values
        self.unread = unread
    }
}
