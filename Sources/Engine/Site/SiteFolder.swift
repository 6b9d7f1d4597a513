// A site folder on disk, and the standard library that is built into the executable.
//
// A folder need only hold what differs: a file of the standard library that the folder does not have is taken
// from the executable. Settings and routes are never filled in; they are the site.

import Foundation
public import Mapping

/// The files that make a site.
public enum SiteFolder {
    /// The most files a site may have.
    public static let fileLimit = 5_000
    /// The largest file, in bytes.
    public static let fileBytesLimit = 4 * 1024 * 1024

    /// Why a folder cannot be read.
    public struct Unreadable: Error, CustomStringConvertible {
        /// What is wrong, naming the path.
        public let description: String
    }

    /// Reads a folder and completes it with the standard library.
    ///
    /// - Parameters:
    ///   - path: the folder; `nil` for the shipped site.
    ///   - includesTests: whether test files are among them, which nothing runs that is live.
    /// - Returns: the files by path, ready for `Site.compile`. A shipped file that the folder replaces is kept below
    ///   `shipped/`, where only a map that extends it looks.
    /// - Throws: ``Unreadable``, naming the first path that cannot be read.
    public static func files(
        at path: String?,
        includingTests includesTests: Bool = false
    ) throws(Unreadable) -> [SiteFile] {
        guard let path else { return shipped }
        let own = try read(path).filter { includesTests || !$0.isTest }
        let present = Dictionary(own.map { ($0.path, $0.text) }, uniquingKeysWith: { first, _ in first })
        let library = Dictionary(
            standardLibrary.map { ($0.path, $0.text) },
            uniquingKeysWith: { first, _ in first }
        )
        let inherited = standardLibrary.compactMap { file -> SiteFile? in
            guard let text = present[file.path] else { return file }
            return text == file.text ? nil : file.replaced
        }
        let marked = own.map { library[$0.path] == $0.text ? $0 : $0.own }
        return (marked + inherited).sorted { $0.path < $1.path }
    }

    /// The shipped site: settings, routes, maps and tables.
    public static var shipped: [SiteFile] { EmbeddedFiles.site }

    /// The shipped maps and tables, without the shipped site's own settings and routes.
    public static var standardLibrary: [SiteFile] {
        shipped.filter { $0.path != "corridor.yaml" && !$0.path.hasPrefix("routes/") }
    }

    private static func read(_ path: String) throws(Unreadable) -> [SiteFile] {
        let root = URL(fileURLWithPath: path, isDirectory: true).standardizedFileURL
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: root.path, isDirectory: &isFolder), isFolder.boolValue
        else {
            throw Unreadable(description: "\(path): there is no such folder")
        }
        guard
            let walk = FileManager.default.enumerator(
                at: root,
                includingPropertiesForKeys: [.isRegularFileKey, .fileSizeKey],
                options: [.skipsHiddenFiles]
            )
        else { throw Unreadable(description: "\(path): the folder cannot be read") }
        var files: [SiteFile] = []
        for case let url as URL in walk {
            guard let path = relativePath(of: url, below: root) else { continue }
            files.append(try file(url, path))
            guard files.count <= fileLimit else {
                throw Unreadable(description: "\(path): more than \(fileLimit) files; is this a site folder?")
            }
        }
        return files
    }

    /// The path of a file that belongs to a site, of which JSON and XML are profiles of FHIR; else `nil`.
    private static func relativePath(of url: URL, below root: URL) -> String? {
        let path = String(url.standardizedFileURL.path.dropFirst(root.path.count).drop { $0 == "/" })
        switch url.pathExtension {
        case "yaml", "csv": return path
        case "json", "xml": return path.hasPrefix("profiles/") ? path : nil
        default: return nil
        }
    }

    private static func file(_ url: URL, _ relative: String) throws(Unreadable) -> SiteFile {
        // What cannot be read is reported below.
        let size = (try? url.resourceValues(forKeys: [.fileSizeKey]))?.fileSize ?? 0
        guard size <= fileBytesLimit else {
            throw Unreadable(description: "\(relative): larger than \(fileBytesLimit) bytes")
        }
        do {
            return SiteFile(path: relative, text: try String(contentsOf: url, encoding: .utf8))
        } catch {
            throw Unreadable(description: "\(relative): cannot be read as UTF-8 text")
        }
    }
}
