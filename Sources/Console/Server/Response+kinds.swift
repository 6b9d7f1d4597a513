// The kinds of answers: a page, JSON, text, a file of the program, a redirect.

import HTTPTypes
import Hummingbird
import NIOCore

extension Response {
    static func html(_ html: HTML, status: HTTPResponse.Status = .ok) -> Response {
        make(html.text, "text/html; charset=utf-8", status: status)
    }

    static func json(_ value: some Encodable, status: HTTPResponse.Status = .ok) throws -> Response {
        let bytes = try ConsoleJSON.encode(value)
        return Response(
            status: status,
            headers: [.contentType: "application/json"],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    static func text(_ text: String, _ mediaType: String = "text/plain; charset=utf-8") -> Response {
        make(text, mediaType, status: .ok)
    }

    /// A file of the program; it changes with the program only, and browsers ask again within minutes.
    static func asset(_ text: String, _ mediaType: String) -> Response {
        var response = make(text, mediaType, status: .ok)
        response.headers[.cacheControl] = "max-age=60"
        return response
    }

    /// Bytes to keep as a file; never shown by the browser, whatever they hold.
    static func download(_ bytes: [UInt8], name: String) -> Response {
        Response(
            status: .ok,
            headers: [
                .contentType: "application/octet-stream",
                .contentDisposition: "attachment; filename=\"\(name)\"",
            ],
            body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes))
        )
    }

    /// Sends the browser on, after an action, with GET.
    static func seeOther(_ path: String) -> Response {
        Response(status: .seeOther, headers: [.location: path])
    }

    private static func make(_ text: String, _ mediaType: String, status: HTTPResponse.Status) -> Response {
        Response(
            status: status,
            headers: [.contentType: mediaType],
            body: ResponseBody(byteBuffer: ByteBuffer(string: text))
        )
    }
}
