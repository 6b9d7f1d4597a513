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
            return joined(items, by: text(of: separator))
        default: break
        }
        if let result = whole(function, items) { return result }
        let firstArgument = argument == 0 ? Items.none : try value(argument)
        let secondArgument = second == 0 ? Items.none : try value(second)
        if case .one(let item) = items { return converted(item, by: function, firstArgument, secondArgument) }
        var collector = ItemCollector()
        for position in 0..<items.count {
            let item = item(position, of: items)
            let results = converted(item, by: function, firstArgument, secondArgument)
            collector.append(contentsOf: results, in: lists)
        }
        return collector.items(in: &lists)
    }

    /// Functions of the collection as a whole that take no argument.
    private mutating func whole(_ function: Function, _ items: Items) -> Items? {
        switch function {
        case .empty: .one(.boolean(items.isEmpty))
        case .not: .one(.boolean(!Self.isTrue(items)))
        case .first: Items(first(of: items))
        case .last: Items(last(of: items))
        case .tail: self.items(list(items).dropFirst())
        case .single: items.count == 1 ? items : Items.none
        case .distinct: distinct(items)
        case .isDistinct: .one(.boolean(distinct(items).count == items.count))
        case .hasValue: .one(.boolean(items.count == 1 && text(of: items) != nil))
        case .isNull:
            .one(.boolean(isNull(items)))
        case .position: .one(.integer(Int64(focus.position)))
        case .isNumber: .one(.boolean(isNumber(items)))
        case .isDate: .one(.boolean(isDate(items)))
        default: nil
        }
    }

    private mutating func isNull(_ items: Items) -> Bool {
        guard case .element(let element)? = first(of: items) else { return false }
        return message.isNull(element)
    }

    private mutating func isNumber(_ items: Items) -> Bool {
        guard let text = text(of: items) else { return false }
        return isDecimal(text)
    }

    private mutating func isDate(_ items: Items) -> Bool {
        guard let text = text(of: items) else { return false }
        return texts.withBytes(text) { Timestamp($0) != nil }
    }

    private mutating func filtered(_ items: Items, by criterion: Int32) throws(EvaluationStopped) -> Items {
        if case .one(let item) = items {
            return Self.isTrue(try value(criterion, on: item, position: 1)) ? items : .none
        }
        var collector = ItemCollector()
        for position in 0..<items.count {
            let item = item(position, of: items)
            if Self.isTrue(try value(criterion, on: item, position: position + 1)) { collector.append(item) }
        }
        return collector.items(in: &lists)
    }

    private mutating func selected(_ items: Items, _ projection: Int32) throws(EvaluationStopped) -> Items {
        if case .one(let item) = items { return try value(projection, on: item, position: 1) }
        var collector = ItemCollector()
        for position in 0..<items.count {
            let item = item(position, of: items)
            let results = try value(projection, on: item, position: position + 1)
            collector.append(contentsOf: results, in: lists)
        }
        return collector.items(in: &lists)
    }

    private mutating func combined(_ items: Items, _ other: Int32) throws(EvaluationStopped) -> Items {
        let others = try value(other)
        return joined(items, others)
    }

    /// Two collections one after the other.
    mutating func joined(_ items: Items, _ others: Items) -> Items {
        if items.isEmpty { return others }
        if others.isEmpty { return items }
        var collector = ItemCollector()
        collector.append(contentsOf: items, in: lists)
        collector.append(contentsOf: others, in: lists)
        return collector.items(in: &lists)
    }

    private mutating func subset(_ items: Items, _ function: Function, amount: Items) -> Items {
        guard case .one(.integer(let amount)) = amount else { return .none }
        let count = Int(clamping: max(0, amount))
        let list = list(items)
        return self.items(function == .skip ? list.dropFirst(count) : list.prefix(count))
    }

    private mutating func joined(_ items: Items, by separator: Text?) -> Items {
        var joined: [UInt8] = []
        var isFirst = true
        for position in 0..<items.count {
            let item = item(position, of: items)
            guard let text = readableText(of: item, isWhole: false) else { continue }
            if !isFirst, let separator { texts.append(separator, to: &joined) }
            isFirst = false
            texts.append(text, to: &joined)
        }
        return isFirst ? .none : .one(.text(texts.keep(joined)))
    }
}
