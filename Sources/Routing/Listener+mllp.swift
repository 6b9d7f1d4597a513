// Reads the keys of a listener that are MLLP's and HL7 v2's own.

import HL7v2
import LocatedYAML

extension MLLPReception {
    private enum Acknowledge: String, CaseIterable { case commit }

    /// Reads the keys; what cannot be read takes its default, and the problem is in `diagnostics`.
    init(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) {
        release = keys.choice("release", into: &diagnostics) ?? .first
        _ = keys.choice("acknowledge", of: Acknowledge.self, into: &diagnostics)
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
        unansweredLimit = keys.integer("max_unanswered", in: 1...10_000, into: &diagnostics) ?? 64
        idleTimeout = keys.duration("idle_timeout", into: &diagnostics)
        frameTimeout = keys.duration("frame_timeout", into: &diagnostics) ?? .seconds(60)
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

extension MLLPReception {
    /// Refuses the name of a profile that is not there.
    func checkProfile(of listener: String, in profiles: ProfileLibrary, into diagnostics: inout Diagnostics) {
        guard let profile else { return }
        let key = "listeners.\(listener).profile"
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
