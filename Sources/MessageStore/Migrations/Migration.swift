// Numbered migrations and how they are run: in order, once, under an advisory lock, each in its transaction.

import PostgreSQL

/// One step of the schema.
struct Migration: Sendable {
    let number: Int
    let script: String

    /// In order, without gaps.
    static let all = [queue, feedMemory, resourceIndex]

    /// Brings the schema up to date; blocks, so it runs on a thread of its own.
    ///
    /// A crash in the middle leaves the schema at the last finished migration. The lock ends with the session.
    static func runAll(_ session: Session, schema: String) throws {
        let quoted = "\"\(schema.replacing("\"", with: "\"\""))\""
        let encoding = try session.query(Statement("show server_encoding"), activity: "look at the encoding")
        let name = try encoding[0].text(0)
        guard name == "UTF8" else { throw StoreError.encodingNotUTF8(name) }
        _ = try session.execute(
            """
            select pg_advisory_lock(hashtext('corridor migrations'));
            create schema if not exists \(quoted);
            set search_path to \(quoted);
            create table if not exists migration(
                number int primary key,
                applied_at timestamptz not null default now()
            );
            """,
            activity: "prepare migrations"
        )
        let applied = try session.query(
            Statement("select coalesce(max(number), 0) from migration"),
            activity: "look at migrations"
        )
        let found = try applied[0].integer(0, as: Int.self)
        guard found <= all.count else { throw StoreError.schemaTooNew(found: found, known: all.count) }
        for migration in all.dropFirst(found) {
            _ = try session.execute(
                "begin; \(migration.script); insert into migration(number) values (\(migration.number)); commit;",
                activity: "migration \(migration.number)"
            )
        }
        _ = try session.execute(
            "select pg_advisory_unlock(hashtext('corridor migrations'))",
            activity: "finish migrations"
        )
    }
}
