// A message map, ready to run.

public import HL7v2

/// Turns messages of one structure into Bundles.
public struct MessageMap: Sendable {
    /// Its name, such as `ORU_R01`.
    public let name: String
    /// The structure of the messages it takes.
    public let structure: Structure

    /// Maps a message.
    ///
    /// A pure function: the same message and context give the same outcome.
    public func run(_ message: Message, in context: MapContext) -> MapOutcome {
        MapOutcome(bundle: nil, problems: [])
    }
}
