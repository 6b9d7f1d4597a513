// Written by scripts/embed-mappings: the files of Mappings, built into the executable.
#include "embedded_files.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Mappings/REFERENCE.md"
};
const corridor_embedded_file corridor_documents[] = {
    {"REFERENCE.md", file_0, sizeof file_0},
};
const size_t corridor_documents_count = 1;
