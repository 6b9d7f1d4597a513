// Written by scripts/embed-mappings: the files of Mappings/samples/hl7v2, built into the executable.
#include "embedded_files.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Mappings/samples/hl7v2/ack-with-errors.hl7"
};
static const unsigned char file_1[] = {
#embed "../../Mappings/samples/hl7v2/adt-a01-care-team.hl7"
};
static const unsigned char file_2[] = {
#embed "../../Mappings/samples/hl7v2/adt-a01-inpatient-admission.hl7"
};
static const unsigned char file_3[] = {
#embed "../../Mappings/samples/hl7v2/adt-a01-kin-in-care-team.hl7"
};
static const unsigned char file_4[] = {
#embed "../../Mappings/samples/hl7v2/adt-a01-version-2-8.hl7"
};
static const unsigned char file_5[] = {
#embed "../../Mappings/samples/hl7v2/adt-a02-transfer.hl7"
};
static const unsigned char file_6[] = {
#embed "../../Mappings/samples/hl7v2/adt-a03-discharge-deceased.hl7"
};
static const unsigned char file_7[] = {
#embed "../../Mappings/samples/hl7v2/adt-a04-registration-minimal.hl7"
};
static const unsigned char file_8[] = {
#embed "../../Mappings/samples/hl7v2/adt-a05-pre-admission.hl7"
};
static const unsigned char file_9[] = {
#embed "../../Mappings/samples/hl7v2/adt-a06-becomes-inpatient.hl7"
};
static const unsigned char file_10[] = {
#embed "../../Mappings/samples/hl7v2/adt-a08-latin-1.hl7"
};
static const unsigned char file_11[] = {
#embed "../../Mappings/samples/hl7v2/adt-a08-update-nulls.hl7"
};
static const unsigned char file_12[] = {
#embed "../../Mappings/samples/hl7v2/adt-a11-cancelled-admission.hl7"
};
static const unsigned char file_13[] = {
#embed "../../Mappings/samples/hl7v2/adt-a12-cancelled-transfer-2-3.hl7"
};
static const unsigned char file_14[] = {
#embed "../../Mappings/samples/hl7v2/adt-a13-cancel-discharge.hl7"
};
static const unsigned char file_15[] = {
#embed "../../Mappings/samples/hl7v2/adt-a15-pending-transfer.hl7"
};
static const unsigned char file_16[] = {
#embed "../../Mappings/samples/hl7v2/adt-a16-pending-discharge.hl7"
};
static const unsigned char file_17[] = {
#embed "../../Mappings/samples/hl7v2/adt-a17-swapped-beds-in-full.hl7"
};
static const unsigned char file_18[] = {
#embed "../../Mappings/samples/hl7v2/adt-a17-swapped-beds.hl7"
};
static const unsigned char file_19[] = {
#embed "../../Mappings/samples/hl7v2/adt-a18-merge-with-visit.hl7"
};
static const unsigned char file_20[] = {
#embed "../../Mappings/samples/hl7v2/adt-a20-bed-status.hl7"
};
static const unsigned char file_21[] = {
#embed "../../Mappings/samples/hl7v2/adt-a21-leave-of-absence.hl7"
};
static const unsigned char file_22[] = {
#embed "../../Mappings/samples/hl7v2/adt-a24-linked-records.hl7"
};
static const unsigned char file_23[] = {
#embed "../../Mappings/samples/hl7v2/adt-a29-deleted-person.hl7"
};
static const unsigned char file_24[] = {
#embed "../../Mappings/samples/hl7v2/adt-a34-merge-2-3.hl7"
};
static const unsigned char file_25[] = {
#embed "../../Mappings/samples/hl7v2/adt-a37-unlinked-records.hl7"
};
static const unsigned char file_26[] = {
#embed "../../Mappings/samples/hl7v2/adt-a38-cancelled-pre-admission.hl7"
};
static const unsigned char file_27[] = {
#embed "../../Mappings/samples/hl7v2/adt-a40-merges.hl7"
};
static const unsigned char file_28[] = {
#embed "../../Mappings/samples/hl7v2/adt-a42-merged-visits.hl7"
};
static const unsigned char file_29[] = {
#embed "../../Mappings/samples/hl7v2/adt-a44-moved-account.hl7"
};
static const unsigned char file_30[] = {
#embed "../../Mappings/samples/hl7v2/adt-a45-moved-visits.hl7"
};
static const unsigned char file_31[] = {
#embed "../../Mappings/samples/hl7v2/adt-a50-changed-visit-number.hl7"
};
static const unsigned char file_32[] = {
#embed "../../Mappings/samples/hl7v2/adt-a52-cancelled-leave.hl7"
};
static const unsigned char file_33[] = {
#embed "../../Mappings/samples/hl7v2/adt-a54-changed-attending-doctor.hl7"
};
static const unsigned char file_34[] = {
#embed "../../Mappings/samples/hl7v2/adt-a60-allergies-2-5.hl7"
};
static const unsigned char file_35[] = {
#embed "../../Mappings/samples/hl7v2/adt-a60-allergies.hl7"
};
static const unsigned char file_36[] = {
#embed "../../Mappings/samples/hl7v2/adt-a60-who-told.hl7"
};
static const unsigned char file_37[] = {
#embed "../../Mappings/samples/hl7v2/adt-a61-changed-consulting-doctor.hl7"
};
static const unsigned char file_38[] = {
#embed "../../Mappings/samples/hl7v2/bar-p01-account.hl7"
};
static const unsigned char file_39[] = {
#embed "../../Mappings/samples/hl7v2/bar-p02-account-purged.hl7"
};
static const unsigned char file_40[] = {
#embed "../../Mappings/samples/hl7v2/bar-p05-account-update-2-4.hl7"
};
static const unsigned char file_41[] = {
#embed "../../Mappings/samples/hl7v2/bar-p06-account-ended.hl7"
};
static const unsigned char file_42[] = {
#embed "../../Mappings/samples/hl7v2/bar-p10-ambulatory.hl7"
};
static const unsigned char file_43[] = {
#embed "../../Mappings/samples/hl7v2/bar-p12-diagnoses.hl7"
};
static const unsigned char file_44[] = {
#embed "../../Mappings/samples/hl7v2/dft-p03-charges.hl7"
};
static const unsigned char file_45[] = {
#embed "../../Mappings/samples/hl7v2/dft-p03-version-2-3.hl7"
};
static const unsigned char file_46[] = {
#embed "../../Mappings/samples/hl7v2/dft-p11-charges.hl7"
};
static const unsigned char file_47[] = {
#embed "../../Mappings/samples/hl7v2/mdm-t02-discharge-letter.hl7"
};
static const unsigned char file_48[] = {
#embed "../../Mappings/samples/hl7v2/mdm-t02-obsolete.hl7"
};
static const unsigned char file_49[] = {
#embed "../../Mappings/samples/hl7v2/mdm-t10-replacement.hl7"
};
static const unsigned char file_50[] = {
#embed "../../Mappings/samples/hl7v2/mdm-t11-cancel.hl7"
};
static const unsigned char file_51[] = {
#embed "../../Mappings/samples/hl7v2/mfn-m02-staff.hl7"
};
static const unsigned char file_52[] = {
#embed "../../Mappings/samples/hl7v2/mfn-m05-bed.hl7"
};
static const unsigned char file_53[] = {
#embed "../../Mappings/samples/hl7v2/omd-o03-diet.hl7"
};
static const unsigned char file_54[] = {
#embed "../../Mappings/samples/hl7v2/omg-o19-physiotherapy.hl7"
};
static const unsigned char file_55[] = {
#embed "../../Mappings/samples/hl7v2/omi-o23-chest.hl7"
};
static const unsigned char file_56[] = {
#embed "../../Mappings/samples/hl7v2/oml-o21-one-tube.hl7"
};
static const unsigned char file_57[] = {
#embed "../../Mappings/samples/hl7v2/oml-o21-participants.hl7"
};
static const unsigned char file_58[] = {
#embed "../../Mappings/samples/hl7v2/oml-o33-by-specimen.hl7"
};
static const unsigned char file_59[] = {
#embed "../../Mappings/samples/hl7v2/oml-o35-by-container.hl7"
};
static const unsigned char file_60[] = {
#embed "../../Mappings/samples/hl7v2/omn-o07-orthosis.hl7"
};
static const unsigned char file_61[] = {
#embed "../../Mappings/samples/hl7v2/omp-o09-mixture.hl7"
};
static const unsigned char file_62[] = {
#embed "../../Mappings/samples/hl7v2/oms-o05-bandage.hl7"
};
static const unsigned char file_63[] = {
#embed "../../Mappings/samples/hl7v2/orm-o01-cancel.hl7"
};
static const unsigned char file_64[] = {
#embed "../../Mappings/samples/hl7v2/orm-o01-version-2-3.hl7"
};
static const unsigned char file_65[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-all-value-types.hl7"
};
static const unsigned char file_66[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-chemistry.hl7"
};
static const unsigned char file_67[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-corrected.hl7"
};
static const unsigned char file_68[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-custom-delimiters.hl7"
};
static const unsigned char file_69[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-microbiology.hl7"
};
static const unsigned char file_70[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-no-patient-numbers.hl7"
};
static const unsigned char file_71[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-odd-dates.hl7"
};
static const unsigned char file_72[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-radiology-text.hl7"
};
static const unsigned char file_73[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-two-patients.hl7"
};
static const unsigned char file_74[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-utf-8.hl7"
};
static const unsigned char file_75[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-version-2-3.hl7"
};
static const unsigned char file_76[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-version-2-8.hl7"
};
static const unsigned char file_77[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-where-observed.hl7"
};
static const unsigned char file_78[] = {
#embed "../../Mappings/samples/hl7v2/oru-r01-z-segments.hl7"
};
static const unsigned char file_79[] = {
#embed "../../Mappings/samples/hl7v2/oru-r30-point-of-care.hl7"
};
static const unsigned char file_80[] = {
#embed "../../Mappings/samples/hl7v2/oul-r21-container.hl7"
};
static const unsigned char file_81[] = {
#embed "../../Mappings/samples/hl7v2/oul-r22-by-specimen.hl7"
};
static const unsigned char file_82[] = {
#embed "../../Mappings/samples/hl7v2/oul-r23-by-container.hl7"
};
static const unsigned char file_83[] = {
#embed "../../Mappings/samples/hl7v2/oul-r24-by-order.hl7"
};
static const unsigned char file_84[] = {
#embed "../../Mappings/samples/hl7v2/pgl-pc6-goal.hl7"
};
static const unsigned char file_85[] = {
#embed "../../Mappings/samples/hl7v2/ppg-pcg-pathway.hl7"
};
static const unsigned char file_86[] = {
#embed "../../Mappings/samples/hl7v2/ppp-pcb-pathway.hl7"
};
static const unsigned char file_87[] = {
#embed "../../Mappings/samples/hl7v2/ppr-pc1-problem-with-goal.hl7"
};
static const unsigned char file_88[] = {
#embed "../../Mappings/samples/hl7v2/ras-o17-given-and-refused.hl7"
};
static const unsigned char file_89[] = {
#embed "../../Mappings/samples/hl7v2/rde-o11-iv-mixture.hl7"
};
static const unsigned char file_90[] = {
#embed "../../Mappings/samples/hl7v2/rde-o11-tablets.hl7"
};
static const unsigned char file_91[] = {
#embed "../../Mappings/samples/hl7v2/rde-o11-version-2-4.hl7"
};
static const unsigned char file_92[] = {
#embed "../../Mappings/samples/hl7v2/rde-o25-refill.hl7"
};
static const unsigned char file_93[] = {
#embed "../../Mappings/samples/hl7v2/rds-o13-dispense.hl7"
};
static const unsigned char file_94[] = {
#embed "../../Mappings/samples/hl7v2/ref-i12-cardiology.hl7"
};
static const unsigned char file_95[] = {
#embed "../../Mappings/samples/hl7v2/rgv-o15-give.hl7"
};
static const unsigned char file_96[] = {
#embed "../../Mappings/samples/hl7v2/rri-i12-answer.hl7"
};
static const unsigned char file_97[] = {
#embed "../../Mappings/samples/hl7v2/siu-s12-clinic-visit.hl7"
};
static const unsigned char file_98[] = {
#embed "../../Mappings/samples/hl7v2/siu-s12-one-service.hl7"
};
static const unsigned char file_99[] = {
#embed "../../Mappings/samples/hl7v2/siu-s13-rescheduled-by-duration.hl7"
};
static const unsigned char file_100[] = {
#embed "../../Mappings/samples/hl7v2/siu-s15-cancelled-by-patient.hl7"
};
static const unsigned char file_101[] = {
#embed "../../Mappings/samples/hl7v2/siu-s23-blocked-time.hl7"
};
static const unsigned char file_102[] = {
#embed "../../Mappings/samples/hl7v2/siu-s26-no-show.hl7"
};
static const unsigned char file_103[] = {
#embed "../../Mappings/samples/hl7v2/vxu-v04-given-and-refused.hl7"
};
const corridor_embedded_file corridor_fixtures[] = {
    {"ack-with-errors.hl7", file_0, sizeof file_0},
    {"adt-a01-care-team.hl7", file_1, sizeof file_1},
    {"adt-a01-inpatient-admission.hl7", file_2, sizeof file_2},
    {"adt-a01-kin-in-care-team.hl7", file_3, sizeof file_3},
    {"adt-a01-version-2-8.hl7", file_4, sizeof file_4},
    {"adt-a02-transfer.hl7", file_5, sizeof file_5},
    {"adt-a03-discharge-deceased.hl7", file_6, sizeof file_6},
    {"adt-a04-registration-minimal.hl7", file_7, sizeof file_7},
    {"adt-a05-pre-admission.hl7", file_8, sizeof file_8},
    {"adt-a06-becomes-inpatient.hl7", file_9, sizeof file_9},
    {"adt-a08-latin-1.hl7", file_10, sizeof file_10},
    {"adt-a08-update-nulls.hl7", file_11, sizeof file_11},
    {"adt-a11-cancelled-admission.hl7", file_12, sizeof file_12},
    {"adt-a12-cancelled-transfer-2-3.hl7", file_13, sizeof file_13},
    {"adt-a13-cancel-discharge.hl7", file_14, sizeof file_14},
    {"adt-a15-pending-transfer.hl7", file_15, sizeof file_15},
    {"adt-a16-pending-discharge.hl7", file_16, sizeof file_16},
    {"adt-a17-swapped-beds-in-full.hl7", file_17, sizeof file_17},
    {"adt-a17-swapped-beds.hl7", file_18, sizeof file_18},
    {"adt-a18-merge-with-visit.hl7", file_19, sizeof file_19},
    {"adt-a20-bed-status.hl7", file_20, sizeof file_20},
    {"adt-a21-leave-of-absence.hl7", file_21, sizeof file_21},
    {"adt-a24-linked-records.hl7", file_22, sizeof file_22},
    {"adt-a29-deleted-person.hl7", file_23, sizeof file_23},
    {"adt-a34-merge-2-3.hl7", file_24, sizeof file_24},
    {"adt-a37-unlinked-records.hl7", file_25, sizeof file_25},
    {"adt-a38-cancelled-pre-admission.hl7", file_26, sizeof file_26},
    {"adt-a40-merges.hl7", file_27, sizeof file_27},
    {"adt-a42-merged-visits.hl7", file_28, sizeof file_28},
    {"adt-a44-moved-account.hl7", file_29, sizeof file_29},
    {"adt-a45-moved-visits.hl7", file_30, sizeof file_30},
    {"adt-a50-changed-visit-number.hl7", file_31, sizeof file_31},
    {"adt-a52-cancelled-leave.hl7", file_32, sizeof file_32},
    {"adt-a54-changed-attending-doctor.hl7", file_33, sizeof file_33},
    {"adt-a60-allergies-2-5.hl7", file_34, sizeof file_34},
    {"adt-a60-allergies.hl7", file_35, sizeof file_35},
    {"adt-a60-who-told.hl7", file_36, sizeof file_36},
    {"adt-a61-changed-consulting-doctor.hl7", file_37, sizeof file_37},
    {"bar-p01-account.hl7", file_38, sizeof file_38},
    {"bar-p02-account-purged.hl7", file_39, sizeof file_39},
    {"bar-p05-account-update-2-4.hl7", file_40, sizeof file_40},
    {"bar-p06-account-ended.hl7", file_41, sizeof file_41},
    {"bar-p10-ambulatory.hl7", file_42, sizeof file_42},
    {"bar-p12-diagnoses.hl7", file_43, sizeof file_43},
    {"dft-p03-charges.hl7", file_44, sizeof file_44},
    {"dft-p03-version-2-3.hl7", file_45, sizeof file_45},
    {"dft-p11-charges.hl7", file_46, sizeof file_46},
    {"mdm-t02-discharge-letter.hl7", file_47, sizeof file_47},
    {"mdm-t02-obsolete.hl7", file_48, sizeof file_48},
    {"mdm-t10-replacement.hl7", file_49, sizeof file_49},
    {"mdm-t11-cancel.hl7", file_50, sizeof file_50},
    {"mfn-m02-staff.hl7", file_51, sizeof file_51},
    {"mfn-m05-bed.hl7", file_52, sizeof file_52},
    {"omd-o03-diet.hl7", file_53, sizeof file_53},
    {"omg-o19-physiotherapy.hl7", file_54, sizeof file_54},
    {"omi-o23-chest.hl7", file_55, sizeof file_55},
    {"oml-o21-one-tube.hl7", file_56, sizeof file_56},
    {"oml-o21-participants.hl7", file_57, sizeof file_57},
    {"oml-o33-by-specimen.hl7", file_58, sizeof file_58},
    {"oml-o35-by-container.hl7", file_59, sizeof file_59},
    {"omn-o07-orthosis.hl7", file_60, sizeof file_60},
    {"omp-o09-mixture.hl7", file_61, sizeof file_61},
    {"oms-o05-bandage.hl7", file_62, sizeof file_62},
    {"orm-o01-cancel.hl7", file_63, sizeof file_63},
    {"orm-o01-version-2-3.hl7", file_64, sizeof file_64},
    {"oru-r01-all-value-types.hl7", file_65, sizeof file_65},
    {"oru-r01-chemistry.hl7", file_66, sizeof file_66},
    {"oru-r01-corrected.hl7", file_67, sizeof file_67},
    {"oru-r01-custom-delimiters.hl7", file_68, sizeof file_68},
    {"oru-r01-microbiology.hl7", file_69, sizeof file_69},
    {"oru-r01-no-patient-numbers.hl7", file_70, sizeof file_70},
    {"oru-r01-odd-dates.hl7", file_71, sizeof file_71},
    {"oru-r01-radiology-text.hl7", file_72, sizeof file_72},
    {"oru-r01-two-patients.hl7", file_73, sizeof file_73},
    {"oru-r01-utf-8.hl7", file_74, sizeof file_74},
    {"oru-r01-version-2-3.hl7", file_75, sizeof file_75},
    {"oru-r01-version-2-8.hl7", file_76, sizeof file_76},
    {"oru-r01-where-observed.hl7", file_77, sizeof file_77},
    {"oru-r01-z-segments.hl7", file_78, sizeof file_78},
    {"oru-r30-point-of-care.hl7", file_79, sizeof file_79},
    {"oul-r21-container.hl7", file_80, sizeof file_80},
    {"oul-r22-by-specimen.hl7", file_81, sizeof file_81},
    {"oul-r23-by-container.hl7", file_82, sizeof file_82},
    {"oul-r24-by-order.hl7", file_83, sizeof file_83},
    {"pgl-pc6-goal.hl7", file_84, sizeof file_84},
    {"ppg-pcg-pathway.hl7", file_85, sizeof file_85},
    {"ppp-pcb-pathway.hl7", file_86, sizeof file_86},
    {"ppr-pc1-problem-with-goal.hl7", file_87, sizeof file_87},
    {"ras-o17-given-and-refused.hl7", file_88, sizeof file_88},
    {"rde-o11-iv-mixture.hl7", file_89, sizeof file_89},
    {"rde-o11-tablets.hl7", file_90, sizeof file_90},
    {"rde-o11-version-2-4.hl7", file_91, sizeof file_91},
    {"rde-o25-refill.hl7", file_92, sizeof file_92},
    {"rds-o13-dispense.hl7", file_93, sizeof file_93},
    {"ref-i12-cardiology.hl7", file_94, sizeof file_94},
    {"rgv-o15-give.hl7", file_95, sizeof file_95},
    {"rri-i12-answer.hl7", file_96, sizeof file_96},
    {"siu-s12-clinic-visit.hl7", file_97, sizeof file_97},
    {"siu-s12-one-service.hl7", file_98, sizeof file_98},
    {"siu-s13-rescheduled-by-duration.hl7", file_99, sizeof file_99},
    {"siu-s15-cancelled-by-patient.hl7", file_100, sizeof file_100},
    {"siu-s23-blocked-time.hl7", file_101, sizeof file_101},
    {"siu-s26-no-show.hl7", file_102, sizeof file_102},
    {"vxu-v04-given-and-refused.hl7", file_103, sizeof file_103},
};
const size_t corridor_fixtures_count = 104;
