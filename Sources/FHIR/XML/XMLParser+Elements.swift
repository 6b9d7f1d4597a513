// Elements and their attributes: which member each is, whether it may stand there, and its node.

import CLibXML2

extension XMLParser {
    private static let fhir = Array("http://hl7.org/fhir\0".utf8)
    private static let xhtml = Array("http://www.w3.org/1999/xhtml\0".utf8)
    /// Whose `schemaLocation` may stand at any element.
    private static let schemaInstance = Array("http://www.w3.org/2001/XMLSchema-instance\0".utf8)

    private static func isSpace(_ space: UnsafePointer<UInt8>?, _ name: [UInt8]) -> Bool {
        xmlStrEqual(space, name) != 0
    }

    // MARK: What libxml2 tells

    func started(
        _ name: UnsafeBufferPointer<UInt8>,
        in space: UnsafePointer<UInt8>?,
        _ attributes: XMLEvents.XMLAttributes
    ) {
        if isStopped { return }
        if skipped > 0 {
            skipped += 1
            return
        }
        if narrative != nil {
            narrative?.depth += 1
            if narrative?.depth ?? 0 > limits.depth { abort(.tooCostly, "nested too deep") }
            return
        }
        guard open.count < limits.depth else { return abort(.tooCostly, "nested too deep") }
        guard let parent = open.last else { return startRoot(name, space, attributes) }
        if case .holder(let member) = parent.kind {
            startResource(name, space, attributes, as: member)
        } else {
            startMember(name, space, attributes, of: parent)
        }
    }

    func ended() {
        if isStopped { return }
        if skipped > 0 {
            skipped -= 1
            return
        }
        if let inside = narrative, inside.depth > 0 {
            narrative?.depth -= 1
            return
        }
        if let inside = narrative {
            narrative = nil
            return endNarrative(inside.member, from: inside.start)
        }
        guard let element = open.popLast() else { return }
        switch element.kind {
        case .holder(let member):
            if !element.hasContent { report(.structure, "a resource was expected", of: member) }
        case .node:
            addWaiting(of: element)
            let isEmpty = records.count == element.node + 1 && !records[element.node].hasText
            if isEmpty, !definitions.types[element.type.index].isResource {
                report(.structure, "the element has neither a value nor elements inside")
            }
            records[element.node].end = UInt32(truncatingIfNeeded: records.count)
        }
    }

    func characters(_ bytes: UnsafeBufferPointer<UInt8>) {
        guard !isStopped, skipped == 0, narrative == nil, !bytes.allSatisfy(TextFormat.isSpace) else {
            return
        }
        report(.structure, "text stands between the elements")
    }

    /// Something that no XML has.
    func failed(code: Int32) {
        // Noted where libxml2 is; what stands before it is no tag.
        abort(.invalid, XMLFlaw.text(code), at: position)
    }

    // MARK: Elements

    private func startRoot(
        _ name: UnsafeBufferPointer<UInt8>,
        _ space: UnsafePointer<UInt8>?,
        _ attributes: XMLEvents.XMLAttributes
    ) {
        guard isUTF8 else { return abort(.invalid, "the text is not UTF-8", at: 0) }
        startResource(name, space, attributes, as: nil)
    }

    /// An element that is a resource: the root, or inside one that holds a resource.
    private func startResource(
        _ name: UnsafeBufferPointer<UInt8>,
        _ space: UnsafePointer<UInt8>?,
        _ attributes: XMLEvents.XMLAttributes,
        as member: Member?
    ) {
        func skip(_ text: String) {
            report(.structure, text, of: member)
            if !open.isEmpty { open[open.count - 1].hasContent = true }
            skipped = 1
        }
        guard Self.isSpace(space, Self.fhir) else {
            return skip("the element is not in the namespace http://hl7.org/fhir")
        }
        guard let type = definitions.typeNames[String(decoding: name, as: UTF8.self)],
            definitions.types[type.index].isConcreteResource
        else { return skip("the element is no resource") }
        if open.last?.hasContent == true { return skip("there may be only one resource") }
        if !open.isEmpty { open[open.count - 1].hasContent = true }
        push(Tree.Record(member: member ?? Member(0), type: type), attributes)
    }

    private func startMember(
        _ name: UnsafeBufferPointer<UInt8>,
        _ space: UnsafePointer<UInt8>?,
        _ attributes: XMLEvents.XMLAttributes,
        of parent: OpenElement
    ) {
        guard let member = find(name, in: parent.type), !definitions.members[member.index].isAttribute else {
            skipped = 1
            let known = definitions.types[parent.type.index]
            let text = String(decoding: name, as: UTF8.self)
            if find(name, in: parent.type) != nil {
                return report(.structure, "the element is written as an attribute")
            }
            let hint = Suggestion.member(text, of: known, in: definitions)
            let advice = hint.map { "; did you mean \($0)?" } ?? ""
            return report(.structure, "\(known.name) has no element of this name\(advice)")
        }
        let record = definitions.members[member.index]
        guard Self.isSpace(space, record.format == .xhtml ? Self.xhtml : Self.fhir) else {
            skipped = 1
            let expected = record.format == .xhtml ? "http://www.w3.org/1999/xhtml" : "http://hl7.org/fhir"
            return report(.structure, "the element is not in the namespace \(expected)", of: member)
        }
        checkOrder(of: member, record, after: parent.last)
        open[open.count - 1].last = max(member, parent.last ?? member)
        addWaiting(before: member)
        if record.format == .xhtml {
            narrative = (0, tagStart, member)
        } else if record.isResource {
            let parent = open[open.count - 1]
            open.append(OpenElement(kind: .holder(member), node: parent.node, type: parent.type))
            for attribute in attributes { refuse(attribute, of: member) }
        } else {
            push(Tree.Record(member: member, type: record.type), attributes)
        }
    }

