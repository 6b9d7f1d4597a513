// What protects a site's connections, opened once at the start.

import LocatedYAML

/// Certificates and key sets of a site, ready for use.
struct SiteSecurity: Sendable {
    /// The TLS of listeners and destinations.
    let tls: SiteTLS
    /// The key sets of listeners.
    let tokens: SiteTokens

    /// Reads every file that a site names.
    ///
    /// - Throws: `Engine.StartFailure` when one cannot be used: nothing ever goes without the TLS, and nobody comes in
    ///   without the token, that it should have.
    static func opened(_ loaded: LoadedSite) async throws(Engine.StartFailure) -> SiteSecurity {
        var diagnostics = Diagnostics()
        let security = SiteSecurity(
            tls: SiteTLS(loaded, into: &diagnostics),
            tokens: await SiteTokens(loaded, into: &diagnostics)
        )
        guard !diagnostics.hasErrors else {
            throw Engine.StartFailure(
                description: diagnostics.sorted.map(\.description).joined(separator: "\n")
            )
        }
        return security
    }
}
