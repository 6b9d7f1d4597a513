// Reads one entry of `listeners:`.

import Foundation
import LocatedYAML

extension Listener {
    private enum Kind: String, CaseIterable { case mllp }
    private enum Acknowledge: String, CaseIterable { case commit }

    /// Reads a listener; what cannot be read takes its default, and the problem is in `diagnostics`.
    init?(_ entry: Entry, into diagnostics: inout Diagnostics) {
        guard var keys = MappingReader(entry.value, path: "listeners.\(entry.key)", into: &diagnostics) else {
            return nil
        }
        name = entry.key
        location = entry.location
        _ = keys.requiredChoice("type", of: Kind.self, into: &diagnostics)
        host = keys.text("host", into: &diagnostics)?.value ?? "0.0.0.0"
        _ = keys.required("port", into: &diagnostics)
        port = keys.integer("port", in: 0...65535, into: &diagnostics) ?? 0
        _ = keys.choice("acknowledge", of: Acknowledge.self, into: &diagnostics)
        timeZone = keys.timeZone("timezone", into: &diagnostics)
        processingIDs = keys.texts("processing_ids", into: &diagnostics).map { Set($0.map(\.value)) }
        onMapError = keys.choice("on_map_error", into: &diagnostics) ?? .park
        whenUnavailable = keys.choice("when_unavailable", into: &diagnostics) ?? .silent
        silenceLimit = keys.duration("silence_limit", into: &diagnostics) ?? .seconds(60)
        frameLimit = keys.bytes("max_frame", into: &diagnostics) ?? 64 << 20
        connectionLimit = keys.integer("max_connections", in: 1...10_000, into: &diagnostics) ?? 256
        unansweredLimit = keys.integer("max_unanswered", in: 1...10_000, into: &diagnostics) ?? 64
        idleTimeout = keys.duration("idle_timeout", into: &diagnostics)
        frameTimeout = keys.duration("frame_timeout", into: &diagnostics) ?? .seconds(60)
        keys.finish(into: &diagnostics)
    }
}

extension MappingReader {
    /// The name of a time zone, such as `Europe/Berlin`, checked against the system's table.
    mutating func timeZone(_ key: String, into diagnostics: inout Diagnostics) -> String? {
        guard let name = text(key, into: &diagnostics) else { return nil }
        guard TimeZone(identifier: name.value) != nil else {
            let meant = closestMatch(to: name.value, in: TimeZone.knownTimeZoneIdentifiers.sorted())
            diagnostics.error(
                at: name.location,
                key: path(of: key),
                "`\(name.value)` is not a known time zone",
                suggestion: meant.map { "did you mean `\($0)`?" } ?? "write it as in `America/New_York`"
            )
            return nil
        }
        return name.value
    }
}
