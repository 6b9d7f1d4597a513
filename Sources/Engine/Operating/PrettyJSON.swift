// FHIR as people read it.

import FHIR

enum PrettyJSON {
    /// The JSON of a resource, indented; text that is no FHIR as it stands.
    static func text(of bytes: [UInt8]) -> String {
        // What cannot be read was not rendered by us, and is shown as it is.
        guard let tree = try? JSONReader.read(bytes) else { return String(decoding: bytes, as: UTF8.self) }
        return String(decoding: JSONWriter.write(tree, .pretty), as: UTF8.self)
    }
}
