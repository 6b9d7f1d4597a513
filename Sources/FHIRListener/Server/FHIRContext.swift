// What a request carries beside its head: Hummingbird's storage and the connection it came on.

import Hummingbird
import NIOCore

/// The context of one request.
struct FHIRContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    let channel: any Channel

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }
}
