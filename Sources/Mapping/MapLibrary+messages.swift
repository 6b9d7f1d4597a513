// Which map takes a message, where none is named: the one of its structure.

public import HL7v2

extension MapLibrary {
    /// A map that takes a message.
    public struct Choice: Sendable {
        /// The map.
        public let map: MessageMap
        /// Whether it was taken for the message code alone, as the event is missing or not known.
        public let isByCodeAlone: Bool
    }

    /// The map for a message.
    ///
    /// - Parameter header: the message's header.
    /// - Returns: the map of the structure that its event means; where the event is missing or unknown, that of the
    ///   structure that the message code has most often; `nil` where there is no such map.
    public func choice(for header: MessageHeader) -> Choice? {
        Self.choice(for: header) { map(named: $0) }
    }

    /// The map for a message among some, see ``choice(for:)-(MessageHeader)``.
    public static func choice(for header: MessageHeader, among maps: [MessageMap]) -> Choice? {
        choice(for: header) { name in maps.first { $0.structure.name == name } }
    }

    private static func choice(for header: MessageHeader, _ map: (String) -> MessageMap?) -> Choice? {
        let catalog = StructureCatalog.shared
        if let structure = catalog.structure(for: header) {
            return map(structure.name).map { Choice(map: $0, isByCodeAlone: false) }
        }
        let usual = catalog.usualStructure(messageCode: header.messageCode)
        return usual.flatMap { map($0.name) }.map { Choice(map: $0, isByCodeAlone: true) }
    }
}
