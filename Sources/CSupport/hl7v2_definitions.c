// The HL7 v2 definitions, embedded at compile time. See scripts/generate-hl7v2-definitions for their form.

#include "hl7v2_definitions.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t table[] = {
#embed "tables/hl7v2.tsv"
};

const uint8_t *corridor_hl7v2_definitions(size_t *length) {
    *length = sizeof table;
    return table;
}
