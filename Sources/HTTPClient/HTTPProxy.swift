// Which proxy stands between the session and its servers.

/// How a session finds its proxy.
public enum HTTPProxy: Sendable, Hashable {
    /// As the environment says: `http_proxy`, `https_proxy`, `no_proxy`.
    case environment
    /// No proxy, whatever the environment says.
    case direct
    /// This one for every request, such as `http://proxy.example.org:3128`.
    case address(String)
}
