// The parameters of the private server: small, durable, reachable by socket only, and silent about data.

/// The command line of the private server.
enum ServerSettings {
    static func arguments(_ layout: ClusterLayout, _ extra: [(name: String, value: String)]) -> [String] {
        let own: [(name: String, value: String)] = [
            ("listen_addresses", ""),
            ("port", String(ClusterLayout.port)),
            ("unix_socket_directories", layout.socketFolder),
            ("unix_socket_permissions", "0700"),
            ("max_connections", "40"),
            ("shared_buffers", "64MB"),
            ("wal_buffers", "16MB"),
            ("max_wal_size", "2GB"),
            ("checkpoint_timeout", "15min"),
            ("jit", "off"),
            // The server's log may otherwise quote statements, parameters and rows.
            ("log_min_error_statement", "panic"),
            ("log_error_verbosity", "terse"),
            ("log_statement", "none"),
            ("log_checkpoints", "off"),
        ]
        return (own + extra).flatMap { ["-c", "\($0.name)=\($0.value)"] }
    }
}
