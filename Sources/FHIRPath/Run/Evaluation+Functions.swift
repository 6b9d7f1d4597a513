// The built-in functions on collections; those on single texts are in `Evaluation+Conversion.swift`.

import HL7v2

extension Evaluation {
    /// Performs a built-in function; arguments that are absent are instruction 0, which yields nothing.
    mutating func call(
        _ function: Function,
        on source: Int32,
        _ argument: Int32,
        _ second: Int32
    ) throws(EvaluationStopped) -> Items {
        let items = try value(source)
        switch function {
        case .exists:
            guard argument != 0 else { return .one(.boolean(!items.isEmpty)) }
            return .one(.boolean(!(try filtered(items, by: argument)).isEmpty))
        case .where: return try filtered(items, by: argument)
        case .count:
            guard argument != 0 else { return .one(.integer(Int64(items.count))) }
            return .one(.integer(Int64(try filtered(items, by: argument).count)))
        case .all: return .one(.boolean(try filtered(items, by: argument).count == items.count))
        case .select: return try selected(items, argument)
        case .union:
            let all = try combined(items, argument)
            return distinct(all)
        case .combine: return try combined(items, argument)
        case .skip, .take:
            let amount = try value(argument)
            return subset(items, function, amount: amount)
        case .join:
            let separator = try value(argument)
            return joined(items, by: text(of: separator) ?? "")
        default: break
        }
        if let result = whole(function, items) { return result }
        let firstArgument = argument == 0 ? Items.none : try value(argument)
        let secondArgument = second == 0 ? Items.none : try value(second)
        if case .one(let item) = items { return converted(item, by: function, firstArgument, secondArgument) }
        var results = Items.none
        for item in items.list {
            results.append(contentsOf: converted(item, by: function, firstArgument, secondArgument))
        }
        return results
    }

    /// Functions of the collection as a whole that take no argument.
    private mutating func whole(_ function: Function, _ items: Items) -> Items? {
        switch function {
        case .empty: .one(.boolean(items.isEmpty))
        case .not: .one(.boolean(!Self.isTrue(items)))
        case .first: Items(items.first)
        case .last: Items(items.last)
        case .tail: Items(Array(items.list.dropFirst()))
        case .single: items.count == 1 ? items : Items.none
        case .distinct: distinct(items)
        case .isDistinct: .one(.boolean(distinct(items).count == items.count))
        case .hasValue: .one(.boolean(items.count == 1 && text(of: items) != nil))
        case .isNull:
            .one(.boolean(items.first.flatMap { element(of: $0) }.map { message.isNull($0) } ?? false))
        case .position: .one(.integer(Int64(focus.position)))
        case .isNumber: .one(.boolean(text(of: items).map { NumberText.isDecimal($0) } ?? false))
        case .isDate: .one(.boolean(text(of: items).flatMap { Timestamp($0) } != nil))
        default: nil
        }
    }

    private mutating func filtered(_ items: Items, by criterion: Int32) throws(EvaluationStopped) -> Items {
        if case .one(let item) = items {
            return Self.isTrue(try value(criterion, on: item, position: 1)) ? items : .none
        }
        var kept = Items.none
        for (index, item) in items.list.enumerated()
        where Self.isTrue(try value(criterion, on: item, position: index + 1)) {
            kept.append(item)
        }
        return kept
    }

    private mutating func selected(_ items: Items, _ projection: Int32) throws(EvaluationStopped) -> Items {
        if case .one(let item) = items { return try value(projection, on: item, position: 1) }
        var results = Items.none
        for (index, item) in items.list.enumerated() {
            results.append(contentsOf: try value(projection, on: item, position: index + 1))
        }
        return results
    }

    private mutating func combined(_ items: Items, _ other: Int32) throws(EvaluationStopped) -> Items {
        var items = items
        items.append(contentsOf: try value(other))
        return items
    }

    private mutating func subset(_ items: Items, _ function: Function, amount: Items) -> Items {
        guard case .one(.integer(let amount)) = amount else { return .none }
        let count = Int(clamping: max(0, amount))
        let list = items.list
        return Items(Array(function == .skip ? list.dropFirst(count) : list.prefix(count)))
    }

    private mutating func joined(_ items: Items, by separator: String) -> Items {
        var texts: [String] = []
        for item in items.list {
            if let text = readableText(of: item, isWhole: false) { texts.append(text) }
        }
        return texts.isEmpty ? .none : .one(.text(texts.joined(separator: separator)))
    }
}
