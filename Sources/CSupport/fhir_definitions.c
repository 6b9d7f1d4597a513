// The FHIR definition tables, embedded at compile time. See scripts/generate-fhir-definitions for their form.

#include "fhir_definitions.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const uint8_t r4[] = {
#embed "tables/fhir-r4.tsv"
};

static const uint8_t r4b[] = {
#embed "tables/fhir-r4b.tsv"
};

static const uint8_t r5[] = {
#embed "tables/fhir-r5.tsv"
};

static const uint8_t r4_constraints[] = {
#embed "tables/fhir-r4-constraints.tsv"
};

const uint8_t *corridor_fhir_r4_constraints(size_t *length) {
    *length = sizeof r4_constraints;
    return r4_constraints;
}

const uint8_t *corridor_fhir_r4(size_t *length) {
    *length = sizeof r4;
    return r4;
}

const uint8_t *corridor_fhir_r4b(size_t *length) {
    *length = sizeof r4b;
    return r4b;
}

const uint8_t *corridor_fhir_r5(size_t *length) {
    *length = sizeof r5;
    return r5;
}
