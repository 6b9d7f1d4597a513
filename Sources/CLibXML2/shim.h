// libxml2 for Swift. Its converter is left out: the ICU headers that it includes clash with Foundation's own ICU.
#pragma once
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
