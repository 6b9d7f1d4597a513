// The reading itself: what libxml2 tells of elements, and what becomes of it in the arena.
//
// Nodes are appended in the order of the text, which in XML is definition order. Attributes other than `value` and
// `id` (that is `Extension.url`) stand further back there than in the text, and wait for their turn.

import CLibXML2

final class XMLParser {
    /// An element that is open.
    struct OpenElement {
        /// What the element is.
        enum Kind {
            /// A value with a node of its own.
            case node
            /// `contained` or `resource`: the node is that of the resource inside.
            case holder(Member)
        }

        let kind: Kind
        /// Where its node stands; of a holder that of its parent.
        let node: Int
        let type: TypeID
        /// The member that came last.
        var last: Member?
        /// An attribute whose node comes later.
        var waiting: Tree.Record?
        var hasContent = false
    }

    /// Why the reading ended before the text.
    private enum Ending { case aborted }

    let source: [UInt8]
    let definitions: Definitions.Storage
    let limits: ReadingLimits
    var records: [Tree.Record] = []
    var text: [UInt8] = []
    /// Where the tag of each record starts, where that is asked for.
    private var tagStarts: [Int]?
    var open: [OpenElement] = []
    /// How many elements are open within one that is stepped over.
    var skipped = 0
    /// How many elements are open within a narrative, and where its `div` starts.
    var narrative: (depth: Int, start: Int, member: Member)?
    /// Whether elements stood where they do not belong, and that was let pass.
    var isOutOfOrder = false
    private(set) var issues: [OutcomeIssue] = []
    private var places = PlaceCounter()
    private var ending: Ending?
    /// What libxml2 works with, while it does.
    var context: xmlParserCtxtPtr?

    init(_ source: [UInt8], definitions: Definitions, limits: ReadingLimits) {
        self.source = source
        self.definitions = definitions.storage
        self.limits = limits
        let size = min(source.count, limits.byteCount)
        records.reserveCapacity(size / 48)
        text.reserveCapacity(size / 3)
    }

    func tree() throws(MalformedResource) -> Tree {
        if source.count > limits.byteCount {
            abort(.tooCostly, "the input is larger than \(limits.byteCount) bytes", at: 0)
        } else if source.starts(with: [0xFE, 0xFF]) || source.starts(with: [0xFF, 0xFE])
            || source.prefix(4).contains(0)
        {
            abort(.invalid, "the text is not UTF-8", at: 0)
        } else {
            parse()
        }
        guard issues.isEmpty else { throw MalformedResource(issues: issues) }
        if isOutOfOrder { records = NodeOrder.restored(records) }
        return Tree(definitions: Definitions(storage: definitions), records: records, text: text)
    }

    /// Where the tag of each node starts, of a text that was read before; nothing of one that cannot be read.
    func starts() -> [Int] {
        tagStarts = []
        // Why it cannot be read was told then.
        guard (try? tree()) != nil, !isOutOfOrder else { return [] }
        return tagStarts ?? []
    }

    /// Adds a node; its tag starts here unless said otherwise.
    func append(_ record: Tree.Record, at start: Int? = nil) {
        records.append(record)
        if tagStarts != nil { tagStarts?.append(start ?? tagStart) }
    }

    /// Where the tag of a node starts, where that is kept.
    func start(of node: Int) -> Int? { tagStarts?[node] }

    var isStopped: Bool { ending != nil }

    /// libxml2 prepares itself once, before several threads use it.
    private static let isReady: Void = xmlInitParser()

    private func parse() {
        // Unsafe memory: libxml2 reads the bytes where they are, and is done with them before the closure ends.
        _ = Self.isReady
        source.withUnsafeBytes { bytes in
            guard let base = bytes.baseAddress?.assumingMemoryBound(to: CChar.self),
                let context = xmlCreateMemoryParserCtxt(base, Int32(truncatingIfNeeded: bytes.count))
            else { return abort(.invalid, "the document is empty", at: 0) }
            self.context = context
            XMLEvents.listen(to: context, for: self)
            xmlParseDocument(context)
            self.context = nil
            xmlFreeParserCtxt(context)
        }
        if issues.isEmpty, records.isEmpty { abort(.invalid, "expected an element", at: 0) }
    }

    /// Whether the declaration names UTF-8, or nothing: libxml2 would convert from what else it names.
    var isUTF8: Bool {
        guard let context, let declared = context.pointee.input?.pointee.encoding ?? context.pointee.encoding
        else { return true }
        return Self.encodings.contains(String(cString: declared).uppercased())
    }

    /// Names of UTF-8, and of ASCII, which is a part of it.
    private static let encodings: Set<String> = ["UTF-8", "UTF8", "US-ASCII", "ASCII"]

    // MARK: Issues

    /// The position where libxml2 is: after the tag that it tells of.
    var position: Int { context.map { max(0, Int(xmlByteConsumed($0))) } ?? 0 }

    /// Where the tag starts that ends here; an attribute holds no `<`.
    var tagStart: Int {
        source[..<min(position, source.count)].lastIndex(of: UInt8(ascii: "<")) ?? 0
    }

    /// Notes what makes the input unusable and ends the reading.
    func abort(_ code: OutcomeIssue.Code, _ text: String, at position: Int? = nil) {
        guard !isStopped else { return }
        note(.fatal, code, text, member: nil, at: position ?? tagStart)
        ending = .aborted
        if let context { xmlStopParser(context) }
    }

    /// Notes something wrong and goes on, unless there is too much of it.
    func report(_ code: OutcomeIssue.Code, _ text: String, of member: Member? = nil) {
        guard !isStopped else { return }
        note(.error, code, text, member: member, at: tagStart)
        guard issues.count >= limits.issueCount else { return }
        ending = .aborted
        if let context { xmlStopParser(context) }
    }

    private func note(
        _ severity: OutcomeIssue.Severity,
        _ code: OutcomeIssue.Code,
        _ text: String,
        member: Member?,
        at position: Int
    ) {
        let path = TreePath.openExpression(records, member: member, item: nil, definitions: definitions)
        let place = places.place(of: position, in: source)
        issues.append(OutcomeIssue(severity, code, at: path, text, position: place))
    }
}
