// What must hold of an answer, whatever the request was.

import FHIR
import Peers

/// Looks at answers.
enum AnswerCheck {
    /// What is wrong with the answer to a request; `nil` for nothing.
    ///
    /// - Parameters:
    ///   - answer: the answer.
    ///   - wantsXML: the form that its client wants, where it said so.
    ///   - isBodiless: whether only its head was asked for.
    /// - Returns: what is wrong, in words.
    static func flaw(in answer: RawHTTP.Answer, wantsXML: Bool?, isBodiless: Bool) -> String? {
        if answer.status >= 500, answer.status != 503 { return "status \(answer.status)" }
        if isBodiless { return answer.body.isEmpty ? nil : "a body where none was asked for" }
        if [204, 304].contains(answer.status) {
            return answer.body.isEmpty ? nil : "a body with \(answer.status)"
        }
        guard !answer.body.isEmpty else {
            return answer.status >= 400 ? "no OperationOutcome with \(answer.status)" : nil
        }
        let type = answer.header("Content-Type") ?? ""
        if type == "application/json" { return nil }
        let isXML = type.contains("xml")
        guard type.hasSuffix("; charset=utf-8"), isXML || type.contains("json") else {
            return "the type \(type)"
        }
        if let wantsXML, wantsXML != isXML { return "another form than was wanted" }
        guard let tree = tree(answer.body, isXML: isXML) else { return "a body that cannot be read" }
        if answer.status >= 400, tree.root.type.name != "OperationOutcome" {
            return "no OperationOutcome with \(answer.status)"
        }
        return nil
    }

    /// The marks of a request whose resources are owed to the receiver, by its answer.
    static func owed(_ marks: [String], _ answer: RawHTTP.Answer) -> [String] {
        guard [200, 201, 202].contains(answer.status) else { return [] }
        let isXML = answer.header("Content-Type")?.contains("xml") == true
        guard let tree = tree(answer.body, isXML: isXML), tree.root.type.name == "Bundle" else {
            return marks
        }
        let statuses = tree.root.texts(at: "entry.response.status")
        // Where marks and entries do not go together, something was done to the Bundle, and all or nothing is owed.
        guard statuses.count == marks.count else { return statuses.contains { !isTaken($0) } ? [] : marks }
        return zip(marks, statuses).filter { isTaken($0.1) }.map(\.0)
    }

    private static func isTaken(_ status: String) -> Bool { status.hasPrefix("2") }

    private static func tree(_ body: [UInt8], isXML: Bool) -> Tree? {
        // What cannot be read is a flaw, told by the caller.
        isXML ? try? XMLReader.read(body) : try? JSONReader.read(body)
    }
}
