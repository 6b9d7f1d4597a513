// One libpq connection, from connect to finish, used by one thread at a time.
// Here are connecting and blocking calls; the pipeline is in Session+Pipeline.swift.

import CLibPQ
import Glibc

/// How another thread ends an attempt to connect.
struct AbortSignal {
    let wakeup: Wakeup
    let isRaised: () -> Bool
}

/// One session with the server, confined to the thread that opened it.
public final class Session {
    let connection: OpaquePointer
    /// Names of the statements that this session has prepared, by their text.
    var prepared: [String: String] = [:]
    /// How many names have been given; a statement may be prepared twice while the first answer is under way.
    var preparedNames = 0
    /// Work that was sent and has not been answered wholly, oldest first.
    var underWay: [WorkUnderWay] = []

    /// Connects; `abort` ends the attempt early.
    init(_ settings: ConnectionSettings, abort: AbortSignal? = nil) throws(DatabaseError) {
        connection = try Session.connect(settings, abort: abort)
        // The default processor would print notices, which may quote data, to standard error.
        PQsetNoticeProcessor(connection, { _, _ in }, nil)
        // Where this throws the object is complete already, so that `deinit` gives the connection back.
        _ = try execute(Session.settingsScript(settings), activity: "set up session")
    }

    deinit {
        PQfinish(connection)
    }

    /// The process id of the server's side.
    public var serverProcess: Int32 { PQbackendPID(connection) }

    /// Opens a session on a thread of its own, runs `body` there, and closes it.
    ///
    /// For scripts that block.
    public static func run<Success: Sendable>(
        _ settings: ConnectionSettings,
        _ body: @escaping @Sendable (Session) throws -> Success
    ) async throws -> Success {
        try await withCheckedThrowingContinuation { continuation in
            let started = DedicatedThread.start(named: "postgresql") {
                continuation.resume(with: Result { try body(Session(settings)) })
            }
            if !started {
                continuation.resume(throwing: DatabaseError(kind: .notSendable, activity: "start a thread"))
            }
        }
    }

    /// Runs a script of several statements in one go; the rows of the last one are not read.
    public func execute(_ script: String, activity: String) throws(DatabaseError) -> Int {
        guard let result = PQexec(connection, script) else { throw lost(activity, sent: true) }
        if let error = failure(of: result, activity: activity) {
            PQclear(result)
            throw error
        }
        return Rows(owning: result).count
    }

    /// Runs one statement with bound values and waits for its rows.
    public func query(_ statement: Statement, activity: String) throws(DatabaseError) -> Rows {
        let types = statement.parameters.map(\.type)
        let result = ParameterPointers.with(statement.parameters) { values, lengths, formats in
            PQexecParams(
                connection,
                statement.sql,
                Int32(types.count),
                types,
                values,
                lengths,
                formats,
                1
            )
        }
        guard let result else { throw lost(activity, sent: true) }
        if let error = failure(of: result, activity: activity) {
            PQclear(result)
            throw error
        }
        return Rows(owning: result)
    }

    /// The error of a result; nil when it has none.
    ///
    /// Never holds the server's message, which may quote a value.
    func failure(of result: OpaquePointer, activity: String) -> DatabaseError? {
        switch PQresultStatus(result) {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_SINGLE_TUPLE, PGRES_EMPTY_QUERY: return nil
        default: break
        }
        guard let state = PQresultErrorField(result, Session.stateField) else {
            return lost(activity, sent: true)
        }
        let names = [Session.tableField, Session.constraintField].compactMap { field in
            PQresultErrorField(result, field).map { String(cString: $0) }
        }
        return DatabaseError(
            kind: .server(SQLState(String(cString: state))),
            activity: activity,
            detail: names.isEmpty ? nil : names.joined(separator: ", ")
        )
    }

    /// The connection's own trouble.
    func lost(_ activity: String, sent: Bool) -> DatabaseError {
        DatabaseError(kind: .connection(sent: sent), activity: activity)
    }

