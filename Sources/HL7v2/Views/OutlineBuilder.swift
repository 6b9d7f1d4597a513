// Reads a message's segments, fields and parts with their names for a `MessageOutline`.

struct OutlineBuilder {
    let message: Message
    private let version: Version?

    init(message: Message) {
        self.message = message
        version = message.version
    }

    /// The groups and segments of a tree in message order: a group stands where its first segment does.
    func nodes(of tree: GroupTree) -> [MessageOutline.Node] {
        var open: [(occurrence: GroupTree.Occurrence, nodes: [MessageOutline.Node])] = [(.root, [])]
        func close() {
            let (occurrence, nodes) = open.removeLast()
            let name = tree.structure[tree.group(of: occurrence)].name
            open[open.count - 1].nodes.append(.group(name: name, nodes: nodes))
        }
        for position in 0..<message.segmentCount {
            let path = ancestors(of: tree.occurrence(ofSegment: position), in: tree)
            var shared = 0
            while shared < min(path.count, open.count), path[shared] == open[shared].occurrence {
                shared += 1
            }
            while open.count > shared { close() }
            for occurrence in path.dropFirst(shared) { open.append((occurrence, [])) }
            open[open.count - 1].nodes.append(segment(position))
        }
        while open.count > 1 { close() }
        return open[0].nodes
    }

    private func ancestors(of occurrence: GroupTree.Occurrence, in tree: GroupTree) -> [GroupTree.Occurrence]
    {
        var path: [GroupTree.Occurrence] = []
        var current: GroupTree.Occurrence? = occurrence
        while let next = current {
            path.append(next)
            current = tree.parent(of: next)
        }
        return path.reversed()
    }

    func segment(_ position: Int) -> MessageOutline.Node {
        let name = message.segmentName(position)
        let definition = Definitions.shared.segment(name)
        let count = message.fieldCount(ofSegment: position)
        let fields = (0..<count).compactMap { index in
            message.field(index + 1, ofSegment: position).map { field($0, definition: definition) }
        }
        return .segment(position: position, name: name.description, title: definition?.title, fields: fields)
    }

    private func field(_ element: Element, definition: SegmentDefinition?) -> MessageOutline.Field {
        let known = definition?.field(element.field, version: version) ?? definition?.field(element.field)
        let datatype = known.flatMap {
            $0.datatype == "*" ? valueType(ofSegment: element.segment) : $0.datatype
        }
        return MessageOutline.Field(
            number: element.field,
            title: known?.title,
            datatype: datatype,
            repetitions: message.repetitions(of: element).map { part($0, title: nil, datatype: datatype) }
        )
    }

    /// OBX-2, which types OBX-5.
    private func valueType(ofSegment segment: Int) -> String? {
        message.field(2, ofSegment: segment).map { message.text($0) }
    }

    private func part(_ element: Element, title: String?, datatype: String?) -> MessageOutline.Part {
        let inner = innerParts(of: element, datatype: datatype)
        let isLeaf = inner.isEmpty
        return MessageOutline.Part(
            number: number(of: element),
            title: title,
            value: isLeaf ? value(of: element, datatype: datatype) : nil,
            isNull: isLeaf && message.isNull(element),
            parts: inner.map { entry in part(entry.element, title: entry.title, datatype: entry.datatype) }
        )
    }

    private func value(of element: Element, datatype: String?) -> String {
        datatype == "FT" || datatype == "TX" ? message.formattedText(element) : message.wholeText(element)
    }

    private func number(of element: Element) -> Int {
        switch element.level {
        case .subcomponent: element.subcomponent
        case .component: element.component
        default: element.repetition
        }
    }

    /// What an element consists of, where that is more than its own first part.
    private func innerParts(
        of element: Element,
        datatype: String?
    ) -> [(element: Element, title: String?, datatype: String?)] {
        guard datatype != "FT", datatype != "TX" else { return [] }
        let parts: [Element] =
            switch element.level {
            case .repetition: message.components(of: element)
            case .component: message.subcomponents(of: element)
            default: []
            }
        let isWhole = parts.count == 1 && parts[0].range == element.range
        let definition = datatype.flatMap { Definitions.shared.datatype($0) }
        guard !isWhole || (element.level == .repetition && definition?.isComposite == true) else {
            return innerOfOnlyPart(parts, of: element, datatype: datatype)
        }
        return parts.map { part in
            let known =
                definition?.component(number(of: part), version: version)
                ?? definition?.component(number(of: part))
            return (part, known?.title, known?.datatype)
        }
    }

    /// A repetition that is one component may still have subcomponents.
    private func innerOfOnlyPart(
        _ parts: [Element],
        of element: Element,
        datatype: String?
    ) -> [(element: Element, title: String?, datatype: String?)] {
        guard element.level == .repetition, let component = parts.first else { return [] }
        let subcomponents = message.subcomponents(of: component)
        return subcomponents.count > 1 ? [(component, nil, datatype)] : []
    }
}
