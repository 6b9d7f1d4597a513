// A lineage as the console shows it.

import Console
import Mapping

extension LineageView {
    init(_ report: TraceReport) {
        let values = report.values.map { value in
            LineageView.Value(
                path: value.path,
                resource: value.resource,
                value: value.value,
                places: value.sources.map(\.place),
                rows: value.rows.map { "\($0.table) (\($0.location))" },
                rule: value.rule
            )
        }
        self.init(map: report.map, values: values, unread: report.unread.map(\.place))
    }
}