    // The macros PG_DIAG_SQLSTATE, PG_DIAG_TABLE_NAME and PG_DIAG_CONSTRAINT_NAME are characters.
    private static let stateField = Int32(UInt8(ascii: "C"))
    private static let tableField = Int32(UInt8(ascii: "t"))
    private static let constraintField = Int32(UInt8(ascii: "n"))
}

extension Session {
    private static func connect(
        _ settings: ConnectionSettings,
        abort: AbortSignal?
    ) throws(DatabaseError) -> OpaquePointer {
        try checkForm(of: settings.connectionString)
        // What comes before `dbname` are defaults that the connection string may override.
        var options: [(String, String)] = [
            ("target_session_attrs", "read-write"),
            ("connect_timeout", String(settings.connectTimeoutSeconds)),
            ("keepalives_idle", String(settings.keepaliveIdleSeconds)),
            ("keepalives_interval", "3"),
            ("keepalives_count", "3"),
            ("tcp_user_timeout", String(settings.unacknowledgedSeconds * 1_000)),
            ("dbname", settings.connectionString),
            ("application_name", settings.applicationName),
        ]
        if let database = settings.database { options.append(("dbname", database)) }
        let connection = CStrings.with(options.map(\.0)) { keywords in
            CStrings.with(options.map(\.1)) { values in
                PQconnectStartParams(keywords, values, 1)
            }
        }
        guard let connection else { throw DatabaseError(kind: .notSendable, activity: "connect") }
        do {
            try finishConnecting(connection, settings, abort: abort)
        } catch {
            PQfinish(connection)
            throw error
        }
        return connection
    }

    /// libpq's own complaint about a connection string quotes it, password included.
    private static func checkForm(of connectionString: String) throws(DatabaseError) {
        guard let options = PQconninfoParse(connectionString, nil) else {
            throw DatabaseError(
                kind: .notSendable,
                activity: "connect",
                detail: "the connection string is neither a postgresql:// URI nor keyword=value pairs"
            )
        }
        PQconninfoFree(options)
    }

    private static func finishConnecting(
        _ connection: OpaquePointer,
        _ settings: ConnectionSettings,
        abort: AbortSignal?
    ) throws(DatabaseError) {
        let deadline = MonotonicClock.milliseconds() + Int64(settings.connectTimeoutSeconds) * 1_000
        var wanted = PQstatus(connection) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING
        while true {
            switch wanted {
            case PGRES_POLLING_OK: return
            case PGRES_POLLING_READING, PGRES_POLLING_WRITING: break
            default:
                throw DatabaseError(
                    kind: .connection(sent: false),
                    activity: "connect",
                    detail: String(cString: PQerrorMessage(connection)).firstLine
                )
            }
            let left = deadline - MonotonicClock.milliseconds()
            guard left > 0 else {
                throw DatabaseError(kind: .connection(sent: false), activity: "connect", detail: "timed out")
            }
            let events = wanted == PGRES_POLLING_READING ? POLLIN : POLLOUT
            let ready = SocketPoll.wait(
                PQsocket(connection),
                events: events,
                wakeup: abort?.wakeup.descriptor ?? -1,
                milliseconds: Int32(left)
            )
            if let abort, ready.wokenUp {
                abort.wakeup.isAwake()
                if abort.isRaised() { throw DatabaseError(kind: .shutDown, activity: "connect") }
            }
            if ready.socket { wanted = PQconnectPoll(connection) }
        }
    }

    private static func settingsScript(_ settings: ConnectionSettings) -> String {
        var script = """
            set client_encoding to 'UTF8';
            set tcp_keepalives_idle to \(settings.keepaliveIdleSeconds);
            set tcp_keepalives_interval to 3;
            set tcp_keepalives_count to 3;
            set client_min_messages to error;
            """
        if let schema = settings.schema {
            script += "set search_path to \"\(schema.replacing("\"", with: "\"\""))\";"
        }
        for (name, value) in settings.serverSettings {
            script += "set \(name) to '\(value.replacing("'", with: "''"))';"
        }
        return script
    }
}

extension String {
    fileprivate var firstLine: String { String(prefix { $0 != "\n" }) }
}
