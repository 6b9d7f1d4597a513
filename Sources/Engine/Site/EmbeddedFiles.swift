// The files that are built into the executable: the shipped site, and synthetic messages for the demo.

import CSupport
import Mapping

/// Files built into the executable.
public enum EmbeddedFiles {
    /// The shipped site: settings, routes, maps and tables.
    static let site: [SiteFile] = read(corridor_mappings_count, { corridor_mapping($0) }).map {
        SiteFile(path: $0.path, text: String(decoding: $0.bytes, as: UTF8.self))
    }

    /// Synthetic HL7 v2 messages, by file name.
    public static let fixtures: [(path: String, bytes: [UInt8])] =
        read(corridor_fixtures_count, { corridor_fixture($0) })

    /// The reference of site files, Mappings/REFERENCE.md.
    public static var reference: String {
        read(corridor_documents_count, { corridor_document($0) }).map {
            String(decoding: $0.bytes, as: UTF8.self)
        }.joined()
    }

    private static func read(
        _ count: Int,
        _ entry: (Int) -> UnsafePointer<corridor_embedded_file>?
    ) -> [(path: String, bytes: [UInt8])] {
        (0..<count).compactMap { index in
            // The tables are constants of the executable: they live as long as it runs.
            guard let file = entry(index)?.pointee, let path = file.path else { return nil }
            return (String(cString: path), Array(UnsafeBufferPointer(start: file.bytes, count: file.count)))
        }
    }
}
