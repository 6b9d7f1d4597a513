// Compiles the expressions of site files against the site's code tables.

import FHIRPath
import LocatedYAML
import Mapping

/// What expressions in `when:` and `order_by:` may refer to.
struct ConditionCompiler {
    let tables: [CodeTable]

    /// Compiles a condition, or reports why not.
    func condition(_ text: Located<String>, at key: String, into diagnostics: inout Diagnostics) -> Condition?
    {
        Condition.compile(text.value, at: text.location, key: key, tables: tables, into: &diagnostics)
    }

    /// Compiles an expression that yields keys, or reports why not.
    func key(_ text: Located<String>, at key: String, into diagnostics: inout Diagnostics) -> KeyExpression? {
        KeyExpression.compile(text.value, at: text.location, key: key, tables: tables, into: &diagnostics)
    }
}
