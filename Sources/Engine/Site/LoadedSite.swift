// A site together with the files it was compiled from: what goes live, and what the database keeps of it.

import Foundation
public import LocatedYAML
public import Mapping
public import Routing

/// A compiled site and its files.
public struct LoadedSite: Sendable {
    /// The compiled site.
    public let site: Site
    /// Every file it was compiled from, the standard library's included.
    public let files: [SiteFile]
    /// The folder that relative paths in the site count from; `nil` for the process's own.
    public let folder: String?

    /// Pairs a site with its files.
    public init(site: Site, files: [SiteFile], folder: String? = nil) {
        self.site = site
        self.files = files
        self.folder = folder
    }

    /// The path of a file that the site names; relative ones count from its folder.
    func path(of file: String) -> String {
        guard let folder, !file.hasPrefix("/") else { return file }
        return URL(fileURLWithPath: folder, isDirectory: true).appendingPathComponent(file).path
    }

    /// Reports every certificate, key and key set that the site names and that cannot be used.
    public func checkFiles(into diagnostics: inout Diagnostics) async {
        _ = SiteTLS(self, needsAll: false, into: &diagnostics)
        _ = await SiteTokens(self, into: &diagnostics)
    }

    /// One line for people: what the site has.
    public var summary: String {
        func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
        let parts = [
            count(site.listeners.count, "listener"),
            count(site.destinations.count, "destination"),
            count(site.routes.count, "route"),
        ]
        return "no problems: \(parts.joined(separator: ", "))"
    }
}
