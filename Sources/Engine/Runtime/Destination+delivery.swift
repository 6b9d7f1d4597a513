// A destination as a site file describes it, in the words of the sender.

import Delivery
import FHIRListener
import Foundation
import HTTPClient
import MLLP
import MessageStore
import Routing

extension DestinationSettings {
    /// What the site says about a destination, for the sender.
    init(_ destination: Destination, id: DestinationID, tls: SiteTLS) {
        self.init(
            id: id,
            name: destination.name,
            url: destination.url,
            method: HTTPRequest.Method(rawValue: destination.method) ?? .post,
            headers: Self.headers(of: destination),
            contentType: destination.contentType,
            connectTimeout: destination.connectTimeout,
            timeout: destination.timeout,
            mllp: destination.mllp.map {
                MLLPEndpoint($0, connectionSetUp: tls.destinations[destination.name])
            },
            orderBy: OrderBy(destination.order),
            rules: LaneRules(destination)
        )
    }

    private static func headers(of destination: Destination) -> [HTTPRequest.Header] {
        var headers = destination.headers.map { HTTPRequest.Header($0.name, $0.value) }
        switch destination.authentication {
        case .bearer(let token):
            headers.append(HTTPRequest.Header("Authorization", "Bearer \(token)"))
        case .basic(let user, let password):
            let pair = Data("\(user):\(password)".utf8).base64EncodedString()
            headers.append(HTTPRequest.Header("Authorization", "Basic \(pair)"))
        case nil:
            break
        }
        if destination.kind == .fhir {
            headers.append(HTTPRequest.Header("Accept", "application/fhir+json"))
            // What a FHIR server gets was mapped, or put under ids of ours.
            headers.append(HTTPRequest.Header(Intermediary.header, Intermediary.name))
        }
        return headers
    }
}

extension MLLPEndpoint {
    init(_ delivery: MLLPDelivery, connectionSetUp: MLLPServer.TransportSetUp?) {
        self.init(
            host: delivery.host,
            port: delivery.port,
            release: MLLP.MLLPRelease(delivery.release),
            awaited: MLLPEndpoint.Awaited(delivery.waitFor),
            connectionSetUp: connectionSetUp
        )
    }
}

extension MLLPEndpoint.Awaited {
    init(_ waitFor: MLLPDelivery.WaitFor) {
        self =
            switch waitFor {
            case .accept: .accept
            case .application: .application
            case .commit: .commit
            }
    }
}

extension MLLP.MLLPRelease {
    init(_ release: Routing.MLLPRelease) { self = release == .second ? .second : .first }
}

extension DestinationSettings.OrderBy {
    init(_ order: Destination.Order) {
        self =
            switch order {
            case .patient: .patient
            case .listener: .listener
            case .none: .none
            case .expression: .expression("")
            }
    }
}

extension LaneRules {
    init(_ destination: Destination) {
        let retry = destination.retry
        let standard = RetryPolicy()
        self.init(
            concurrency: destination.connectionLimit,
            retry: RetryPolicy(
                first: retry.first,
                factor: retry.factor,
                max: retry.max,
                giveUpAfter: retry.giveUpAfter ?? standard.giveUpAfter
            ),
            poisonAfter: PoisonLimit(
                attempts: destination.poisonAfter.attempts,
                time: destination.poisonAfter.time
            ),
            onPark: destination.onPark == .hold ? .hold : .continue,
            unknownOutcome: destination.unknownOutcome == .hold ? .hold : .retry,
            memory: MemoryLimit(bytes: destination.queueMemory)
        )
    }
}
