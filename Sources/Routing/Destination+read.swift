// Reads one entry of `destinations:`.

import Foundation
import HL7v2
import LocatedYAML
import Mapping

extension Destination {
    private enum AuthenticationType: String, CaseIterable { case bearer, basic }

    /// The request headers that Corridor sets itself and a site may not.
    private static let ownHeaders: Set<String> = [
        "authorization", "content-length", "content-type", "host", "idempotency-key", "transfer-encoding",
        "x-request-id",
    ]

    /// Reads a destination; what cannot be read takes its default, and the problem is in `diagnostics`.
    init?(
        _ entry: Entry,
        secrets: Secrets,
        conditions: ConditionCompiler,
        into diagnostics: inout Diagnostics
    ) {
        guard var keys = MappingReader(entry.value, path: "destinations.\(entry.key)", into: &diagnostics)
        else {
            return nil
        }
        name = entry.key
        location = entry.location
        kind = keys.requiredChoice("type", into: &diagnostics) ?? .http
        if kind == .mllp {
            let delivery = MLLPDelivery(&keys, secrets: secrets, into: &diagnostics)
            mllp = delivery
            url = delivery.url
            (method, contentType, headers, authentication) = ("POST", nil, [], nil)
            (connectionLimit, timeout) = (delivery.connectionLimit, delivery.replyTimeout)
        } else {
            mllp = nil
            url = Self.url(&keys, secrets: secrets, into: &diagnostics)
            method = keys.choice("method", of: Method.self, into: &diagnostics)?.rawValue ?? "POST"
            contentType = keys.text("content_type", into: &diagnostics)?.value
            headers = Self.headers(&keys, secrets: secrets, into: &diagnostics)
            authentication = Self.authentication(&keys, secrets: secrets, into: &diagnostics)
            connectionLimit = keys.integer("max_connections", in: 1...256, into: &diagnostics) ?? 8
            timeout = keys.duration("timeout", into: &diagnostics) ?? .seconds(30)
        }
        characterSet = Self.characterSet(&keys, kind: kind, into: &diagnostics)
        heading = MessageHeading(&keys, into: &diagnostics)
        order = Self.order(&keys, conditions: conditions, into: &diagnostics)
        retry = Self.retry(&keys, into: &diagnostics)
        poisonAfter = Self.poisonAfter(&keys, into: &diagnostics)
        onPark = keys.choice("on_park", into: &diagnostics) ?? .continue
        unknownOutcome = keys.choice("unknown", into: &diagnostics) ?? .retry
        connectTimeout = keys.duration("connect_timeout", into: &diagnostics) ?? .seconds(5)
        queueMemory = keys.bytes("queue_memory", into: &diagnostics) ?? 32 << 20
        keys.finish(into: &diagnostics)
    }

    private enum Method: String, CaseIterable { case POST, PUT }

    private static func characterSet(
        _ keys: inout MappingReader,
        kind: Kind,
        into diagnostics: inout Diagnostics
    ) -> CharacterEncoding? {
        guard let name = keys.characterSet("charset", into: &diagnostics) else { return nil }
        if kind == .fhir {
            diagnostics.error(
                at: name.location,
                key: keys.path(of: "charset"),
                "FHIR is always in UTF-8",
                suggestion: "remove it"
            )
        }
        return name.value
    }

    private static func url(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> String {
        guard let text = keys.requiredText("url", into: &diagnostics) else { return "" }
        let key = keys.path(of: "url")
        guard let url = secrets.expand(text, key: key, into: &diagnostics) else { return "" }
        guard let parts = URLComponents(string: url), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), parts.host?.isEmpty == false
        else {
            diagnostics.error(
                at: text.location,
                key: key,
                "expected an address such as `https://ehr.example.org/fhir`"
            )
            return ""
        }
        if parts.user != nil || parts.password != nil {
            diagnostics.error(
                at: text.location,
                key: key,
                "an address holds no credentials",
                suggestion: "put them under `auth:`"
            )
        }
        return url
    }

