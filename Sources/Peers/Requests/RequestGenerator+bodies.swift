// Bodies of requests: resources as they should be, and what can be done to them.

extension RequestGenerator {
    /// A body with where it goes.
    struct Content {
        var method = "POST"
        var path: String
        var isXML = false
        var body: [UInt8]
        /// The marks of its resources.
        var marks: [String]
    }

    private static let types: [(name: String, members: String)] = [
        ("Patient", #""active":true,"name":[{"family":"Muster","given":["Ä","B"]}],"birthDate":"1970-01""#),
        ("Observation", #""status":"final","code":{"text":"c"},"valueQuantity":{"value":1.50,"unit":"g"}"#),
        ("Organization", #""name":"o","telecom":[{"system":"phone","value":"1"}]"#),
        ("Practitioner", #""name":[{"text":"p"}],"qualification":[{"code":{"text":"q"}}]"#),
        (
            "Encounter",
            #""status":"planned","class":{"code":"AMB"},"period":{"start":"2026-01-01T10:00:00+01:00"}"#
        ),
        ("Condition", #""subject":{"reference":"Patient/1"},"note":[{"text":"line\nline"}]"#),
        ("DiagnosticReport", #""status":"final","code":{"text":"r"},"conclusion":"\u00e9\ud83d\ude00""#),
        ("ServiceRequest", #""status":"active","intent":"order","subject":{"reference":"Patient/1"}"#),
        ("Basic", #""code":{"text":"b"},"extension":[{"url":"urn:x","valueDecimal":0.00001}]"#),
        (
            "Specimen",
            #""status":"available","_receivedTime":{"extension":[{"url":"urn:x","valueCode":"y"}]}"#
        ),
    ]

    private mutating func resource(_ mark: String, id: String? = nil) -> (type: String, json: String) {
        let type = random.pick(Self.types)
        let own = id.map { #""id":"\#($0)","# } ?? ""
        let identifier = #""identifier":[{"system":"urn:corridor:bench","value":"\#(mark)"}]"#
        return (type.name, #"{"resourceType":"\#(type.name)",\#(own)\#(identifier),\#(type.members)}"#)
    }

    private func xml(_ mark: String, id: String?) -> String {
        let own = id.map { #"<id value="\#($0)"/>"# } ?? ""
        return #"<?xml version="1.0" encoding="UTF-8"?><Patient xmlns="http://hl7.org/fhir">\#(own)"#
            + #"<text><status value="generated"/><div xmlns="http://www.w3.org/1999/xhtml"><p>&lt;p&gt;</p></div></text>"#
            + #"<identifier><system value="urn:corridor:bench"/><value value="\#(mark)"/></identifier></Patient>"#
    }

    /// Makes the body of a good request.
    mutating func content(of kind: RandomRequest.Kind) -> Content {
        switch kind {
        case .transaction, .batch: return bundle(kind.rawValue)
        case .message:
            let mark = mark()
            let header =
                #"{"resourceType":"MessageHeader","id":"\#(mark)","eventUri":"urn:x","source":{"endpoint":"urn:y"}}"#
            let entries = #"{"resource":\#(header)},{"resource":\#(resource(mark).json)}"#
            let text = #"{"resourceType":"Bundle","type":"message","entry":[\#(entries)]}"#
            return Content(path: "/fhir/$process-message", body: Array(text.utf8), marks: [mark])
        case .update, .conditional:
            let mark = mark()
            let id = random.once(in: 3) ? "shared" : mark
            let isUpdate = kind == .update || Bool.random(using: &random)
            if random.once(in: 3) {
                let text = xml(mark, id: isUpdate ? id : nil)
                return content(isUpdate, "Patient", id, isXML: true, text, mark)
            }
            let made = resource(mark, id: isUpdate ? id : nil)
            return content(isUpdate, made.type, id, isXML: false, made.json, mark)
        default:
            let mark = mark()
            guard !random.once(in: 3) else {
                return content(false, "Patient", "", isXML: true, xml(mark, id: nil), mark)
            }
            let made = resource(mark)
            return content(false, made.type, "", isXML: false, made.json, mark)
        }
    }

    private func content(
        _ isUpdate: Bool,
        _ type: String,
        _ id: String,
        isXML: Bool,
        _ text: String,
        _ mark: String
    ) -> Content {
        Content(
            method: isUpdate ? "PUT" : "POST",
            path: "/fhir/\(type)" + (isUpdate ? "/\(id)" : ""),
            isXML: isXML,
            body: Array(text.utf8),
            marks: [mark]
        )
    }

    /// A Bundle whose entries create, update, refer to each other, and sometimes ask for what is not offered.
    private mutating func bundle(_ type: String) -> Content {
        var entries: [String] = []
        var marks: [String] = []
        for number in 0..<Int.random(in: 0...6, using: &random) {
            let mark = mark()
            let made = resource(mark)
            switch Int.random(in: 0..<12, using: &random) {
            case 0: entries.append(#"{"request":{"method":"DELETE","url":"Patient/1"}}"#)
            case 1: entries.append(#"{"request":{"method":"GET","url":"Patient?name=x"}}"#)
            case 2:
                let condition = #""ifNoneExist":"identifier=urn:corridor:bench|\#(mark)""#
                entries.append(entry(made.json, "POST", made.type, more: ",\(condition)"))
            case 3, 4:
                let made = resource(mark, id: mark)
                entries.append(entry(made.json, "PUT", "\(made.type)/\(mark)"))
            case 5: entries.append(entry(made.json, "POST", "Group"))
            case 6:
                let name = #""fullUrl":"urn:uuid:00000000-0000-4000-8000-00000000000\#(number)","#
                entries.append(entry(made.json, "POST", made.type, name: name))
            default: entries.append(entry(made.json, "POST", made.type))
            }
            marks.append(mark)
        }
        let text =
            #"{"resourceType":"Bundle","type":"\#(type)","entry":[\#(entries.joined(separator: ","))]}"#
        return Content(path: "/fhir", body: Array(text.utf8), marks: marks)
    }

    private func entry(
        _ resource: String,
        _ method: String,
        _ url: String,
        name: String = "",
        more: String = ""
    ) -> String {
        #"{\#(name)"resource":\#(resource),"request":{"method":"\#(method)","url":"\#(url)"\#(more)}}"#
    }

    /// Does something to a body.
    mutating func worse(_ body: [UInt8], _ kind: RandomRequest.Kind) -> [UInt8] {
        switch kind {
        case .mutated: return mutated(body, times: Int.random(in: 1...8, using: &random))
        case .nested:
            let depth = Int.random(in: 1...5_000, using: &random)
            let part = random.pick([
                #"{"extension":["#, "[", #"{"contained":["#, "<extension>", "<contained><Patient>", #"{"a":"#,
            ])
            return inserted(Array(String(repeating: part, count: depth).utf8), into: body)
        case .huge:
            let text = random.pick([
                String(repeating: "9", count: 20_000), "1e999999999", "-0.0e-99999",
                String(repeating: "x", count: 200_000),
                String(repeating: "\\u0000", count: 5_000), "99999999999999999999999999999999999999999",
            ])
            return inserted(Array(text.utf8), into: body)
        case .text:
            let bytes: [[UInt8]] = [
                [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0x00],
                [0xEF, 0xBB, 0xBF],
                [0xE2, 0x80], Array(#"\ud800"#.utf8), Array(#"\x"#.utf8), Array("&#0;".utf8),
                Array("&amp".utf8),
            ]
            return inserted(random.pick(bytes), into: body)
        case .duplicate:
            let part = random.pick([
                #""identifier":[],"#, #""resourceType":"Patient","#, #""id":"x","#, "<id value=\"x\"/>",
                #""":1,"#,
                #""fhir_comments":["x"],"#,
            ])
            return inserted(Array(part.utf8), into: body)
        default:
            let count = Int.random(in: 0...3_000, using: &random)
            return (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
        }
    }

    private mutating func inserted(_ part: [UInt8], into body: [UInt8]) -> [UInt8] {
        // Most places that matter are behind a mark of the language.
        let places = body.indices.filter { Array("{[,:\">".utf8).contains(body[$0]) }.map { $0 + 1 }
        let place = places.isEmpty ? 0 : random.pick(places)
        return body[..<place] + part + body[place...]
    }

    /// Changes, removes, repeats or adds some bytes.
    mutating func mutated(_ bytes: [UInt8], times: Int) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<times where !bytes.isEmpty {
            let place = Int.random(in: 0..<bytes.count, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(random.pick(Array("\"{}[]<>,:/\\0\r\n ".utf8)), at: place)
            case 3:
                let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            default:
                let end = min(bytes.count, place + Int.random(in: 1...40, using: &random))
                bytes.removeSubrange(place..<end)
            }
        }
        return bytes
    }
}
