// Files built into the executable: the shipped site, and fixtures for the demo.
#pragma once
#include <stddef.h>

typedef struct {
    /// The path below the folder that was embedded.
    const char *path;
    const unsigned char *bytes;
    size_t count;
} corridor_embedded_file;

/// Mappings/: settings, routes, maps and tables.
extern const corridor_embedded_file corridor_mappings[];
extern const size_t corridor_mappings_count;
/// Mappings/samples/hl7v2: synthetic messages.
extern const corridor_embedded_file corridor_fixtures[];
extern const size_t corridor_fixtures_count;
/// Mappings/REFERENCE.md: what every key means.
extern const corridor_embedded_file corridor_documents[];
extern const size_t corridor_documents_count;

// Swift sees no array of unknown length: entries are asked for one by one.
static inline const corridor_embedded_file *corridor_mapping(size_t index) { return &corridor_mappings[index]; }
static inline const corridor_embedded_file *corridor_fixture(size_t index) { return &corridor_fixtures[index]; }
static inline const corridor_embedded_file *corridor_document(size_t index) { return &corridor_documents[index]; }
