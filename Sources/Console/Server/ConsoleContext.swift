// What a request carries through the middlewares: Hummingbird's storage and the connection it came on.

import Hummingbird
import NIOCore

/// The context of one request.
struct ConsoleContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
