// The first contact with a private server: wait until it answers, and create Corridor's database in it once.

import CLibPQ

/// The database inside a private cluster.
enum ClusterDatabase {
    /// True when the server answers; false when it ended before.
    static func awaitAnswer(
        _ layout: ClusterLayout,
        until deadline: Int64,
        while isRunning: () -> Bool
    ) throws(ClusterError) -> Bool {
        while isRunning() {
            guard MonotonicClock.milliseconds() < deadline else { throw .didNotStart(log: layout.log) }
            do {
                try createIfMissing(layout)
                return true
            } catch {
                // Not up yet; the deadline bounds how often this happens.
                _ = SocketPoll.wait(-1, events: 0, wakeup: -1, milliseconds: 10)
            }
        }
        return false
    }

    private static func createIfMissing(_ layout: ClusterLayout) throws(DatabaseError) {
        let settings = ConnectionSettings(layout.connectionString(database: "postgres"))
        let session = try Session(settings)
        let found = try session.query(
            Statement("select 1 from pg_database where datname = $1", [.text(ClusterLayout.database)]),
            activity: "look for the database"
        )
        if found.count == 0 {
            _ = try session.execute(
                "create database \(ClusterLayout.database)",
                activity: "create the database"
            )
        }
    }
}