    private func checkOrder(of member: Member, _ record: MemberRecord, after last: Member?) {
        guard let last else { return }
        if member == last {
            if !record.isRepeating { report(.structure, "the element stands here twice", of: member) }
        } else if definitions.members[last.index].element == record.element {
            report(.structure, "the element stands here in two types", of: member)
        } else if member < last, limits.isTolerant {
            isOutOfOrder = true
        } else if member < last {
            report(.structure, "the element stands behind elements that it comes before", of: member)
        }
    }

    /// Opens a node, with what its attributes hold.
    private func push(_ record: Tree.Record, _ attributes: XMLEvents.XMLAttributes) {
        var element = OpenElement(kind: .node, node: records.count, type: record.type)
        append(record)
        let format = definitions.types[record.type.index].format
        for attribute in attributes {
            if attribute.space != nil {
                refuse(attribute, of: nil)
            } else if let format, attribute.name.elementsEqual("value".utf8) {
                let value = value(attribute.value, format)
                records[element.node].setText(value.range, isPlain: value.isPlain)
            } else if let member = find(attribute.name, in: record.type),
                definitions.members[member.index].isAttribute,
                let format = definitions.members[member.index].format
            {
                var node = Tree.Record(member: member, type: definitions.members[member.index].type)
                let value = value(attribute.value, format, of: member)
                node.setText(value.range, isPlain: value.isPlain)
                // `id` comes first of all; what else is an attribute waits for what comes before it.
                if member.index == definitions.types[record.type.index].members.lowerBound {
                    node.end = UInt32(truncatingIfNeeded: records.count + 1)
                    append(node)
                    element.last = member
                } else {
                    element.waiting = node
                }
            } else {
                refuse(attribute, of: nil)
            }
        }
        open.append(element)
    }

    // MARK: Attributes and values

    private func refuse(_ attribute: XMLAttribute, of member: Member?) {
        if let space = attribute.space, Self.isSpace(space, Self.schemaInstance) { return }
        report(.structure, "the element has no attribute of this name", of: member)
    }

    /// Puts the text of a value into the pool, and checks its format.
    private func value(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ format: PrimitiveFormat,
        of member: Member? = nil
    ) -> (range: Range<Int>, isPlain: Bool) {
        let start = text.count
        text.append(contentsOf: bytes)
        let range = start..<text.count
        let isPlain = JSONText.isPlain(text.span, range)
        if range.count > Tree.Record.maximumTextLength {
            abort(.tooCostly, "the value is too long")
        } else if !format.accepts(text.span, range, isPlain: isPlain) {
            report(.value, "the value is not a valid \(format)", of: member)
        }
        return (range, isPlain)
    }

    /// Adds the attribute that waits, if its turn is before a member.
    private func addWaiting(before member: Member) {
        guard let waiting = open[open.count - 1].waiting, waiting.member < member else { return }
        addWaiting(of: open[open.count - 1])
        open[open.count - 1].waiting = nil
    }

    private func addWaiting(of element: OpenElement) {
        guard var node = element.waiting else { return }
        node.end = UInt32(truncatingIfNeeded: records.count + 1)
        append(node, at: start(of: element.node))
    }

    /// A narrative's bytes, from the start of its `div` to its end.
    private func endNarrative(_ member: Member, from start: Int) {
        let range = start..<min(position, source.count)
        guard !range.isEmpty, source[range].starts(with: "<div".utf8) else {
            return report(.structure, "the narrative's element is not written `<div>`", of: member)
        }
        var node = Tree.Record(member: member, type: definitions.members[member.index].type)
        source[range].withUnsafeBufferPointer { bytes in
            let value = value(bytes, .xhtml, of: member)
            node.setText(value.range, isPlain: value.isPlain)
        }
        node.end = UInt32(truncatingIfNeeded: records.count + 1)
        append(node, at: start)
    }

    private func find(_ name: UnsafeBufferPointer<UInt8>, in type: TypeID) -> Member? {
        // Unsafe memory: the name lives until the callback returns.
        let span = Span(_unsafeElements: name)
        return definitions.memberIndex.find(
            span,
            0..<name.count,
            in: type,
            names: definitions.names,
            members: definitions.members
        )
    }
}
