// A message as people read it: segments with their names, fields with theirs, values decoded, groups around them.
//
// Built once and rendered as text (`OutlineText`) or JSON (`OutlineJSON`). Names come from the message's own
// version, else from the newest that has them. The content is patient data: for screens and files, never for logs.

/// A message laid out for people and programs.
public struct MessageOutline: Sendable {
    /// A group or a segment, in message order.
    public indirect enum Node: Sendable {
        /// A group and what is in it.
        case group(name: String, nodes: [Node])
        /// A segment; the position is the one in the message.
        case segment(position: Int, name: String, title: String?, fields: [Field])
    }

    /// A field that is there.
    public struct Field: Sendable {
        /// Its position.
        public let number: Int
        /// Its name, where the standard knows it.
        public let title: String?
        /// Its datatype, where the standard knows it; that of OBX-5 is what OBX-2 says.
        public let datatype: String?
        /// Its repetitions that are there.
        public let repetitions: [Part]
    }

    /// A repetition, a component or a subcomponent.
    public struct Part: Sendable {
        /// Its position among its like.
        public let number: Int
        /// A component's or subcomponent's name, where the standard knows it.
        public let title: String?
        /// Its value, where it has no parts of its own.
        public let value: String?
        /// Whether the value is the explicit null.
        public let isNull: Bool
        /// Its components or subcomponents that are there, where it has more than one.
        public let parts: [Part]
    }

    /// The header.
    public let header: MessageHeader
    /// The structure that the groups are of, where one is known.
    public let structure: String?
    /// What is in the message.
    public let nodes: [Node]
    /// What was odd about it.
    public let warnings: [MessageWarning]
    /// The segments that the structure has no place for.
    public let unexpectedSegments: [Int]

    /// Lays a message out; without a structure, segments stand one after the other.
    public init(_ message: Message, structure: Structure? = nil) {
        header = message.header
        warnings = message.warnings
        self.structure = structure?.name
        let builder = OutlineBuilder(message: message)
        guard let structure else {
            nodes = (0..<message.segmentCount).map { builder.segment($0) }
            unexpectedSegments = []
            return
        }
        let tree = message.groups(as: structure)
        nodes = builder.nodes(of: tree)
        unexpectedSegments = tree.unexpectedSegments
    }

    /// Lays a message out in the groups of the structure that its header means.
    public init(describing message: Message) {
        self.init(message, structure: StructureCatalog.shared.structure(for: message.header))
    }
}

extension MessageOutline: CustomStringConvertible, CustomReflectable {
    /// How many nodes there are, and nothing of their content; ``text`` and ``json`` have that.
    public var description: String { "outline of an HL7 v2 message with \(nodes.count) nodes" }

    /// No children, so that `dump` shows no patient data either.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
