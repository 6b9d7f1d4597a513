// The seam to libxml2: its callbacks, with their C strings and arrays made into what the parser works with.
//
// Unsafe memory: everything handed to a callback lives until the callback returns, and nothing of it is kept.

import CLibXML2

/// One attribute as libxml2 tells it.
struct XMLAttribute {
    let name: UnsafeBufferPointer<UInt8>
    /// Its namespace; `nil` for none.
    let space: UnsafePointer<UInt8>?
    /// The value, references resolved.
    let value: UnsafeBufferPointer<UInt8>
}

enum XMLEvents {
    /// Pointers that libxml2 passes for each attribute: name, prefix, namespace, start and end of the value.
    private static let pointersPerAttribute = 5

    /// Lets a parser hear what a context reads.
    static func listen(to context: xmlParserCtxtPtr, for parser: XMLParser) {
        var events = xmlSAXHandler()
        events.initialized = UInt32(XML_SAX2_MAGIC)
        events.startElementNs = { data, name, _, space, _, _, count, _, pointers in
            XMLEvents.parser(data)?.started(
                XMLEvents.bytes(name),
                in: space,
                XMLAttributes(count: Int(count), pointers: pointers)
            )
        }
        events.endElementNs = { data, _, _, _ in XMLEvents.parser(data)?.ended() }
        events.characters = { data, start, count in
            XMLEvents.parser(data)?.characters(UnsafeBufferPointer(start: start, count: Int(count)))
        }
        events.cdataBlock = { data, start, count in
            XMLEvents.parser(data)?.characters(UnsafeBufferPointer(start: start, count: Int(count)))
        }
        // Told before anything inside the declaration is read.
        events.internalSubset = { data, _, _, _ in
            XMLEvents.parser(data)?.abort(.invalid, "a document type is not allowed")
        }
        events.serror = { data, error in
            guard let error, error.pointee.level.rawValue >= XML_ERR_ERROR.rawValue else { return }
            XMLEvents.parser(data)?.failed(code: error.pointee.code)
        }
        // Some errors belong to no context, and libxml2 would print them with bytes of the input. A thread's own setting.
        xmlSetStructuredErrorFunc(nil) { _, _ in }
        context.pointee.sax.pointee = events
        context.pointee.userData = Unmanaged.passUnretained(parser).toOpaque()
        // Without limits of libxml2's own: ours are stricter, but for the length of a value. References are
        // resolved, which without a document type are XML's own only; else `&amp;` would come as `&#38;`.
        let options = XML_PARSE_NONET.rawValue | XML_PARSE_HUGE.rawValue | XML_PARSE_NOENT.rawValue
        xmlCtxtUseOptions(context, Int32(options))
    }

    private static func parser(_ data: UnsafeMutableRawPointer?) -> XMLParser? {
        data.map { Unmanaged<XMLParser>.fromOpaque($0).takeUnretainedValue() }
    }

    /// A C string without its end.
    static func bytes(_ string: UnsafePointer<UInt8>?) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: string, count: string.map { Int(xmlStrlen($0)) } ?? 0)
    }

    /// The attributes of one element.
    struct XMLAttributes: Sequence, IteratorProtocol {
        private var remaining: Int
        private var pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?

        init(count: Int, pointers: UnsafeMutablePointer<UnsafePointer<UInt8>?>?) {
            remaining = count
            self.pointers = pointers
        }

        mutating func next() -> XMLAttribute? {
            guard remaining > 0, let current = pointers else { return nil }
            remaining -= 1
            pointers = current + XMLEvents.pointersPerAttribute
            let count = current[3].flatMap { start in current[4].map { $0 - start } } ?? 0
            return XMLAttribute(
                name: XMLEvents.bytes(current[0]),
                space: current[2],
                value: UnsafeBufferPointer(start: current[3], count: count)
            )
        }
    }
}
