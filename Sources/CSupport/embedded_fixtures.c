// Written by scripts/embed-mappings: the files of Fixtures/hl7v2, built into the executable.
#include "embedded_files.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Fixtures/hl7v2/adt-a01-inpatient-admission.hl7"
};
static const unsigned char file_1[] = {
#embed "../../Fixtures/hl7v2/adt-a01-version-2-8.hl7"
};
static const unsigned char file_2[] = {
#embed "../../Fixtures/hl7v2/adt-a03-discharge-deceased.hl7"
};
static const unsigned char file_3[] = {
#embed "../../Fixtures/hl7v2/adt-a04-registration-minimal.hl7"
};
static const unsigned char file_4[] = {
#embed "../../Fixtures/hl7v2/adt-a08-latin-1.hl7"
};
static const unsigned char file_5[] = {
#embed "../../Fixtures/hl7v2/adt-a08-update-nulls.hl7"
};
static const unsigned char file_6[] = {
#embed "../../Fixtures/hl7v2/adt-a13-cancel-discharge.hl7"
};
static const unsigned char file_7[] = {
#embed "../../Fixtures/hl7v2/adt-a20-bed-status.hl7"
};
static const unsigned char file_8[] = {
#embed "../../Fixtures/hl7v2/mfn-m02-staff.hl7"
};
static const unsigned char file_9[] = {
#embed "../../Fixtures/hl7v2/mfn-m05-bed.hl7"
};
static const unsigned char file_10[] = {
#embed "../../Fixtures/hl7v2/oru-r01-all-value-types.hl7"
};
static const unsigned char file_11[] = {
#embed "../../Fixtures/hl7v2/oru-r01-chemistry.hl7"
};
static const unsigned char file_12[] = {
#embed "../../Fixtures/hl7v2/oru-r01-corrected.hl7"
};
static const unsigned char file_13[] = {
#embed "../../Fixtures/hl7v2/oru-r01-custom-delimiters.hl7"
};
static const unsigned char file_14[] = {
#embed "../../Fixtures/hl7v2/oru-r01-microbiology.hl7"
};
static const unsigned char file_15[] = {
#embed "../../Fixtures/hl7v2/oru-r01-no-patient-numbers.hl7"
};
static const unsigned char file_16[] = {
#embed "../../Fixtures/hl7v2/oru-r01-odd-dates.hl7"
};
static const unsigned char file_17[] = {
#embed "../../Fixtures/hl7v2/oru-r01-radiology-text.hl7"
};
static const unsigned char file_18[] = {
#embed "../../Fixtures/hl7v2/oru-r01-two-patients.hl7"
};
static const unsigned char file_19[] = {
#embed "../../Fixtures/hl7v2/oru-r01-utf-8.hl7"
};
static const unsigned char file_20[] = {
#embed "../../Fixtures/hl7v2/oru-r01-version-2-3.hl7"
};
static const unsigned char file_21[] = {
#embed "../../Fixtures/hl7v2/oru-r01-version-2-8.hl7"
};
static const unsigned char file_22[] = {
#embed "../../Fixtures/hl7v2/oru-r01-z-segments.hl7"
};
static const unsigned char file_23[] = {
#embed "../../Fixtures/hl7v2/rde-o11-iv-mixture.hl7"
};
static const unsigned char file_24[] = {
#embed "../../Fixtures/hl7v2/rde-o11-tablets.hl7"
};
static const unsigned char file_25[] = {
#embed "../../Fixtures/hl7v2/rde-o11-version-2-4.hl7"
};
static const unsigned char file_26[] = {
#embed "../../Fixtures/hl7v2/siu-s12-clinic-visit.hl7"
};
static const unsigned char file_27[] = {
#embed "../../Fixtures/hl7v2/siu-s15-cancelled-by-patient.hl7"
};
static const unsigned char file_28[] = {
#embed "../../Fixtures/hl7v2/siu-s23-blocked-time.hl7"
};
static const unsigned char file_29[] = {
#embed "../../Fixtures/hl7v2/siu-s26-no-show.hl7"
};
const corridor_embedded_file corridor_fixtures[] = {
    {"adt-a01-inpatient-admission.hl7", file_0, sizeof file_0},
    {"adt-a01-version-2-8.hl7", file_1, sizeof file_1},
    {"adt-a03-discharge-deceased.hl7", file_2, sizeof file_2},
    {"adt-a04-registration-minimal.hl7", file_3, sizeof file_3},
    {"adt-a08-latin-1.hl7", file_4, sizeof file_4},
    {"adt-a08-update-nulls.hl7", file_5, sizeof file_5},
    {"adt-a13-cancel-discharge.hl7", file_6, sizeof file_6},
    {"adt-a20-bed-status.hl7", file_7, sizeof file_7},
    {"mfn-m02-staff.hl7", file_8, sizeof file_8},
    {"mfn-m05-bed.hl7", file_9, sizeof file_9},
    {"oru-r01-all-value-types.hl7", file_10, sizeof file_10},
    {"oru-r01-chemistry.hl7", file_11, sizeof file_11},
    {"oru-r01-corrected.hl7", file_12, sizeof file_12},
    {"oru-r01-custom-delimiters.hl7", file_13, sizeof file_13},
    {"oru-r01-microbiology.hl7", file_14, sizeof file_14},
    {"oru-r01-no-patient-numbers.hl7", file_15, sizeof file_15},
    {"oru-r01-odd-dates.hl7", file_16, sizeof file_16},
    {"oru-r01-radiology-text.hl7", file_17, sizeof file_17},
    {"oru-r01-two-patients.hl7", file_18, sizeof file_18},
    {"oru-r01-utf-8.hl7", file_19, sizeof file_19},
    {"oru-r01-version-2-3.hl7", file_20, sizeof file_20},
    {"oru-r01-version-2-8.hl7", file_21, sizeof file_21},
    {"oru-r01-z-segments.hl7", file_22, sizeof file_22},
    {"rde-o11-iv-mixture.hl7", file_23, sizeof file_23},
    {"rde-o11-tablets.hl7", file_24, sizeof file_24},
    {"rde-o11-version-2-4.hl7", file_25, sizeof file_25},
    {"siu-s12-clinic-visit.hl7", file_26, sizeof file_26},
    {"siu-s15-cancelled-by-patient.hl7", file_27, sizeof file_27},
    {"siu-s23-blocked-time.hl7", file_28, sizeof file_28},
    {"siu-s26-no-show.hl7", file_29, sizeof file_29},
};
const size_t corridor_fixtures_count = 30;
