// Reads what a request asks for: queries, forms, JSON; every text with a limit, every number checked.

import HTTPTypes
import Hummingbird
import NIOCore

/// Reads requests within the console's bounds.
struct RequestReader: Sendable {
    let limits: ConsoleLimits
    let token: ActionToken

    /// The query of an address.
    func query(_ request: Request) -> FormText {
        FormText(request.uri.query ?? "")
    }

    /// A form of our own pages; refused without this process's token.
    func form(_ request: Request) async throws -> FormText {
        let form = FormText(String(decoding: try await body(request), as: UTF8.self))
        guard token.matches(form.value("token", limit: limits.textCharacters)) else {
            throw Refusal(
                status: .forbidden,
                sentence: "The form is from before the engine's last start. Load the page again."
            )
        }
        return form
    }

    /// A body of JSON.
    ///
    /// The media type is required: a form of a foreign page cannot send it.
    func json<Value: Decodable>(_ type: Value.Type, _ request: Request) async throws -> Value {
        let mediaType = request.headers[.contentType]?.prefix { $0 != ";" }.lowercased()
        guard mediaType == "application/json" else {
            throw Refusal(status: .unsupportedMediaType, sentence: "The body must be application/json.")
        }
        let body = try await body(request)
        do {
            return try ConsoleJSON.decode(type, from: body)
        } catch {
            throw Refusal.invalid("The body is not the JSON that is expected here.")
        }
    }

    /// Which messages are asked for.
    func messageQuery(_ fields: FormText) throws -> MessageQuery {
        var query = MessageQuery()
        if let status = value("status", fields) {
            guard let known = MessageRow.Status(rawValue: status) else {
                let all = MessageRow.Status.allCases.map(\.rawValue).joined(separator: ", ")
                throw Refusal.invalid("The status must be one of \(all).")
            }
            query.status = known
        }
        query.feed = value("feed", fields)
        query.destination = value("destination", fields)
        query.controlID = value("control_id", fields)
        query.before = try number("before", fields)
        query.limit = try limit(fields)
        return query
    }

    /// Which parked deliveries are asked for.
    func parkedQuery(_ fields: FormText) throws -> ParkedQuery {
        var query = ParkedQuery()
        query.destination = value("destination", fields)
        query.reason = value("reason", fields)
        query.after = try number("after", fields)
        query.limit = try limit(fields)
        return query
    }

    /// The deliveries that an action is about.
    func deliveries(_ fields: FormText) throws -> [DeliveryNumber] {
        let numbers = fields.values("delivery").compactMap(DeliveryNumber.init)
        return try checked(numbers)
    }

    /// At least one delivery and not too many.
    func checked(_ deliveries: [DeliveryNumber]) throws -> [DeliveryNumber] {
        guard !deliveries.isEmpty else { throw Refusal.invalid("Select at least one delivery first.") }
        guard deliveries.count <= limits.actionDeliveries else {
            throw Refusal.invalid("At most \(limits.actionDeliveries) deliveries at once.")
        }
        return deliveries
    }

    /// A reason that is not empty.
    func reason(_ text: String?) throws -> String {
        let reason = FormText("reason=\(FormText.encode(text ?? ""))").value(
            "reason",
            limit: limits.textCharacters
        )
        guard let reason else { throw Refusal.invalid("A reason is needed.") }
        return reason
    }

    /// A field's value, or nil when it is absent or blank.
    func value(_ name: String, _ fields: FormText) -> String? {
        fields.value(name, limit: limits.textCharacters)
    }

    private func body(_ request: Request) async throws -> [UInt8] {
        do {
            return Array(try await request.body.collect(upTo: limits.bodyBytes).readableBytesView)
        } catch is NIOTooManyBytesError {
            throw Refusal(
                status: .contentTooLarge,
                sentence: "The request is larger than \(limits.bodyBytes) bytes."
            )
        }
    }

    private func number<Number: LosslessStringConvertible>(_ name: String, _ fields: FormText) throws
        -> Number?
    {
        guard let text = value(name, fields) else { return nil }
        guard let number = Number(text) else {
            throw Refusal.invalid("\(name) is not a number as it should be.")
        }
        return number
    }

    private func limit(_ fields: FormText) throws -> Int {
        guard let text = value("limit", fields) else { return min(50, limits.pageRows) }
        guard let limit = Int(text), (1...limits.pageRows).contains(limit) else {
            throw Refusal.invalid("The limit must be between 1 and \(limits.pageRows).")
        }
        return limit
    }
}
