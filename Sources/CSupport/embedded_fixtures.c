// Written by scripts/embed-mappings: the files of Fixtures/hl7v2, built into the executable.
#include "embedded_files.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Fixtures/hl7v2/adt-a01-care-team.hl7"
};
static const unsigned char file_1[] = {
#embed "../../Fixtures/hl7v2/adt-a01-inpatient-admission.hl7"
};
static const unsigned char file_2[] = {
#embed "../../Fixtures/hl7v2/adt-a01-version-2-8.hl7"
};
static const unsigned char file_3[] = {
#embed "../../Fixtures/hl7v2/adt-a02-transfer.hl7"
};
static const unsigned char file_4[] = {
#embed "../../Fixtures/hl7v2/adt-a03-discharge-deceased.hl7"
};
static const unsigned char file_5[] = {
#embed "../../Fixtures/hl7v2/adt-a04-registration-minimal.hl7"
};
static const unsigned char file_6[] = {
#embed "../../Fixtures/hl7v2/adt-a05-pre-admission.hl7"
};
static const unsigned char file_7[] = {
#embed "../../Fixtures/hl7v2/adt-a06-becomes-inpatient.hl7"
};
static const unsigned char file_8[] = {
#embed "../../Fixtures/hl7v2/adt-a08-latin-1.hl7"
};
static const unsigned char file_9[] = {
#embed "../../Fixtures/hl7v2/adt-a08-update-nulls.hl7"
};
static const unsigned char file_10[] = {
#embed "../../Fixtures/hl7v2/adt-a11-cancelled-admission.hl7"
};
static const unsigned char file_11[] = {
#embed "../../Fixtures/hl7v2/adt-a12-cancelled-transfer-2-3.hl7"
};
static const unsigned char file_12[] = {
#embed "../../Fixtures/hl7v2/adt-a13-cancel-discharge.hl7"
};
static const unsigned char file_13[] = {
#embed "../../Fixtures/hl7v2/adt-a15-pending-transfer.hl7"
};
static const unsigned char file_14[] = {
#embed "../../Fixtures/hl7v2/adt-a16-pending-discharge.hl7"
};
static const unsigned char file_15[] = {
#embed "../../Fixtures/hl7v2/adt-a17-swapped-beds.hl7"
};
static const unsigned char file_16[] = {
#embed "../../Fixtures/hl7v2/adt-a18-merge-with-visit.hl7"
};
static const unsigned char file_17[] = {
#embed "../../Fixtures/hl7v2/adt-a20-bed-status.hl7"
};
static const unsigned char file_18[] = {
#embed "../../Fixtures/hl7v2/adt-a21-leave-of-absence.hl7"
};
static const unsigned char file_19[] = {
#embed "../../Fixtures/hl7v2/adt-a24-linked-records.hl7"
};
static const unsigned char file_20[] = {
#embed "../../Fixtures/hl7v2/adt-a29-deleted-person.hl7"
};
static const unsigned char file_21[] = {
#embed "../../Fixtures/hl7v2/adt-a34-merge-2-3.hl7"
};
static const unsigned char file_22[] = {
#embed "../../Fixtures/hl7v2/adt-a37-unlinked-records.hl7"
};
static const unsigned char file_23[] = {
#embed "../../Fixtures/hl7v2/adt-a38-cancelled-pre-admission.hl7"
};
static const unsigned char file_24[] = {
#embed "../../Fixtures/hl7v2/adt-a40-merges.hl7"
};
static const unsigned char file_25[] = {
#embed "../../Fixtures/hl7v2/adt-a42-merged-visits.hl7"
};
static const unsigned char file_26[] = {
#embed "../../Fixtures/hl7v2/adt-a44-moved-account.hl7"
};
static const unsigned char file_27[] = {
#embed "../../Fixtures/hl7v2/adt-a45-moved-visits.hl7"
};
static const unsigned char file_28[] = {
#embed "../../Fixtures/hl7v2/adt-a50-changed-visit-number.hl7"
};
static const unsigned char file_29[] = {
#embed "../../Fixtures/hl7v2/adt-a52-cancelled-leave.hl7"
};
static const unsigned char file_30[] = {
#embed "../../Fixtures/hl7v2/adt-a54-changed-attending-doctor.hl7"
};
static const unsigned char file_31[] = {
#embed "../../Fixtures/hl7v2/adt-a60-allergies-2-5.hl7"
};
static const unsigned char file_32[] = {
#embed "../../Fixtures/hl7v2/adt-a60-allergies.hl7"
};
static const unsigned char file_33[] = {
#embed "../../Fixtures/hl7v2/adt-a61-changed-consulting-doctor.hl7"
};
static const unsigned char file_34[] = {
#embed "../../Fixtures/hl7v2/bar-p01-account.hl7"
};
static const unsigned char file_35[] = {
#embed "../../Fixtures/hl7v2/bar-p02-account-purged.hl7"
};
static const unsigned char file_36[] = {
#embed "../../Fixtures/hl7v2/bar-p05-account-update-2-4.hl7"
};
static const unsigned char file_37[] = {
#embed "../../Fixtures/hl7v2/bar-p06-account-ended.hl7"
};
static const unsigned char file_38[] = {
#embed "../../Fixtures/hl7v2/bar-p10-ambulatory.hl7"
};
static const unsigned char file_39[] = {
#embed "../../Fixtures/hl7v2/bar-p12-diagnoses.hl7"
};
static const unsigned char file_40[] = {
#embed "../../Fixtures/hl7v2/dft-p03-charges.hl7"
};
static const unsigned char file_41[] = {
#embed "../../Fixtures/hl7v2/dft-p03-version-2-3.hl7"
};
static const unsigned char file_42[] = {
#embed "../../Fixtures/hl7v2/dft-p11-charges.hl7"
};
static const unsigned char file_43[] = {
#embed "../../Fixtures/hl7v2/mfn-m02-staff.hl7"
};
static const unsigned char file_44[] = {
#embed "../../Fixtures/hl7v2/mfn-m05-bed.hl7"
};
static const unsigned char file_45[] = {
#embed "../../Fixtures/hl7v2/oru-r01-all-value-types.hl7"
};
static const unsigned char file_46[] = {
#embed "../../Fixtures/hl7v2/oru-r01-chemistry.hl7"
};
static const unsigned char file_47[] = {
#embed "../../Fixtures/hl7v2/oru-r01-corrected.hl7"
};
static const unsigned char file_48[] = {
#embed "../../Fixtures/hl7v2/oru-r01-custom-delimiters.hl7"
};
static const unsigned char file_49[] = {
#embed "../../Fixtures/hl7v2/oru-r01-microbiology.hl7"
};
static const unsigned char file_50[] = {
#embed "../../Fixtures/hl7v2/oru-r01-no-patient-numbers.hl7"
};
static const unsigned char file_51[] = {
#embed "../../Fixtures/hl7v2/oru-r01-odd-dates.hl7"
};
static const unsigned char file_52[] = {
#embed "../../Fixtures/hl7v2/oru-r01-radiology-text.hl7"
};
static const unsigned char file_53[] = {
#embed "../../Fixtures/hl7v2/oru-r01-two-patients.hl7"
};
static const unsigned char file_54[] = {
#embed "../../Fixtures/hl7v2/oru-r01-utf-8.hl7"
};
static const unsigned char file_55[] = {
#embed "../../Fixtures/hl7v2/oru-r01-version-2-3.hl7"
};
static const unsigned char file_56[] = {
#embed "../../Fixtures/hl7v2/oru-r01-version-2-8.hl7"
};
static const unsigned char file_57[] = {
#embed "../../Fixtures/hl7v2/oru-r01-z-segments.hl7"
};
static const unsigned char file_58[] = {
#embed "../../Fixtures/hl7v2/rde-o11-iv-mixture.hl7"
};
static const unsigned char file_59[] = {
#embed "../../Fixtures/hl7v2/rde-o11-tablets.hl7"
};
static const unsigned char file_60[] = {
#embed "../../Fixtures/hl7v2/rde-o11-version-2-4.hl7"
};
static const unsigned char file_61[] = {
#embed "../../Fixtures/hl7v2/siu-s12-clinic-visit.hl7"
};
static const unsigned char file_62[] = {
#embed "../../Fixtures/hl7v2/siu-s13-rescheduled-by-duration.hl7"
};
static const unsigned char file_63[] = {
#embed "../../Fixtures/hl7v2/siu-s15-cancelled-by-patient.hl7"
};
static const unsigned char file_64[] = {
#embed "../../Fixtures/hl7v2/siu-s23-blocked-time.hl7"
};
static const unsigned char file_65[] = {
#embed "../../Fixtures/hl7v2/siu-s26-no-show.hl7"
};
const corridor_embedded_file corridor_fixtures[] = {
    {"adt-a01-care-team.hl7", file_0, sizeof file_0},
    {"adt-a01-inpatient-admission.hl7", file_1, sizeof file_1},
    {"adt-a01-version-2-8.hl7", file_2, sizeof file_2},
    {"adt-a02-transfer.hl7", file_3, sizeof file_3},
    {"adt-a03-discharge-deceased.hl7", file_4, sizeof file_4},
    {"adt-a04-registration-minimal.hl7", file_5, sizeof file_5},
    {"adt-a05-pre-admission.hl7", file_6, sizeof file_6},
    {"adt-a06-becomes-inpatient.hl7", file_7, sizeof file_7},
    {"adt-a08-latin-1.hl7", file_8, sizeof file_8},
    {"adt-a08-update-nulls.hl7", file_9, sizeof file_9},
    {"adt-a11-cancelled-admission.hl7", file_10, sizeof file_10},
    {"adt-a12-cancelled-transfer-2-3.hl7", file_11, sizeof file_11},
    {"adt-a13-cancel-discharge.hl7", file_12, sizeof file_12},
    {"adt-a15-pending-transfer.hl7", file_13, sizeof file_13},
    {"adt-a16-pending-discharge.hl7", file_14, sizeof file_14},
    {"adt-a17-swapped-beds.hl7", file_15, sizeof file_15},
    {"adt-a18-merge-with-visit.hl7", file_16, sizeof file_16},
    {"adt-a20-bed-status.hl7", file_17, sizeof file_17},
    {"adt-a21-leave-of-absence.hl7", file_18, sizeof file_18},
    {"adt-a24-linked-records.hl7", file_19, sizeof file_19},
    {"adt-a29-deleted-person.hl7", file_20, sizeof file_20},
    {"adt-a34-merge-2-3.hl7", file_21, sizeof file_21},
    {"adt-a37-unlinked-records.hl7", file_22, sizeof file_22},
    {"adt-a38-cancelled-pre-admission.hl7", file_23, sizeof file_23},
    {"adt-a40-merges.hl7", file_24, sizeof file_24},
    {"adt-a42-merged-visits.hl7", file_25, sizeof file_25},
    {"adt-a44-moved-account.hl7", file_26, sizeof file_26},
    {"adt-a45-moved-visits.hl7", file_27, sizeof file_27},
    {"adt-a50-changed-visit-number.hl7", file_28, sizeof file_28},
    {"adt-a52-cancelled-leave.hl7", file_29, sizeof file_29},
    {"adt-a54-changed-attending-doctor.hl7", file_30, sizeof file_30},
    {"adt-a60-allergies-2-5.hl7", file_31, sizeof file_31},
    {"adt-a60-allergies.hl7", file_32, sizeof file_32},
    {"adt-a61-changed-consulting-doctor.hl7", file_33, sizeof file_33},
    {"bar-p01-account.hl7", file_34, sizeof file_34},
    {"bar-p02-account-purged.hl7", file_35, sizeof file_35},
    {"bar-p05-account-update-2-4.hl7", file_36, sizeof file_36},
    {"bar-p06-account-ended.hl7", file_37, sizeof file_37},
    {"bar-p10-ambulatory.hl7", file_38, sizeof file_38},
    {"bar-p12-diagnoses.hl7", file_39, sizeof file_39},
    {"dft-p03-charges.hl7", file_40, sizeof file_40},
    {"dft-p03-version-2-3.hl7", file_41, sizeof file_41},
    {"dft-p11-charges.hl7", file_42, sizeof file_42},
    {"mfn-m02-staff.hl7", file_43, sizeof file_43},
    {"mfn-m05-bed.hl7", file_44, sizeof file_44},
    {"oru-r01-all-value-types.hl7", file_45, sizeof file_45},
    {"oru-r01-chemistry.hl7", file_46, sizeof file_46},
    {"oru-r01-corrected.hl7", file_47, sizeof file_47},
    {"oru-r01-custom-delimiters.hl7", file_48, sizeof file_48},
    {"oru-r01-microbiology.hl7", file_49, sizeof file_49},
    {"oru-r01-no-patient-numbers.hl7", file_50, sizeof file_50},
    {"oru-r01-odd-dates.hl7", file_51, sizeof file_51},
    {"oru-r01-radiology-text.hl7", file_52, sizeof file_52},
    {"oru-r01-two-patients.hl7", file_53, sizeof file_53},
    {"oru-r01-utf-8.hl7", file_54, sizeof file_54},
    {"oru-r01-version-2-3.hl7", file_55, sizeof file_55},
    {"oru-r01-version-2-8.hl7", file_56, sizeof file_56},
    {"oru-r01-z-segments.hl7", file_57, sizeof file_57},
    {"rde-o11-iv-mixture.hl7", file_58, sizeof file_58},
    {"rde-o11-tablets.hl7", file_59, sizeof file_59},
    {"rde-o11-version-2-4.hl7", file_60, sizeof file_60},
    {"siu-s12-clinic-visit.hl7", file_61, sizeof file_61},
    {"siu-s13-rescheduled-by-duration.hl7", file_62, sizeof file_62},
    {"siu-s15-cancelled-by-patient.hl7", file_63, sizeof file_63},
    {"siu-s23-blocked-time.hl7", file_64, sizeof file_64},
    {"siu-s26-no-show.hl7", file_65, sizeof file_65},
};
const size_t corridor_fixtures_count = 66;
