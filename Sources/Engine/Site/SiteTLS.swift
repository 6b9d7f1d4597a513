// The certificates and keys of a site, read and checked once, as what listeners and destinations connect with.

import LocatedYAML
import MLLP
import MLLPTLS
import Routing

/// The TLS of a site's listeners and destinations, by their names.
struct SiteTLS: Sendable {
    private(set) var listeners: [String: MLLPServer.TransportSetUp] = [:]
    private(set) var destinations: [String: MLLPServer.TransportSetUp] = [:]

    /// Reads every file that a site names; what cannot be used is in `diagnostics`.
    ///
    /// - Parameters:
    ///   - loaded: the site.
    ///   - needsAll: whether a listener's path that is not known, because its `${NAME}` is not set on the machine of a
    ///     check, is a problem too.
    ///   - diagnostics: receives every problem.
    init(_ loaded: LoadedSite, needsAll: Bool = true, into diagnostics: inout Diagnostics) {
        for listener in loaded.site.listeners {
            guard let settings = listener.tls,
                needsAll || (settings.certificate != nil && settings.key != nil)
            else { continue }
            listeners[listener.name] = Self.attempt(settings, into: &diagnostics) {
                () throws(TLSFileProblem) in
                try MLLPTLS.server(settings.files(of: loaded))
            }
        }
        for destination in loaded.site.destinations {
            guard let mllp = destination.mllp, let settings = mllp.tls else { continue }
            destinations[destination.name] = Self.attempt(settings, into: &diagnostics) {
                () throws(TLSFileProblem) in
                try MLLPTLS.client(
                    settings.files(of: loaded),
                    serverName: settings.serverName ?? mllp.host
                )
            }
        }
    }

    private static func attempt(
        _ settings: TLSSettings,
        into diagnostics: inout Diagnostics,
        _ body: () throws(TLSFileProblem) -> MLLPServer.TransportSetUp
    ) -> MLLPServer.TransportSetUp? {
        do throws(TLSFileProblem) {
            return try body()
        } catch {
            let (key, file) =
                switch error.file {
                case .certificate: ("certificate", settings.certificate)
                case .key: ("key", settings.key)
                case .authority: (settings.authorityKey, settings.authority)
                }
            diagnostics.error(
                at: file?.location ?? settings.location,
                key: "\(settings.path).\(key)",
                error.description
            )
            return nil
        }
    }
}

extension TLSSettings {
    /// The files of a site.
    fileprivate func files(of loaded: LoadedSite) -> TLSFiles {
        func path(_ text: Located<String>?) -> String? { text.map { loaded.path(of: $0.value) } }
        return TLSFiles(certificate: path(certificate), key: path(key), authority: path(authority))
    }
}
