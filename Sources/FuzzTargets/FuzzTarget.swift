// What is fuzzed: one case for each reader of foreign bytes, and what must hold for whatever comes.
//
// `scripts/fuzz` feeds the targets for hours, guided by coverage; the tests feed them the seeds in `Fixtures` and
// a bounded number of changed ones. Nothing here reads files or knows libFuzzer.

import FHIR

/// One reader of foreign bytes.
public enum FuzzTarget: String, CaseIterable, Sendable {
    /// The parser and all that reads from a message.
    case message
    /// The splitter of batches.
    case batch
    /// The decoder of MLLP's frames.
    case frames
    /// The escape codec.
    case escapes
    /// Reading and writing every character set.
    case characters
    /// Messages in another character set.
    case recode
    /// The syntax of locations.
    case location
    /// Joining the parts of a continued message.
    case parts
    /// The reader and writer of FHIR's JSON.
    case json
    /// The reader and writer of FHIR's XML.
    case xml
    /// The reader and writer of JSON, of FHIR R5.
    case jsonR5 = "json-r5"
    /// The reader and writer of XML, of FHIR R5.
    case xmlR5 = "xml-r5"
    /// FHIRPath over a resource.
    case fhirpath

    /// Reads an input and checks what must hold.
    ///
    /// What costs much is done for a part of the inputs, chosen by their bytes, so that an input always does the
    /// same.
    ///
    /// - Throws: ``BrokenPromise`` where something does not hold. The readers' own traps are not caught.
    public func run(_ bytes: [UInt8]) throws(BrokenPromise) {
        switch self {
        case .message: try Self.message(bytes)
        case .batch: try Self.batch(bytes)
        case .frames: try Self.frames(bytes)
        case .escapes: try Self.escapes(bytes)
        case .characters: try Self.characters(bytes)
        case .recode: try Self.recode(bytes)
        case .location: try Self.location(bytes)
        case .parts: try Self.parts(bytes)
        case .json: try Self.json(bytes, of: .r4)
        case .xml: try Self.xml(bytes, of: .r4)
        case .jsonR5: try Self.json(bytes, of: .r5)
        case .xmlR5: try Self.xml(bytes, of: .r5)
        case .fhirpath: try Self.fhirpath(bytes)
        }
    }
}