    private static func headers(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> [(name: String, value: String)] {
        guard let node = keys.optional("headers"),
            var reader = MappingReader(node, path: keys.path(of: "headers"), into: &diagnostics)
        else { return [] }
        return reader.named().compactMap { entry in
            let key = reader.path(of: entry.key)
            guard let text = entry.value.scalar else {
                diagnostics.error(
                    at: entry.value.location,
                    key: key,
                    "expected text, found \(entry.value.kind)"
                )
                return nil
            }
            guard !ownHeaders.contains(entry.key.lowercased()) else {
                diagnostics.error(
                    at: entry.location,
                    key: key,
                    "Corridor sets this header itself",
                    suggestion: "remove it"
                )
                return nil
            }
            let value = secrets.expand(Located(text, at: entry.value.location), key: key, into: &diagnostics)
            guard let value, isHeader(entry.key, value) else {
                diagnostics.error(at: entry.location, key: key, "not a header that HTTP can carry")
                return nil
            }
            return (entry.key, value)
        }
    }

    /// Whether a name is a token and a value has no control characters (RFC 9110 §5).
    private static func isHeader(_ name: String, _ value: String) -> Bool {
        let separators = "\"(),/:;<=>?@[\\]{}"
        return !name.isEmpty
            && name.unicodeScalars.allSatisfy {
                (0x21...0x7E).contains($0.value) && !separators.unicodeScalars.contains($0)
            }
            && value.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
    }

    private static func authentication(
        _ keys: inout MappingReader,
        secrets: Secrets,
        into diagnostics: inout Diagnostics
    ) -> Authentication? {
        guard let node = keys.optional("auth"),
            var reader = MappingReader(node, path: keys.path(of: "auth"), into: &diagnostics)
        else { return nil }
        defer { reader.finish(into: &diagnostics) }
        func secret(_ key: String, _ reader: inout MappingReader) -> String? {
            reader.requiredText(key, into: &diagnostics).flatMap {
                secrets.expand($0, key: reader.path(of: key), into: &diagnostics)
            }
        }
        switch reader.requiredChoice("type", of: AuthenticationType.self, into: &diagnostics) {
        case .bearer:
            return secret("token", &reader).map(Authentication.bearer)
        case .basic:
            guard let user = secret("user", &reader), let password = secret("password", &reader) else {
                return nil
            }
            return .basic(user: user, password: password)
        case nil:
            return nil
        }
    }

    private static func order(
        _ keys: inout MappingReader,
        conditions: ConditionCompiler,
        into diagnostics: inout Diagnostics
    ) -> Order {
        guard let text = keys.text("order_by", into: &diagnostics) else { return .patient }
        switch text.value {
        case "patient": return .patient
        case "listener": return .listener
        case "none": return .none
        default:
            // A lone lower-case word is a misspelt keyword, not an expression worth explaining.
            if text.value.allSatisfy({ $0.isLowercase }) {
                let meant = closestMatch(to: text.value, in: ["patient", "listener", "none"])
                diagnostics.error(
                    at: text.location,
                    key: keys.path(of: "order_by"),
                    "expected `patient`, `listener`, `none` or an expression, found `\(text.value)`",
                    suggestion: meant.map { "did you mean `\($0)`?" }
                )
                return .patient
            }
            let key = conditions.key(text, at: keys.path(of: "order_by"), into: &diagnostics)
            return key.map(Order.expression) ?? .patient
        }
    }

    private static func retry(_ keys: inout MappingReader, into diagnostics: inout Diagnostics) -> Retry {
        var retry = Retry()
        guard let node = keys.optional("retry"),
            var reader = MappingReader(node, path: keys.path(of: "retry"), into: &diagnostics)
        else { return retry }
        retry.first = reader.duration("first", into: &diagnostics) ?? retry.first
        retry.max = reader.duration("max", into: &diagnostics) ?? retry.max
        retry.giveUpAfter = reader.duration("give_up_after", into: &diagnostics)
        if let factor = reader.text("factor", into: &diagnostics) {
            if let number = Double(factor.value), (1...100).contains(number) {
                retry.factor = number
            } else {
                diagnostics.error(
                    at: factor.location,
                    key: reader.path(of: "factor"),
                    "expected a number from 1 to 100, found `\(factor.value)`"
                )
            }
        }
        if retry.first > retry.max {
            diagnostics.error(at: reader.location, key: reader.path, "`first` is longer than `max`")
        }
        reader.finish(into: &diagnostics)
        return retry
    }

    /// Reads `10 attempts or 15m`, `10 attempts` or `15m`.
    private static func poisonAfter(
        _ keys: inout MappingReader,
        into diagnostics: inout Diagnostics
    ) -> PoisonAfter {
        var result = PoisonAfter()
        guard let text = keys.text("poison_after", into: &diagnostics) else { return result }
        let never = PoisonAfter(attempts: .max, time: .seconds(864_000_000))
        result = never
        for part in text.value.split(separator: " or ") {
            let words = part.split(separator: " ")
            if words.count == 2, ["attempt", "attempts"].contains(words[1]), let count = Int(words[0]),
                count >= 1
            {
                result.attempts = count
            } else if words.count == 1, let time = Duration(configured: String(words[0])) {
                result.time = time
            } else {
                result = never
                break
            }
        }
        if result == never {
            diagnostics.error(
                at: text.location,
                key: keys.path(of: "poison_after"),
                "expected a form such as `10 attempts or 15m`, found `\(text.value)`"
            )
            return PoisonAfter()
        }
        return result
    }
}
