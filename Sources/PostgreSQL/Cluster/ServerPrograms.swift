// Where PostgreSQL's server programs are. Debian keeps them out of the PATH, in one folder a version.

import Glibc

/// A folder with `initdb` and `postgres`.
struct ServerPrograms: Hashable, Sendable {
    let folder: String

    var initdb: String { folder + "/initdb" }
    var postgres: String { folder + "/postgres" }

    /// The programs of the version that made the data, or the newest when there is no data yet.
    static func locate(forDataFolder data: String) throws(ClusterError) -> ServerPrograms {
        let wanted = FileSystem.firstLine(of: data + "/PG_VERSION")
        let complete = candidates().filter { folder in
            access(folder + "/initdb", X_OK) == 0 && access(folder + "/postgres", X_OK) == 0
        }
        for folder in complete {
            guard let wanted else { return ServerPrograms(folder: folder) }
            if majorVersion(of: folder) == wanted { return ServerPrograms(folder: folder) }
        }
        throw .noPrograms(wantedVersion: wanted)
    }

    /// Versioned folders, newest first, then what `pg_config` says, then the PATH.
    private static func candidates() -> [String] {
        var folders: [String] = []
        for parent in ["/usr/lib/postgresql", "/usr/local/lib/postgresql"] {
            let versions = FileSystem.entries(of: parent).compactMap { name in Double(name).map { ($0, name) }
            }
            folders += versions.sorted { $0.0 > $1.0 }.map { "\(parent)/\($0.1)/bin" }
        }
        if let folder = output(of: "pg_config --bindir 2>/dev/null") { folders.append(folder) }
        let path = getenv("PATH").map { String(cString: $0) } ?? ""
        folders += path.split(separator: ":").map(String.init)
        return folders
    }

    private static func majorVersion(of folder: String) -> String? {
        // `postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`
        let quoted = folder.replacing("'", with: "'\\''")
        guard let text = output(of: "'\(quoted)/postgres' -V 2>/dev/null") else { return nil }
        let words = text.split(separator: " ")
        return words.count > 2 ? words[2].split(separator: ".").first.map(String.init) : nil
    }

    private static func output(of command: String) -> String? {
        guard let stream = popen(command, "r") else { return nil }
        defer { pclose(stream) }
        var buffer = [CChar](repeating: 0, count: 1_024)
        guard fgets(&buffer, Int32(buffer.count), stream) != nil else { return nil }
        let bytes = buffer.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
        return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self)
    }
}
