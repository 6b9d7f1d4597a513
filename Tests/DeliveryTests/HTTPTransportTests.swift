import HTTPClient
import MessageStore
import Testing

@testable import Delivery

struct HTTPTransportTests {
    @Test(arguments: [
        (nil, "application/hl7-v2", "application/hl7-v2"),
        ("text/plain", "application/hl7-v2", "text/plain"),
        (nil, nil, "application/octet-stream"),
    ])
    func `what the site says about the media type wins over what the body says`(
        site: String?,
        body: String?,
        expected: String
    ) {
        let destination = DestinationSettings(
            id: DestinationID(rawValue: 1),
            name: "archive",
            url: "http://archive.example.org",
            contentType: site
        )
        let parcel = Parcel(
            id: DeliveryID(message: MessageID(rawValue: 1), route: RouteID(rawValue: 1), part: 0),
            body: RenderedBody([], contentType: body),
            attempt: 1
        )
        let request = HTTPTransport.request(for: parcel, to: destination)
        #expect(request.headers.filter { $0.name == "Content-Type" }.map(\.value) == [expected])
    }
}
