// `corridor.yaml`: what concerns the engine as a whole and no single feed.

import LocatedYAML

/// The settings of `corridor.yaml`; every one has a default.
public struct EngineSettings: Sendable {
    /// The PostgreSQL to use, as a libpq connection string or URL; `nil` runs a private one.
    public var database: String?
    /// The address that the console binds.
    public var consoleHost = "127.0.0.1"
    /// The port that the console binds; 0 lets the system choose.
    public var consolePort = 8080
    /// Host names under which the console answers, beside `localhost`, this machine's name and literal addresses.
    public var consoleNames: [String] = []
    /// How long messages are kept, in whole days.
    public var retention: Duration = .seconds(30 * 86400)
    /// The zone of timestamps that carry no offset.
    public var timeZone = "UTC"
    /// Threads of each listener that read sockets, parse and map; `nil` for one a core, up to four.
    public var eventLoops: Int?

    /// The defaults.
    public init() {}

    init(_ root: Node, secrets: Secrets, into diagnostics: inout Diagnostics) {
        self.init()
        guard var keys = MappingReader(root, into: &diagnostics) else { return }
        if let text = keys.text("database", into: &diagnostics) {
            database = secrets.expand(text, key: "database", into: &diagnostics)
        }
        if let node = keys.optional("console"),
            var console = MappingReader(node, path: "console", into: &diagnostics)
        {
            consoleHost = console.text("host", into: &diagnostics)?.value ?? consoleHost
            consolePort = console.integer("port", in: 0...65535, into: &diagnostics) ?? consolePort
            consoleNames = console.texts("names", into: &diagnostics)?.map(\.value) ?? consoleNames
            console.finish(into: &diagnostics)
        }
        retention = keys.duration("retention", into: &diagnostics) ?? retention
        timeZone = keys.timeZone("timezone", into: &diagnostics) ?? timeZone
        // Read with the maps that name them.
        _ = keys.optional("variables")
        eventLoops = keys.integer("event_loops", in: 1...64, into: &diagnostics) ?? eventLoops
        if retention < .seconds(86400) {
            diagnostics.error(
                at: root["retention"]?.location ?? root.location,
                key: "retention",
                "expected at least one day, `1d`"
            )
        }
        keys.finish(into: &diagnostics)
    }
}
