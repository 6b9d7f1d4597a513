// What becomes of an identity that comes again in one message.
//
// The same segment again says nothing new. What is written after something that was only to be created if absent, or
// only patched, takes its place. Otherwise two things that say different things stay apart, unless the map merges them.

import FHIR

extension MapRun {
    /// What an emission has to do.
    struct Opening {
        let resource: Int32
        let state: State
        /// What stood there before, to be put back where nothing comes of the new one.
        var replaced: Resource?

        /// Whether it can be done again in another message: it goes on with nothing and takes no other's place.
        var isRepeatable: Bool { state != .again && replaced == nil }

        /// Whether there is anything to fill.
        enum State {
            /// It is filled already.
            case known
            /// It is begun now.
            case new
            /// It is filled already, and goes on being filled.
            case again
        }
    }

    /// Decides about an identity that is taken; `nil` where the new one stays apart.
    mutating func openAgain(_ known: Int32, _ number: Int32, segment: Int32) -> Opening? {
        let emission = plan.emissions[Int(number)]
        let before = resources[Int(known)]
        let old = plan.emissions[Int(before.emission)]
        if emission.write == .update, old.write != .update {
            resources[Int(known)].emission = number
            resources[Int(known)].node = builder.resource(emission.type)
            resources[Int(known)].segment = segment
            return Opening(resource: known, state: .new, replaced: before)
        }
        if emission.merges, before.emission == number || old.merges {
            return Opening(resource: known, state: .again)
        }
        let isSame = emission.write != .update || segment < 0 || areEqual(segment, before.segment)
        return isSame ? Opening(resource: known, state: .known) : nil
    }

    /// What was replaced by something of which nothing came is there again.
    mutating func putBack(_ opening: Opening) -> Bool {
        guard let replaced = opening.replaced else { return false }
        resources[Int(opening.resource)] = replaced
        return true
    }

    /// Lists of what came several times hold each value once.
    mutating func tidyMerged() {
        for number in merged {
            let node = resources[Int(number)].node
            builder.removeRepetitions(below: node)
        }
    }
}
