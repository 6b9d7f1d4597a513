// From HTTP to the listener and back: reads bodies within their limit, ends slow requests, writes answers.

import FHIR
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Routing

/// Answers every request of a FHIR endpoint.
struct FHIRResponder: HTTPResponder {
    let listener: FHIRListener
    let isSecure: Bool

    var reception: FHIRReception { listener.setting.intake.reception }

    @concurrent func respond(to request: Request, context: FHIRContext) async throws -> Response {
        let channel = context.channel
        // A client whose body trickles in, or that never reads its answer, loses its connection.
        let deadline = channel.eventLoop.scheduleTask(in: TimeAmount(reception.requestTimeout)) {
            channel.close(promise: nil)
        }
        let head = RequestHead(request, base: reception.path, isSecure: isSecure, on: channel.eventLoop)
        let (answer, type) = await listener.answer(head) { () async throws(Problem) in
            try await body(of: request)
        }
        // Where a body was too large, the rest of it may still come: the deadline ends that.
        if answer.status != Problem.tooLargeStatus { deadline.cancel() }
        return response(answer, type, head)
    }

    private func body(of request: Request) async throws(Problem) -> [UInt8] {
        let limit = reception.bodyLimit
        // What is not chunks alone would be read as if it were.
        if let coding = request.headers[.transferEncoding], coding.lowercased() != "chunked" {
            throw .unsupported("A body may be sent in chunks, and in no other coding.")
        }
        let encoding = request.headers[.contentEncoding]?.lowercased() ?? "identity"
        guard ["identity", "gzip", "x-gzip"].contains(encoding) else { throw .unsupportedEncoding }
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw .tooLarge(limit: limit)
        }
        do {
            let bytes = Array(try await request.body.collect(upTo: limit).readableBytesView)
            return encoding == "identity" ? bytes : try Gunzip.decompress(bytes, limit: limit)
        } catch let problem as Problem {
            throw problem
        } catch is NIOTooManyBytesError {
            throw .tooLarge(limit: limit)
        } catch {
            // Nobody will read this: the connection broke before the body's end.
            throw .invalid("The body did not come to its end.")
        }
    }

    private func response(_ answer: Answer, _ type: MediaType, _ head: RequestHead) -> Response {
        var headers = HTTPFields()
        for header in answer.headers { headers[header.name] = header.value }
        for (name, value) in Self.headers { headers[name] = value }
        for header in CrossOrigin.headers(of: head) { headers[header.name] = header.value }
        for header in RequestIdentity.headers(of: head) { headers[header.name] = header.value }
        if answer.status == Problem.tooLargeStatus { headers[.connection] = "close" }
        var bytes = answer.document ?? []
        if answer.document != nil { headers[.contentType] = "application/json" }
        if let tree = answer.tree {
            headers[.contentType] = "\(type.name); charset=utf-8"
            let layout: JSONWriter.Layout = head.query["_pretty"] == "true" ? .pretty : .compact
            bytes = type.form == .xml ? XMLWriter.write(tree, layout) : JSONWriter.write(tree, layout)
        }
        let response = Response(
            status: HTTPResponse.Status(code: answer.status),
            headers: headers,
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
        return head.method == "HEAD" ? response.createHeadResponse() : response
    }

    private static let headers: [(HTTPField.Name, String)] = [
        (.xContentTypeOptions, "nosniff"),
        // Resources are patients': nothing of them stays in a cache on the way.
        (.cacheControl, "no-store"),
    ]
}

extension RequestHead {
    fileprivate init(_ request: Request, base: String, isSecure: Bool, on eventLoop: any EventLoop) {
        // A name or address, perhaps with a port; what else stands there goes into no header of ours.
        let authority = request.head.authority.flatMap { $0.isPlain(orOneOf: ".:[]_-") ? $0 : nil }
        self.init(
            method: request.method.rawValue,
            path: request.uri.path,
            query: Dictionary(
                request.uri.queryParameters.map { (String($0.key), String($0.value)) },
                uniquingKeysWith: { first, _ in first }
            ),
            rawQuery: request.uri.query ?? "",
            headers: request.headers,
            baseAddress: authority.map { "\(isSecure ? "https" : "http")://\($0)\(base)" } ?? base,
            eventLoop: eventLoop
        )
    }
}
