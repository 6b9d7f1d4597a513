// The key sets of a site's listeners, read and checked once, as what their access tokens are checked with.

import FHIRAccess
import FHIRListener
import Foundation
import HTTPClient
import LocatedYAML
import Logging
import Routing

/// The keys of a site's listeners, by the listeners' names.
struct SiteTokens: Sendable {
    private var keys: [String: PublicKeys] = [:]

    /// Reads every key set that a site names; what cannot be used is in `diagnostics`.
    init(_ loaded: LoadedSite, into diagnostics: inout Diagnostics) async {
        for listener in loaded.site.listeners {
            guard let tokens = listener.fhir?.tokens, case .file(let file) = tokens.keys else { continue }
            let path = loaded.path(of: file.value)
            do throws(Unusable) {
                keys[listener.name] = try await Self.keys(at: path)
            } catch {
                diagnostics.error(
                    at: file.location,
                    key: "\(tokens.path).keys",
                    "`\(path)` \(error.description)"
                )
            }
        }
    }

    /// What checks the tokens of a listener; `nil` where the site asks for none.
    func verifier(
        of listener: Listener,
        session: HTTPSession,
        logger: Logger,
        clock: @escaping @Sendable () -> Int64
    ) -> (any TokenVerifying)? {
        guard let tokens = listener.fhir?.tokens else { return nil }
        let source: any KeySource
        switch tokens.keys {
        case .address(let address):
            source = FetchedKeys(address: address, session: session, logger: logger)
        case .file, nil:
            guard let keys = keys[listener.name] else { return nil }
            source = FixedKeys(keys)
        }
        return TokenVerifier(
            issuer: tokens.issuer,
            audiences: tokens.audiences,
            keys: source,
            clock: clock
        )
    }

    private struct Unusable: Error {
        let description: String
    }

    private static func keys(at path: String) async throws(Unusable) -> PublicKeys {
        // A folder can be opened, and not be read.
        guard let handle = FileHandle(forReadingAtPath: path),
            let data = try? handle.read(upToCount: PublicKeys.sizeLimit + 1)
        else { throw Unusable(description: "cannot be read") }
        do {
            return try await PublicKeys(json: Array(data))
        } catch {
            throw Unusable(description: error.description)
        }
    }
}
