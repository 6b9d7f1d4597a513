// The definition tables that are built into the program, as bytes.
//
// The one place of this module that holds a pointer: it wraps the C target that embeds the data, because the
// compiler cannot embed more than 64 KB into Swift code in reasonable time.

import CSupport

enum EmbeddedDefinitions {
    /// The compact table of a version; see `scripts/generate-fhir-definitions` for its form.
    static func table(of version: FHIRVersion) -> [UInt8] {
        var length = 0
        let start =
            switch version {
            case .r4: corridor_fhir_r4(&length)
            case .r4b: corridor_fhir_r4b(&length)
            case .r5: corridor_fhir_r5(&length)
            }
        return Array(UnsafeBufferPointer(start: start, count: length))
    }
}
