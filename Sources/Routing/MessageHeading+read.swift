// Reads `header:` of a destination: who sends and who receives the messages that maps make of resources.

import HL7v2
import LocatedYAML
import Mapping

extension MessageHeading {
    /// Reads the keys; what is not said stays empty.
    init(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) {
        self.init()
        guard let node = keys.optional("header"),
            var reader = MappingReader(node, path: keys.path(of: "header"), into: &diagnostics)
        else { return }
        sendingApplication = reader.text("sending_application", into: &diagnostics)?.value
        sendingFacility = reader.text("sending_facility", into: &diagnostics)?.value
        receivingApplication = reader.text("receiving_application", into: &diagnostics)?.value
        receivingFacility = reader.text("receiving_facility", into: &diagnostics)?.value
        processingID = reader.text("processing_id", into: &diagnostics)?.value ?? processingID
        if let text = reader.text("version", into: &diagnostics) {
            version = Version(exactly: text.value)
            if version == nil {
                let known = Version.allCases.map(\.text).joined(separator: ", ")
                diagnostics.error(
                    at: text.location,
                    key: reader.path(of: "version"),
                    "`\(text.value)` is no version of HL7 v2",
                    suggestion: "one of \(known)"
                )
            }
        }
        reader.finish(into: &diagnostics)
    }
}
