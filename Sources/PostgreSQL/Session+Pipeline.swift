// The pipeline of a session: work is sent without waiting for the work before it.
// All statements between two syncs are one implicit transaction; the answer to the sync tells how it ended.

import CLibPQ

/// Work that was sent.
struct WorkUnderWay {
    let work: Work
    /// The commands in the order sent.
    let commands: [Command]
    var answered = 0
    var rows: [Rows] = []
    var error: DatabaseError?

    enum Command {
        case prepare(sql: String, name: String)
        case forgetPrepared
        case run
    }

    var outcome: Work.Outcome { error.map { .failure($0) } ?? .success(rows) }
}

extension Session {
    /// Prepared statements kept; partitions change their statements' text every day.
    private static let preparedLimit = 256

    /// Switches to pipeline mode, without blocking from now on.
    func enterPipeline() throws(DatabaseError) {
        guard PQsetnonblocking(connection, 1) == 0, PQenterPipelineMode(connection) == 1 else {
            throw lost("enter pipeline mode", sent: false)
        }
    }

    var socket: Int32 { PQsocket(connection) }

    /// Sends work.
    ///
    /// After an error the session must be closed, because a part may have been sent.
    func send(_ work: Work) throws(DatabaseError) {
        var commands: [WorkUnderWay.Command] = []
        if prepared.count > Session.preparedLimit, underWay.isEmpty {
            try check(
                PQsendQueryParams(connection, "deallocate all", 0, nil, nil, nil, nil, 1),
                work.activity
            )
            commands.append(.forgetPrepared)
            prepared = [:]
        }
        for statement in work.statements {
            let name: String
            if let known = prepared[statement.sql] {
                name = known
            } else {
                preparedNames += 1
                name = "s\(preparedNames)"
                try check(prepare(statement, name), work.activity)
                commands.append(.prepare(sql: statement.sql, name: name))
            }
            try check(run(statement, name), work.activity)
            commands.append(.run)
        }
        try check(PQpipelineSync(connection), work.activity)
        underWay.append(WorkUnderWay(work: work, commands: commands))
    }

    /// Writes what is buffered; true when some of it has to wait for the socket.
    func flush() throws(DatabaseError) -> Bool {
        switch PQflush(connection) {
        case 0: return false
        case 1: return true
        default: throw lost("send", sent: true)
        }
    }

    /// Reads what the socket has.
    func consume() throws(DatabaseError) {
        guard PQconsumeInput(connection) == 1 else { throw lost("receive", sent: true) }
    }

    /// The oldest work, when its last answer has arrived.
    func nextAnswered() throws(DatabaseError) -> WorkUnderWay? {
        while !underWay.isEmpty, PQisBusy(connection) == 0 {
            guard let result = PQgetResult(connection) else {
                underWay[0].answered += 1
                continue
            }
            if PQresultStatus(result) == PGRES_PIPELINE_SYNC {
                PQclear(result)
                return underWay.removeFirst()
            }
            take(result)
            if PQstatus(connection) == CONNECTION_BAD { throw lost("receive", sent: true) }
        }
        return nil
    }

    /// The next notification that has arrived.
    func nextNotification() -> (channel: String, payload: String)? {
        guard let notification = PQnotifies(connection) else { return nil }
        defer { PQfreemem(notification) }
        return (String(cString: notification.pointee.relname), String(cString: notification.pointee.extra))
    }

    private func take(_ result: OpaquePointer) {
        let current = underWay[0]
        if PQresultStatus(result) == PGRES_PIPELINE_ABORTED {
            PQclear(result)
            return
        }
        if let error = failure(of: result, activity: current.work.activity) {
            PQclear(result)
            // The first one is the cause.
            if current.error == nil { underWay[0].error = error }
            return
        }
        guard current.answered < current.commands.count else {
            PQclear(result)
            return
        }
        switch current.commands[current.answered] {
        case .prepare(let sql, let name):
            PQclear(result)
            prepared[sql] = name
        case .forgetPrepared:
            PQclear(result)
        case .run:
            underWay[0].rows.append(Rows(owning: result))
        }
    }

    private func prepare(_ statement: Statement, _ name: String) -> Int32 {
        let types = statement.parameters.map(\.type)
        return PQsendPrepare(connection, name, statement.sql, Int32(types.count), types)
    }

    private func run(_ statement: Statement, _ name: String) -> Int32 {
        ParameterPointers.with(statement.parameters) { values, lengths, formats in
            PQsendQueryPrepared(connection, name, Int32(lengths.count), values, lengths, formats, 1)
        }
    }

    private func check(_ sent: Int32, _ activity: String) throws(DatabaseError) {
        guard sent == 1 else {
            if PQstatus(connection) == CONNECTION_BAD { throw lost(activity, sent: true) }
            throw DatabaseError(kind: .notSendable, activity: activity)
        }
    }
}
