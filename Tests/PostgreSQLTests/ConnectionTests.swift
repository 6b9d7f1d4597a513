// The connection against a real server: pipelines, errors, losing the server's side.

import PostgreSQL
import Synchronization
import Testing

struct ConnectionTests {
    private func connection() async throws -> Connection {
        let connection = Connection(
            try await TestCluster.settings(),
            options: .init(threadName: "test", depth: 4)
        )
        try connection.start()
        return connection
    }

    @Test func `values go there and back in binary`() async throws {
        let connection = try await connection()
        let rows = try await connection.run(
            Statement(
                "select $1::int2, $2::int4, $3::int8, $4::text, $5::bytea, $6::int8[], $7::timestamptz, $8::text, true",
                [
                    .int16(-2), .int32(70_000), .int64(.min), .text("Müller"), .bytes([0, 255]),
                    .int64s([3, -1, .max]), .moment(1_577_836_800_123), .text(nil),
                ]
            ),
            activity: "test"
        )
        let row = rows[0]
        #expect(try row.integer(0) == -2)
        #expect(try row.integer(1, as: Int32.self) == 70_000)
        #expect(try row.integer(2) == .min)
        #expect(try row.text(3) == "Müller")
        #expect(try row.bytes(4) == [0, 255])
        #expect(try row.integers(5) == [3, -1, .max])
        #expect(try row.moment(6) == 1_577_836_800_123)
        #expect(try row.optionalText(7) == nil)
        #expect(try row.boolean(8))
        await connection.shutDown()
    }

    @Test(arguments: [0, 1, 5_000])
    func `arrays of any length arrive`(length: Int64) async throws {
        let values = Array(0..<length)
        let connection = try await connection()
        let rows = try await connection.run(
            Statement("select array_agg(v) from unnest($1::int8[]) v", [.int64s(values)]),
            activity: "test"
        )
        let arrived = try values.isEmpty ? rows[0].optionalBytes(0) == nil : rows[0].integers(0) == values
        #expect(arrived)
        await connection.shutDown()
    }

    @Test func `an error is named by its state and holds no value`() async throws {
        let connection = try await connection()
        let statement = Statement("select $1::text::int4", [.text("Smith")])
        let error = await #expect(throws: DatabaseError.self) {
            try await connection.run(statement, activity: "test")
        }
        #expect(error?.state == "22P02")
        #expect(error.map { !"\($0)".contains("Smith") } == true)
        // The connection is as good as before.
        #expect(try await connection.run(Statement("select 1::int4"), activity: "test").count == 1)
        await connection.shutDown()
    }

    @Test func `the statements of one work stand or fall together`() async throws {
        let connection = try await connection()
        _ = try await connection.run(Statement("create table together(n int4)"), activity: "test")
        let insert = Statement("insert into together values ($1)", [.int32(1)])
        await #expect(throws: DatabaseError.self) {
            try await connection.run(
                [insert, Statement("select 1 / $1::int4", [.int32(0)])],
                activity: "test"
            )
        }
        #expect(try await connection.run(Statement("select * from together"), activity: "test").count == 0)
        await connection.shutDown()
    }

    @Test func `losing the server's side ends what is under way and heals`() async throws {
        let connection = try await connection()
        let stuck = Task {
            try await connection.run(Statement("select 1::int4 from pg_sleep(60)"), activity: "stuck")
        }
        let other = try await self.connection()
        let kill = Statement(
            "select pg_terminate_backend(pid) from pg_stat_activity where query like '%pg_sleep(60)' and pid <> pg_backend_pid()"
        )
        while try await other.run(kill, activity: "kill").count == 0 {}
        let error = await #expect(throws: DatabaseError.self) { try await stuck.value }
        // Either the server still said why, or the line was dead.
        #expect(error?.state == "57P01" || error?.kind == .connection(sent: true))
        #expect(try await connection.run(Statement("select 1::int4"), activity: "test").count == 1)
        await connection.shutDown()
        await other.shutDown()
    }

    @Test func `a cold statement runs out of patience when there is no server`() async throws {
        let connection = Connection(
            ConnectionSettings("host=/nonexistent dbname=none"),
            options: .init(threadName: "test")
        )
        try connection.start()
        await #expect(throws: DatabaseError(kind: .timedOut, activity: "test")) {
            try await connection.run(Statement("select 1"), activity: "test", patience: .milliseconds(50))
        }
        await connection.shutDown()
        await #expect(throws: DatabaseError(kind: .shutDown, activity: "test")) {
            try await connection.run(Statement("select 1"), activity: "test")
        }
    }

    @Test func `a malformed connection string is not quoted`() async throws {
        let error = await #expect(throws: DatabaseError.self) {
            try await Session.run(ConnectionSettings("postgresql//user:secret@host")) { _ in }
        }
        #expect(error.map { !"\($0)".contains("secret") } == true)
    }

    @Test func `more kinds of statements than are kept prepared`() async throws {
        let connection = try await connection()
        for number in 0..<600 {
            let rows = try await connection.run(Statement("select \(number)::int4"), activity: "test")
            #expect(try rows[0].integer(0) == Int64(number))
        }
        await connection.shutDown()
    }

    @Test func `NUL is replaced and long text cut between characters`() {
        #expect(Sanitised.text("a\0b") == "a\u{FFFD}b")
        #expect(Sanitised.text("äöü", limit: 6) == "äöü")
        #expect(Sanitised.text("äöü", limit: 5) == "äö")
        #expect(Sanitised.text("\0\0", limit: 1) == "\u{FFFD}")
    }
}
