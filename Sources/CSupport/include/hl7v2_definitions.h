// The HL7 v2 definitions, embedded; scripts/generate-hl7v2-definitions says what is in them.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The table's bytes, valid for the life of the process, and how many there are.
const uint8_t *corridor_hl7v2_definitions(size_t *length);
