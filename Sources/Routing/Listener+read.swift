// Reads one entry of `listeners:`.

import Foundation
import HL7v2
import LocatedYAML

extension Listener {
    private enum Kind: String, CaseIterable { case mllp }
    private enum Acknowledge: String, CaseIterable { case commit }

    /// Reads a listener; what cannot be read takes its default, and the problem is in `diagnostics`.
    init?(_ entry: Entry, secrets: Secrets, into diagnostics: inout Diagnostics) {
        guard var keys = MappingReader(entry.value, path: "listeners.\(entry.key)", into: &diagnostics) else {
            return nil
        }
        name = entry.key
        location = entry.location
        _ = keys.requiredChoice("type", of: Kind.self, into: &diagnostics)
        host = keys.text("host", into: &diagnostics)?.value ?? "0.0.0.0"
        _ = keys.required("port", into: &diagnostics)
        port = keys.integer("port", in: 0...65535, into: &diagnostics) ?? 0
        release = keys.choice("release", into: &diagnostics) ?? .first
        _ = keys.choice("acknowledge", of: Acknowledge.self, into: &diagnostics)
        timeZone = keys.timeZone("timezone", into: &diagnostics)
        processingIDs = keys.texts("processing_ids", into: &diagnostics).map { Set($0.map(\.value)) }
        characters = Self.characters(&keys, into: &diagnostics)
        validation = keys.choice("validate", into: &diagnostics) ?? .off
        profile = keys.text("profile", into: &diagnostics)
        sequenceNumbers = keys.choice("sequence_numbers", into: &diagnostics) ?? .ignore
        continuation = keys.choice("continuation", into: &diagnostics) ?? .join
        batchReply = keys.choice("batch_reply", into: &diagnostics) ?? .all
        onMapError = keys.choice("on_map_error", into: &diagnostics) ?? .park
        whenUnavailable = keys.choice("when_unavailable", into: &diagnostics) ?? .silent
        silenceLimit = keys.duration("silence_limit", into: &diagnostics) ?? .seconds(60)
        frameLimit = keys.bytes("max_frame", into: &diagnostics) ?? 64 << 20
        connectionLimit = keys.integer("max_connections", in: 1...10_000, into: &diagnostics) ?? 256
        unansweredLimit = keys.integer("max_unanswered", in: 1...10_000, into: &diagnostics) ?? 64
        idleTimeout = keys.duration("idle_timeout", into: &diagnostics)
        frameTimeout = keys.duration("frame_timeout", into: &diagnostics) ?? .seconds(60)
        tls = keys.optional("tls").flatMap {
            TLSSettings(.listener, $0, path: keys.path(of: "tls"), secrets: secrets, into: &diagnostics)
        }
        keys.finish(into: &diagnostics)
    }

    private static func characters(
        _ keys: inout MappingReader,
        into diagnostics: inout Diagnostics
    ) -> CharacterReading {
        guard let node = keys.optional("charset"),
            var reader = MappingReader(node, path: keys.path(of: "charset"), into: &diagnostics)
        else { return .default }
        let assumed = reader.characterSet("default", into: &diagnostics)
        let fallback = reader.characterSet("fallback", into: &diagnostics)
        if let fallback, !fallback.value.isSingleByte {
            diagnostics.error(
                at: fallback.location,
                key: reader.path(of: "fallback"),
                "expected an 8-bit set, such as `windows-1252`, in which any byte can be read"
            )
        }
        reader.finish(into: &diagnostics)
        return CharacterReading(
            assumed: assumed?.value ?? CharacterReading.default.assumed,
            fallback: fallback?.value ?? CharacterReading.default.fallback
        )
    }
}

extension Listener {
    /// Refuses the name of a profile that is not there.
    func checkProfile(in profiles: ProfileLibrary, into diagnostics: inout Diagnostics) {
        guard let profile else { return }
        let key = "listeners.\(name).profile"
        if profiles.profile(named: profile.value) == nil {
            let meant = closestMatch(to: profile.value, in: profiles.names)
            diagnostics.error(
                at: profile.location,
                key: key,
                "no profile is called `\(profile.value)`",
                suggestion: meant.map { "did you mean `\($0)`?" } ?? "profiles lie in `profiles/`"
            )
        } else if validation == .off {
            diagnostics.warning(
                at: profile.location,
                key: key,
                "nothing is checked",
                suggestion: "write `validate: warn` or `validate: reject`"
            )
        }
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
