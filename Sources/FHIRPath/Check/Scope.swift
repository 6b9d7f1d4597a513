// What names mean at a place of a map or a route, decided by structure alone (DESIGN §4).

public import HL7v2

/// What is at hand where an expression stands.
public struct Scope: Sendable {
    /// The structure of the messages, where it is known; without it segments are found by name in the whole message.
    public var structure: Structure?
    /// The group at hand.
    public var group = GroupID.root
    /// The segment at hand.
    public var segment: String?
    /// The segment that is iterated over, of which `[*]` then means those at hand.
    public var iteratedSegment: String?
    /// The HL7 v2 datatype of the value at hand.
    public var datatype: String?
    /// The kind of the value at hand, where it is no datatype.
    public var valueKind: StaticType.Kind = .unknown
    /// The names of the map's parameters.
    public var parameters: [String] = []
    /// The map's constants, `%name`.
    public var constants: [String: String] = [:]
    /// Segments that senders put into the structure although no version has them there.
    public var extraSegments: Set<String> = []
    /// Whether only the value, the segment at hand and the message header can be read, as in a datatype map.
    public var isClosed = false
    /// What can be asked for here beside the message's fields, such as `now()`.
    public var circumstances: Set<Circumstance> = []

    /// The scope of a whole message.
    public init(structure: Structure? = nil) {
        self.structure = structure
    }

    /// The scope with a value of a type at hand.
    public func on(_ kind: StaticType.Kind) -> Scope {
        var scope = self
        scope.datatype = nil
        scope.valueKind = kind
        switch kind {
        case .datatype(let name): scope.datatype = name
        case .segment(let name): scope.segment = name
        case .group(let name):
            scope.segment = nil
            if let structure, let target = structure.ways(toGroup: name, from: group).first?.target {
                scope.group = target
            }
        default: break
        }
        return scope
    }
}
