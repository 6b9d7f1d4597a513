import LocatedYAML
import Mapping
import Testing

struct MapLibraryTests {
    @Test func `a site without maps has none`() {
        var diagnostics = Diagnostics()
        let library = MapLibrary.compile(files: [], into: &diagnostics)
        #expect(library.map(named: "ORU_R01") == nil)
        #expect(!diagnostics.hasErrors)
    }
}
