// The certificates and keys of a site, read and checked once, as what listeners and destinations connect with.

import Foundation
public import LocatedYAML
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
                try MLLPTLS.server(settings.files(in: loaded.folder))
            }
        }
        for destination in loaded.site.destinations {
            guard let mllp = destination.mllp, let settings = mllp.tls else { continue }
            destinations[destination.name] = Self.attempt(settings, into: &diagnostics) {
                () throws(TLSFileProblem) in
                try MLLPTLS.client(
                    settings.files(in: loaded.folder),
                    serverName: settings.serverName ?? mllp.host
                )
            }
        }
    }

    /// Reads every file that a site names.
    ///
    /// - Throws: `Engine.StartFailure` when one cannot be used: nothing ever goes without the TLS it should have.
    static func opened(_ loaded: LoadedSite) throws(Engine.StartFailure) -> SiteTLS {
        var diagnostics = Diagnostics()
        let tls = SiteTLS(loaded, into: &diagnostics)
        guard !diagnostics.hasErrors else {
            throw Engine.StartFailure(
                description: diagnostics.sorted.map(\.description).joined(separator: "\n")
            )
        }
        return tls
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

extension LoadedSite {
    /// Reports every certificate and key that the site names and that cannot be used.
    public func checkFiles(into diagnostics: inout Diagnostics) {
        _ = SiteTLS(self, needsAll: false, into: &diagnostics)
    }
}

extension TLSSettings {
    /// The files, relative paths counted from the site folder.
    fileprivate func files(in folder: String?) -> TLSFiles {
        func path(_ text: Located<String>?) -> String? {
            guard let text else { return nil }
            guard let folder, !text.value.hasPrefix("/") else { return text.value }
            return URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(text.value).path
        }
        return TLSFiles(certificate: path(certificate), key: path(key), authority: path(authority))
    }
}
