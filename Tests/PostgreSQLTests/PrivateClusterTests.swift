// The private cluster: first start, second start, a killed postmaster.

import CSupport
import Glibc
import Testing

@testable import PostgreSQL

struct PrivateClusterTests {
    @Test func `a second start finds what the first one stored`() async throws {
        let folder = TestCluster.temporaryFolder("twice")
        let first = try await PrivateCluster.start(stateFolder: folder)
        _ = try await Session.run(ConnectionSettings(first.connectionString)) { session in
            try session.execute("create table kept(n int4); insert into kept values (7)", activity: "test")
        }
        await first.stop()
        #expect(first.processID == nil)
        let second = try await PrivateCluster.start(stateFolder: folder)
        let value = try await Session.run(ConnectionSettings(second.connectionString)) { session in
            try session.query(Statement("select n from kept"), activity: "test")[0].integer(0)
        }
        #expect(value == 7)
        await second.stop()
    }

    @Test func `a killed postmaster is started again`() async throws {
        let cluster = try await PrivateCluster.start(stateFolder: TestCluster.temporaryFolder("killed"))
        let connection = Connection(
            ConnectionSettings(cluster.connectionString),
            options: .init(threadName: "test")
        )
        try connection.start()
        _ = try await connection.run(Statement("select 1"), activity: "test")
        let process = try #require(cluster.processID)
        kill(process, SIGKILL)
        // Until the kernel has closed the socket a statement may still end with the old connection.
        var answered = false
        while !answered {
            let rows = try? await connection.run(
                Statement("select 1::int4"),
                activity: "test",
                patience: .seconds(20)
            )
            answered = rows != nil && cluster.processID != process
        }
        #expect(cluster.processID != process)
        await connection.shutDown()
        await cluster.stop()
    }

    @Test func `a server that lost its engine while it was started is ended and replaced`() async throws {
        let folder = TestCluster.temporaryFolder("orphan")
        try await PrivateCluster.start(stateFolder: folder).stop()
        let layout = try ClusterLayout(stateFolder: folder)
        let programs = try ServerPrograms.locate(forDataFolder: layout.data)
        let server =
            layout.user.launcher(endsWithUs: false) + [programs.postgres, "-D", layout.data]
            + ServerSettings.arguments(layout, [])
        // The shell leaves at once, and the server belongs to nobody.
        let words = (["/bin/sh", "-c", "\"$@\" >/dev/null 2>&1 &", "sh"] + server).map { strdup($0) }
        defer { for word in words { free(word) } }
        var shell = pid_t()
        try #require(corridor_spawn(words + [nil], STDERR_FILENO, &shell) == 0)
        #expect(corridor_wait(shell) == 0)
        try #require(await isUp(layout))

        let cluster = try await PrivateCluster.start(stateFolder: folder)
        let rows = try await Session.run(ConnectionSettings(cluster.connectionString)) { session in
            try session.query(Statement("select 1::int4"), activity: "test")[0].integer(0)
        }
        #expect(rows == 1)
        await cluster.stop()
    }

    /// Whether a server that was started beside us answers in time.
    private func isUp(_ layout: ClusterLayout) async -> Bool {
        let settings = ConnectionSettings(layout.connectionString(database: ClusterLayout.database))
        let deadline = ContinuousClock.now + .seconds(30)
        while ContinuousClock.now < deadline {
            // It refuses connections until it is up.
            if (try? await Session.run(settings) { _ in true }) == true { return true }
            await Task.yield()
        }
        return false
    }

    @Test func `a deep state folder gets a short socket folder`() async throws {
        let folder = TestCluster.temporaryFolder("deep") + String(repeating: "/a-rather-long-name", count: 6)
        let cluster = try await PrivateCluster.start(stateFolder: folder)
        #expect(cluster.connectionString.contains("host='/tmp/corridor-"))
        await cluster.stop()
    }

    @Test func `a home that the server's user cannot enter is named`() async throws {
        guard geteuid() == 0 else { return }
        let folder = TestCluster.temporaryFolder("closed")
        mkdir(folder, 0o700)
        await #expect(throws: ClusterError.folderNotAccessible(folder: folder, user: "postgres")) {
            try await PrivateCluster.start(stateFolder: folder + "/state")
        }
    }
}
