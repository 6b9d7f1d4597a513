// The durable queue: accept, settle, recover, park, look up. The only module that knows SQL.
// It does not deliver, parse or decide anything; order among deliveries is kept by their owner, in memory.

public import Logging
public import PostgreSQL
import Synchronization

/// The durable queue in PostgreSQL.
///
/// Three connections, each on its own thread: one accepts and holds the feeds' advisory locks, one settles, one
/// reads. Messages are durable together with their deliveries or not at all. What a crash leaves behind: committed
/// messages without a final outcome are found by `recover`; outcomes not yet written lead to a repeated delivery.
public final class MessageStore: Sendable {
    /// How a store is opened.
    public struct Configuration: Sendable {
        /// The database; without a schema the tables stand in `corridor`.
        public var connection: ConnectionSettings
        /// The bounds.
        public var limits = StoreLimits()
        /// Milliseconds since 1970; tests inject their own.
        public var clock: @Sendable () -> Int64
        /// Where warnings go; never a value of a message.
        public var logger = Logger(label: "corridor.store")

        /// A configuration with default bounds and the system's clock.
        public init(connection: ConnectionSettings) {
            self.connection = connection
            clock = SystemClock.millisecondsSince1970
        }
    }

    let configuration: Configuration
    let settings: ConnectionSettings
    let schema: String
    let events: EventRelay
    let acceptWriter: AcceptWriter
    let settleWriter: SettleWriter
    let acceptConnection: Connection
    let settleConnection: Connection
    let readConnection: Connection

    private init(_ configuration: Configuration) {
        self.configuration = configuration
        let schema = configuration.connection.schema ?? Self.defaultSchema
        self.schema = schema
        settings = Self.settings(configuration, [])
        events = EventRelay()
        let counters = StoreCounters()
        acceptWriter = AcceptWriter(
            limits: configuration.limits,
            clock: configuration.clock,
            owner: configuration.connection.applicationName,
            events: events,
            counters: counters
        )
        settleWriter = SettleWriter(
            limits: configuration.limits,
            accept: acceptWriter,
            events: events,
            counters: counters,
            schema: schema,
            logger: configuration.logger
        )
        acceptConnection = Connection(
            settings,
            options: .init(threadName: "store-accept"),
            source: acceptWriter
        )
        var settling = Connection.Options(threadName: "store-settle")
        settling.channels = [SettleWriter.releaseChannel]
        settleConnection = Connection(
            Self.settings(configuration, [("synchronous_commit", "off")]),
            options: settling,
            source: settleWriter
        )
        readConnection = Connection(
            Self.settings(configuration, [("statement_timeout", "30s")]),
            options: .init(threadName: "store-read", depth: 4)
        )
    }

    /// The schema when the connection names none.
    public static let defaultSchema = "corridor"

    /// Connects, migrates the schema under an advisory lock, and creates the partitions of today and tomorrow.
    ///
    /// Fails when the database is not there; once open, a store waits for its database by itself.
    public static func open(_ configuration: Configuration) async throws(StoreError) -> MessageStore {
        let store = MessageStore(configuration)
        let schema = store.schema
        try await store.script { session in try Migration.runAll(session, schema: schema) }
        do {
            try store.acceptWriter.start(store.acceptConnection)
            let settleConnection = store.settleConnection
            store.events.onOwnershipSettled { settleConnection.workArrived() }
            try settleConnection.start()
            try store.readConnection.start()
        } catch {
            throw .database(error)
        }
        try await store.makePartitionsAhead()
        return store
    }

    /// Sets the handlers; call once, before the first claim.
    public func setEvents(_ events: StoreEvents) {
        self.events.set(events)
    }

    /// Stops accepting, writes what is under way, gives up all feeds (others can claim them at once), disconnects.
    ///
    /// Without a database it gives up after a few seconds: messages that were not committed end with `closed`,
    /// outcomes that were not written lead to repeated deliveries.
    public func close() async {
        acceptWriter.stopTaking()
        for _ in 0..<Self.closeChecks where !(acceptWriter.isEmpty && settleWriter.isEmpty) {
            // Closing only: polling is simpler here than one more signal, and bounded. Cancellation ends it early.
            try? await Task.sleep(for: .milliseconds(Self.closeCheckMilliseconds))
        }
        acceptWriter.failRest()
        for feed in acceptWriter.ownedFeeds {
            // Without a connection there is nothing to give up: the locks went with it.
            try? await acceptWriter.release(feed, patience: .milliseconds(500))
        }
        await settleConnection.shutDown()
        settleWriter.abandon()
        await acceptConnection.shutDown()
        await readConnection.shutDown()
        acceptWriter.forgetConnection()
    }

    /// Whether the accepting connection is up and its feeds are owned.
    ///
    /// When false, stop reading.
    public var isAvailable: Bool { acceptWriter.isAvailable.load(ordering: .sequentiallyConsistent) }

    private static let closeCheckMilliseconds = 5
    /// Five seconds.
    private static let closeChecks = 1_000

    private static func settings(
        _ configuration: Configuration,
        _ server: [(name: String, value: String)]
    ) -> ConnectionSettings {
        var settings = configuration.connection
        settings.schema = settings.schema ?? defaultSchema
        settings.serverSettings += server
        return settings
    }

    /// Runs blocking statements on a session and thread of their own.
    func script<Success: Sendable>(
        _ body: @escaping @Sendable (Session) throws -> Success
    ) async throws(StoreError) -> Success {
        do {
            return try await Session.run(settings, body)
        } catch let error as DatabaseError {
            throw .database(error)
        } catch let error as StoreError {
            throw error
        } catch {
            throw .unexpectedContent("an error of another kind")
        }
    }

    /// Runs a statement on the reading connection.
    func read(_ statement: Statement, _ activity: String) async throws(StoreError) -> Rows {
        do {
            return try await readConnection.run(statement, activity: activity)
        } catch {
            throw .database(error)
        }
    }

    /// Reads columns of rows.
    func decode<Success>(_ body: () throws(DatabaseError) -> Success) throws(StoreError) -> Success {
        do {
            return try body()
        } catch {
            throw .database(error)
        }
    }
}
