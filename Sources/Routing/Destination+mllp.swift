// Reads the keys that a destination of `type: mllp` has for itself.

import Foundation
import LocatedYAML

extension MLLPDelivery {
    /// Reads where and how; what cannot be read takes its default, and the problem is in `diagnostics`.
    init(_ keys: inout MappingReader, secrets: Secrets, into diagnostics: inout Diagnostics) {
        (host, port) = Self.address(&keys, secrets: secrets, into: &diagnostics)
        release = keys.choice("release", into: &diagnostics) ?? .first
        controlID = keys.choice("control_id", into: &diagnostics) ?? .keep
        waitFor = keys.choice("wait_for", into: &diagnostics) ?? .accept
        if waitFor == .commit, release == .first, let node = keys.optional("wait_for") {
            diagnostics.error(
                at: node.location,
                key: keys.path(of: "wait_for"),
                "release 1 has no commit blocks",
                suggestion: "write `release: 2` too, or `wait_for: accept`"
            )
        }
        connectionLimit = keys.integer("connections", in: 1...64, into: &diagnostics) ?? 1
        tls = keys.optional("tls").flatMap {
            TLSSettings(.receiver, $0, path: keys.path(of: "tls"), secrets: secrets, into: &diagnostics)
        }
        replyTimeout = keys.duration("reply_timeout", into: &diagnostics) ?? .seconds(30)
    }

    /// `mllp://host:port`, for showing.
    var url: String { "mllp://\(host.contains(":") ? "[\(host)]" : host):\(port)" }

    /// Either `url:`, or `host:` and `port:`.
    private static func address(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> (String, Int) {
        let text = keys.text("url", into: &diagnostics)
        let host = keys.text("host", into: &diagnostics)
        let port = keys.integer("port", in: 1...65535, into: &diagnostics)
        if let text {
            if let host {
                diagnostics.error(
                    at: host.location,
                    key: keys.path(of: "host"),
                    "`url` says already where",
                    suggestion: "keep either `url` or `host` and `port`"
                )
            }
            return address(text, key: keys.path(of: "url"), secrets: secrets, into: &diagnostics)
        }
        guard let host else {
            diagnostics.error(
                at: keys.location,
                key: keys.path,
                "`url` is missing",
                suggestion: "write `url: mllp://HOST:PORT`, or `host` and `port`"
            )
            return ("", 0)
        }
        _ = keys.required("port", into: &diagnostics)
        let name = secrets.expand(host, key: keys.path(of: "host"), into: &diagnostics)
        return (name ?? "", port ?? 0)
    }

    private static func address(
        _ text: Located<String>,
        key: String,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> (String, Int) {
        guard let url = secrets.expand(text, key: key, into: &diagnostics) else { return ("", 0) }
        guard let parts = URLComponents(string: url), parts.scheme?.lowercased() == "mllp",
            let host = parts.host, !host.isEmpty, let port = parts.port, (1...65535).contains(port),
            parts.user == nil, parts.path.isEmpty, parts.query == nil
        else {
            diagnostics.error(
                at: text.location,
                key: key,
                "expected an address such as `mllp://lab.example.org:2575`"
            )
            return ("", 0)
        }
        // IPv6 addresses stand in brackets in a URL, and nowhere else.
        return (host.hasPrefix("[") ? String(host.dropFirst().dropLast()) : host, port)
    }
}
