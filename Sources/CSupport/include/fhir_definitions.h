// The FHIR definition tables as bytes that live as long as the process.
#pragma once

#include <stddef.h>
#include <stdint.h>

/// The compact definitions of FHIR R4 (4.0.1); `length` receives their size in bytes.
const uint8_t *_Nonnull corridor_fhir_r4(size_t *_Nonnull length);

/// The compact definitions of FHIR R4B (4.3.0); `length` receives their size in bytes.
const uint8_t *_Nonnull corridor_fhir_r4b(size_t *_Nonnull length);

/// The compact definitions of FHIR R5 (5.0.0); `length` receives their size in bytes.
const uint8_t *_Nonnull corridor_fhir_r5(size_t *_Nonnull length);

/// The invariants of FHIR R4: lines of place, key, severity and FHIRPath; `length` receives their size in bytes.
const uint8_t *_Nonnull corridor_fhir_r4_constraints(size_t *_Nonnull length);
