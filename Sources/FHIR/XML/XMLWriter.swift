// Writes trees as FHIR XML (FHIR R4, "XML Representation of Resources"), in definition order.
//
// The arena is in that order already. Narratives are written as they are; everything else is escaped so that XML's
// normalisation of attributes gives the same text back.

/// Writes a tree as XML.
public struct XMLWriter {
    /// How the output is laid out.
    public typealias Layout = JSONWriter.Layout

    private let definitions: Definitions.Storage
    private let records: [Tree.Record]
    private let text: [UInt8]
    private let isPretty: Bool
    private var output: [UInt8] = []
    private var depth = 0

    /// Writes a resource, with the declaration of its namespace.
    ///
    /// - Precondition: the root is a resource.
    public static func write(_ tree: Tree, _ layout: Layout = .compact) -> [UInt8] {
        var writer = XMLWriter(tree.storage, layout)
        writer.resource(at: 0, isRoot: true)
        return writer.output
    }

    private init(_ tree: Tree.Storage, _ layout: Layout) {
        definitions = tree.definitions.storage
        records = tree.records
        text = tree.text
        isPretty = layout == .pretty
        output.reserveCapacity(records.count * 32 + text.count)
    }

    private mutating func resource(at position: Int, isRoot: Bool = false) {
        let name = Array(definitions.types[records[position].type.index].name.utf8)
        start(name)
        if isRoot { output.append(contentsOf: Self.namespace) }
        finish(name, at: position)
    }

    /// Writes the attributes of a node that is open, then what is inside, then its end.
    private mutating func finish(_ name: some Collection<UInt8>, at position: Int) {
        let record = records[position]
        var hasChildren = false
        var child = position + 1
        while child < Int(record.end) {
            let member = definitions.members[records[child].member.index]
            if member.isAttribute {
                attribute(definitions.names[member.name], child)
            } else {
                hasChildren = true
            }
            child = Int(records[child].end)
        }
        if record.hasText { attribute(Self.value, position) }
        guard hasChildren else { return output.append(contentsOf: Self.emptyEnd) }
        output.append(UInt8(ascii: ">"))
        depth += 1
        child = position + 1
        while child < Int(record.end) {
            if !definitions.members[records[child].member.index].isAttribute { element(at: child) }
            child = Int(records[child].end)
        }
        depth -= 1
        newLine()
        end(name)
    }

    private mutating func element(at position: Int) {
        let record = records[position]
        let member = definitions.members[record.member.index]
        newLine()
        if member.format == .xhtml { return output.append(contentsOf: text[record.text]) }
        let name = definitions.names[member.name]
        start(name)
        guard member.isResource else { return finish(name, at: position) }
        output.append(UInt8(ascii: ">"))
        depth += 1
        newLine()
        resource(at: position)
        depth -= 1
        newLine()
        end(name)
    }

    // MARK: Tags

    private mutating func start(_ name: some Collection<UInt8>) {
        output.append(UInt8(ascii: "<"))
        output.append(contentsOf: name)
    }

    private mutating func end(_ name: some Collection<UInt8>) {
        output.append(UInt8(ascii: "<"))
        output.append(UInt8(ascii: "/"))
        output.append(contentsOf: name)
        output.append(UInt8(ascii: ">"))
    }

    private mutating func attribute(_ name: some Collection<UInt8>, _ position: Int) {
        output.append(UInt8(ascii: " "))
        output.append(contentsOf: name)
        output.append(contentsOf: Self.opening)
        for byte in text[records[position].text] {
            switch byte {
            case UInt8(ascii: "&"): output.append(contentsOf: Self.ampersand)
            case UInt8(ascii: "<"): output.append(contentsOf: Self.less)
            case UInt8(ascii: ">"): output.append(contentsOf: Self.greater)
            case UInt8(ascii: "\""): output.append(contentsOf: Self.quotation)
            // An attribute's line ends and tabs become blanks unless they are written as references.
            case 0x09: output.append(contentsOf: Self.tab)
            case 0x0A: output.append(contentsOf: Self.lineFeed)
            case 0x0D: output.append(contentsOf: Self.carriageReturn)
            default: output.append(byte)
            }
        }
        output.append(UInt8(ascii: "\""))
    }

    private mutating func newLine() {
        guard isPretty else { return }
        output.append(UInt8(ascii: "\n"))
        output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
    }

    private static let namespace = Array(" xmlns=\"http://hl7.org/fhir\"".utf8)
    private static let value = Array("value".utf8)
    private static let opening = Array("=\"".utf8)
    private static let emptyEnd = Array("/>".utf8)
    private static let ampersand = Array("&amp;".utf8)
    private static let less = Array("&lt;".utf8)
    private static let greater = Array("&gt;".utf8)
    private static let quotation = Array("&quot;".utf8)
    private static let tab = Array("&#9;".utf8)
    private static let lineFeed = Array("&#10;".utf8)
    private static let carriageReturn = Array("&#13;".utf8)
}
