// The answer to what is no HTTP: Hummingbird's empty 400, given a status of its own and an OperationOutcome.
//
// In which form the client wants it is not known, as its request could not be read: it is JSON. After it the connection
// is closed, by Hummingbird.

import FHIR
import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Completes the answers to requests that could not be read.
final class MalformedRequestHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Why the connection's input ended; nothing is read after it.
    private var flaw: HTTPParserError?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if let error = error as? HTTPParserError { flaw = error }
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where head.status == .badRequest && head.headerFields[.contentLength] == "0":
            guard let flaw else { return context.write(data, promise: promise) }
            let problem = Problem(flaw)
            let body = ByteBuffer(bytes: JSONWriter.write(OperationOutcome(problem.issues).tree()))
            var answer = head
            answer.status = HTTPResponse.Status(code: problem.status)
            answer.headerFields[.contentType] = "\(MediaType.json.name); charset=utf-8"
            answer.headerFields[.contentLength] = String(body.readableBytes)
            context.write(wrapOutboundOut(.head(answer)), promise: nil)
            context.write(wrapOutboundOut(.body(body)), promise: promise)
        case .head, .body, .end: context.write(data, promise: promise)
        }
    }
}

extension Problem {
    /// What is wrong with a request that could not be read.
    fileprivate init(_ flaw: HTTPParserError) {
        switch flaw {
        case .headerOverflow:
            self.init(431, .tooLong, "The request line or the header fields are too long, or too many.")
        case .invalidContentLength, .unexpectedContentLength, .invalidChunkSize:
            self.init(400, .structure, "The length of the body cannot be made out.")
        case .invalidMethod:
            self.init(400, .notSupported, "The method is none of HTTP's.")
        case .invalidVersion:
            self.init(400, .notSupported, "HTTP is spoken here in version 1.1.")
        case .invalidURL, .invalidHost, .invalidPort, .invalidPath, .invalidQueryString, .invalidFragment:
            self.init(400, .value, "The address of the request is malformed.")
        case .invalidEOFState, .closedConnection:
            self.init(400, .structure, "The request did not come to its end.")
        default:
            self.init(400, .structure, "The request is not HTTP.")
        }
    }
}
