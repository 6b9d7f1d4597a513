// Written by scripts/embed-mappings: the files of Mappings, built into the executable.
#include "embedded_files.h"

// SwiftPM's C dialect for packages is older than #embed, which every supported clang understands.
#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char file_0[] = {
#embed "../../Mappings/corridor.yaml"
};
static const unsigned char file_1[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CQ.yaml"
};
static const unsigned char file_2[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CWE-Coding.yaml"
};
static const unsigned char file_3[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CWE-Device.yaml"
};
static const unsigned char file_4[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CWE-Organization.yaml"
};
static const unsigned char file_5[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CWE-Quantity.yaml"
};
static const unsigned char file_6[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CWE.yaml"
};
static const unsigned char file_7[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CX-entry.yaml"
};
static const unsigned char file_8[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/CX.yaml"
};
static const unsigned char file_9[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/EI-EIP.yaml"
};
static const unsigned char file_10[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/EI.yaml"
};
static const unsigned char file_11[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/HD-Location.yaml"
};
static const unsigned char file_12[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/HD.yaml"
};
static const unsigned char file_13[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/NDL-PractitionerRole.yaml"
};
static const unsigned char file_14[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/NDL.yaml"
};
static const unsigned char file_15[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/OG.yaml"
};
static const unsigned char file_16[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/PL.yaml"
};
static const unsigned char file_17[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/RPT.yaml"
};
static const unsigned char file_18[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/TQ.yaml"
};
static const unsigned char file_19[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XAD.yaml"
};
static const unsigned char file_20[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XCN-Patient.yaml"
};
static const unsigned char file_21[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XCN-PractitionerRole.yaml"
};
static const unsigned char file_22[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XCN-Reference.yaml"
};
static const unsigned char file_23[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XCN-RelatedPerson.yaml"
};
static const unsigned char file_24[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XCN.yaml"
};
static const unsigned char file_25[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XON.yaml"
};
static const unsigned char file_26[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XPN.yaml"
};
static const unsigned char file_27[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/XTN.yaml"
};
static const unsigned char file_28[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/authority.yaml"
};
static const unsigned char file_29[] = {
#embed "../../Mappings/fhir-to-hl7v2/datatypes/codingSystem.yaml"
};
static const unsigned char file_30[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/answers.yaml"
};
static const unsigned char file_31[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/charges.yaml"
};
static const unsigned char file_32[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/event.yaml"
};
static const unsigned char file_33[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/history.yaml"
};
static const unsigned char file_34[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/participations.yaml"
};
static const unsigned char file_35[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/patient.yaml"
};
static const unsigned char file_36[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/report.yaml"
};
static const unsigned char file_37[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/result.yaml"
};
static const unsigned char file_38[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/software.yaml"
};
static const unsigned char file_39[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/specimen.yaml"
};
static const unsigned char file_40[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/subject.yaml"
};
static const unsigned char file_41[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/timing.yaml"
};
static const unsigned char file_42[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/vaccination-facts.yaml"
};
static const unsigned char file_43[] = {
#embed "../../Mappings/fhir-to-hl7v2/fragments/visit.yaml"
};
static const unsigned char file_44[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A01.yaml"
};
static const unsigned char file_45[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A03.yaml"
};
static const unsigned char file_46[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A04.yaml"
};
static const unsigned char file_47[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A05.yaml"
};
static const unsigned char file_48[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A08.yaml"
};
static const unsigned char file_49[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A13.yaml"
};
static const unsigned char file_50[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A28.yaml"
};
static const unsigned char file_51[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A31.yaml"
};
static const unsigned char file_52[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ADT_A40.yaml"
};
static const unsigned char file_53[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/MDM_T02.yaml"
};
static const unsigned char file_54[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/OML_O21.yaml"
};
static const unsigned char file_55[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/OMP_O09.yaml"
};
static const unsigned char file_56[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ORM_O01.yaml"
};
static const unsigned char file_57[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/ORU_R01.yaml"
};
static const unsigned char file_58[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/RDE_O11.yaml"
};
static const unsigned char file_59[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/SIU_S12.yaml"
};
static const unsigned char file_60[] = {
#embed "../../Mappings/fhir-to-hl7v2/messages/VXU_V04.yaml"
};
static const unsigned char file_61[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/AIG.yaml"
};
static const unsigned char file_62[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/AIL.yaml"
};
static const unsigned char file_63[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/AIP.yaml"
};
static const unsigned char file_64[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/AIS.yaml"
};
static const unsigned char file_65[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/AL1.yaml"
};
static const unsigned char file_66[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/DG1.yaml"
};
static const unsigned char file_67[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/EVN.yaml"
};
static const unsigned char file_68[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/FT1.yaml"
};
static const unsigned char file_69[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/GT1.yaml"
};
static const unsigned char file_70[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/IN1.yaml"
};
static const unsigned char file_71[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/MRG-patch.yaml"
};
static const unsigned char file_72[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/MRG.yaml"
};
static const unsigned char file_73[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/MSH.yaml"
};
static const unsigned char file_74[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/NK1-RelatedPerson.yaml"
};
static const unsigned char file_75[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/NK1.yaml"
};
static const unsigned char file_76[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/NTE.yaml"
};
static const unsigned char file_77[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/OBR-DiagnosticReport.yaml"
};
static const unsigned char file_78[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/OBR-ServiceRequest.yaml"
};
static const unsigned char file_79[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/OBX-Attachment.yaml"
};
static const unsigned char file_80[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/OBX-component.yaml"
};
static const unsigned char file_81[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/OBX.yaml"
};
static const unsigned char file_82[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ODS.yaml"
};
static const unsigned char file_83[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ORC-Immunization.yaml"
};
static const unsigned char file_84[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ORC-MedicationRequest.yaml"
};
static const unsigned char file_85[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ORC-NutritionOrder.yaml"
};
static const unsigned char file_86[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ORC.yaml"
};
static const unsigned char file_87[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PD1.yaml"
};
static const unsigned char file_88[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PID-patch.yaml"
};
static const unsigned char file_89[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PID.yaml"
};
static const unsigned char file_90[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PR1.yaml"
};
static const unsigned char file_91[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PRT-Organization.yaml"
};
static const unsigned char file_92[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PRT.yaml"
};
static const unsigned char file_93[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PV1.yaml"
};
static const unsigned char file_94[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/PV2.yaml"
};
static const unsigned char file_95[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ROL-CareTeam.yaml"
};
static const unsigned char file_96[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ROL-RelatedPerson.yaml"
};
static const unsigned char file_97[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/ROL.yaml"
};
static const unsigned char file_98[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXA.yaml"
};
static const unsigned char file_99[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXC.yaml"
};
static const unsigned char file_100[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXE.yaml"
};
static const unsigned char file_101[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXO.yaml"
};
static const unsigned char file_102[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXR-Immunization.yaml"
};
static const unsigned char file_103[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/RXR.yaml"
};
static const unsigned char file_104[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/SAC.yaml"
};
static const unsigned char file_105[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/SCH.yaml"
};
static const unsigned char file_106[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/SFT.yaml"
};
static const unsigned char file_107[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/SPM.yaml"
};
static const unsigned char file_108[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/TQ1.yaml"
};
static const unsigned char file_109[] = {
#embed "../../Mappings/fhir-to-hl7v2/segments/TXA.yaml"
};
static const unsigned char file_110[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CP.yaml"
};
static const unsigned char file_111[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CQ.yaml"
};
static const unsigned char file_112[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-Coding.yaml"
};
static const unsigned char file_113[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-Device.yaml"
};
static const unsigned char file_114[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-Identifier.yaml"
};
static const unsigned char file_115[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-Location.yaml"
};
static const unsigned char file_116[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-Organization.yaml"
};
static const unsigned char file_117[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-language.yaml"
};
static const unsigned char file_118[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE-relationship.yaml"
};
static const unsigned char file_119[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CWE.yaml"
};
static const unsigned char file_120[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CX.yaml"
};
static const unsigned char file_121[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/CXKey.yaml"
};
static const unsigned char file_122[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/DLD.yaml"
};
static const unsigned char file_123[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/DLN.yaml"
};
static const unsigned char file_124[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/DR.yaml"
};
static const unsigned char file_125[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/ED.yaml"
};
static const unsigned char file_126[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/EI-Organization.yaml"
};
static const unsigned char file_127[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/EI-assigned.yaml"
};
static const unsigned char file_128[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/EI.yaml"
};
static const unsigned char file_129[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/EIKey.yaml"
};
static const unsigned char file_130[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/EIUri.yaml"
};
static const unsigned char file_131[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/HD-Device.yaml"
};
static const unsigned char file_132[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/HD-Location.yaml"
};
static const unsigned char file_133[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/HD-Organization.yaml"
};
static const unsigned char file_134[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/HDKey.yaml"
};
static const unsigned char file_135[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/HDUri.yaml"
};
static const unsigned char file_136[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/LA2.yaml"
};
static const unsigned char file_137[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDL-person.yaml"
};
static const unsigned char file_138[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDL.yaml"
};
static const unsigned char file_139[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLBed.yaml"
};
static const unsigned char file_140[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLBuilding.yaml"
};
static const unsigned char file_141[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLFacility.yaml"
};
static const unsigned char file_142[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLFloor.yaml"
};
static const unsigned char file_143[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLPointOfCare.yaml"
};
static const unsigned char file_144[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NDLRoom.yaml"
};
static const unsigned char file_145[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/NR.yaml"
};
static const unsigned char file_146[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/OG.yaml"
};
static const unsigned char file_147[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PL-Identifier.yaml"
};
static const unsigned char file_148[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLBed.yaml"
};
static const unsigned char file_149[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLBuilding.yaml"
};
static const unsigned char file_150[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLFacility.yaml"
};
static const unsigned char file_151[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLFloor.yaml"
};
static const unsigned char file_152[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLN-type.yaml"
};
static const unsigned char file_153[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLN.yaml"
};
static const unsigned char file_154[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLPointOfCare.yaml"
};
static const unsigned char file_155[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PLRoom.yaml"
};
static const unsigned char file_156[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/PPN.yaml"
};
static const unsigned char file_157[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/RP.yaml"
};
static const unsigned char file_158[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SN-quantity.yaml"
};
static const unsigned char file_159[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SN-range.yaml"
};
static const unsigned char file_160[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SN-ratio.yaml"
};
static const unsigned char file_161[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SPS-additive.yaml"
};
static const unsigned char file_162[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SPS-site.yaml"
};
static const unsigned char file_163[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/SPS-type.yaml"
};
static const unsigned char file_164[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/TQ-duration.yaml"
};
static const unsigned char file_165[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/TQ-quantity.yaml"
};
static const unsigned char file_166[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/TQ-text.yaml"
};
static const unsigned char file_167[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/TQ.yaml"
};
static const unsigned char file_168[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XAD-Location.yaml"
};
static const unsigned char file_169[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XAD.yaml"
};
static const unsigned char file_170[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XCN-Identifier.yaml"
};
static const unsigned char file_171[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XCN-Patient.yaml"
};
static const unsigned char file_172[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XCN-RelatedPerson.yaml"
};
static const unsigned char file_173[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XCN-name.yaml"
};
static const unsigned char file_174[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XCN.yaml"
};
static const unsigned char file_175[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XON-Identifier.yaml"
};
static const unsigned char file_176[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XON-Location.yaml"
};
static const unsigned char file_177[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XON-string.yaml"
};
static const unsigned char file_178[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XON.yaml"
};
static const unsigned char file_179[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XPN-nickname.yaml"
};
static const unsigned char file_180[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XPN-string.yaml"
};
static const unsigned char file_181[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XPN.yaml"
};
static const unsigned char file_182[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XTN-mail.yaml"
};
static const unsigned char file_183[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/XTN.yaml"
};
static const unsigned char file_184[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/admissionType.yaml"
};
static const unsigned char file_185[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/codingSystem.yaml"
};
static const unsigned char file_186[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/contactRole.yaml"
};
static const unsigned char file_187[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/degree.yaml"
};
static const unsigned char file_188[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/duration.yaml"
};
static const unsigned char file_189[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/entryOf.yaml"
};
static const unsigned char file_190[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/fastingHours.yaml"
};
static const unsigned char file_191[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/foreignAuthority.yaml"
};
static const unsigned char file_192[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/identifierType.yaml"
};
static const unsigned char file_193[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/instruction.yaml"
};
static const unsigned char file_194[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/minutes.yaml"
};
static const unsigned char file_195[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/parentRequest-filler.yaml"
};
static const unsigned char file_196[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/parentRequest.yaml"
};
static const unsigned char file_197[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/patternFrequency.yaml"
};
static const unsigned char file_198[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/patternPeriod.yaml"
};
static const unsigned char file_199[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/patternPeriodUnit.yaml"
};
static const unsigned char file_200[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/personAt.yaml"
};
static const unsigned char file_201[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/personReached.yaml"
};
static const unsigned char file_202[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/placeIdentifier.yaml"
};
static const unsigned char file_203[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/processingId.yaml"
};
static const unsigned char file_204[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/quantity.yaml"
};
static const unsigned char file_205[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/repeatPattern.yaml"
};
static const unsigned char file_206[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/text-CodeableConcept.yaml"
};
static const unsigned char file_207[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/unit.yaml"
};
static const unsigned char file_208[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/unitCode.yaml"
};
static const unsigned char file_209[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/unitSystem.yaml"
};
static const unsigned char file_210[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/universalId.yaml"
};
static const unsigned char file_211[] = {
#embed "../../Mappings/hl7v2-to-fhir/datatypes/universalIdType.yaml"
};
static const unsigned char file_212[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/carried-prescription.yaml"
};
static const unsigned char file_213[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/charges.yaml"
};
static const unsigned char file_214[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/encoded-medication.yaml"
};
static const unsigned char file_215[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/history.yaml"
};
static const unsigned char file_216[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/insurance.yaml"
};
static const unsigned char file_217[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/last-update.yaml"
};
static const unsigned char file_218[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/medication-observations.yaml"
};
static const unsigned char file_219[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/merge.yaml"
};
static const unsigned char file_220[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/message.yaml"
};
static const unsigned char file_221[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/order-charges.yaml"
};
static const unsigned char file_222[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/patient-observations.yaml"
};
static const unsigned char file_223[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/person.yaml"
};
static const unsigned char file_224[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/request.yaml"
};
static const unsigned char file_225[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/requested-medication.yaml"
};
static const unsigned char file_226[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/result.yaml"
};
static const unsigned char file_227[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/specimens.yaml"
};
static const unsigned char file_228[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/subject.yaml"
};
static const unsigned char file_229[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/supplies-and-diets.yaml"
};
static const unsigned char file_230[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/transformation.yaml"
};
static const unsigned char file_231[] = {
#embed "../../Mappings/hl7v2-to-fhir/fragments/visit.yaml"
};
static const unsigned char file_232[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ACK.yaml"
};
static const unsigned char file_233[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A01.yaml"
};
static const unsigned char file_234[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A02.yaml"
};
static const unsigned char file_235[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A03.yaml"
};
static const unsigned char file_236[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A05.yaml"
};
static const unsigned char file_237[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A06.yaml"
};
static const unsigned char file_238[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A09.yaml"
};
static const unsigned char file_239[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A12.yaml"
};
static const unsigned char file_240[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A15.yaml"
};
static const unsigned char file_241[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A16.yaml"
};
static const unsigned char file_242[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A17.yaml"
};
static const unsigned char file_243[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A18.yaml"
};
static const unsigned char file_244[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A20.yaml"
};
static const unsigned char file_245[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A21.yaml"
};
static const unsigned char file_246[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A24.yaml"
};
static const unsigned char file_247[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A30.yaml"
};
static const unsigned char file_248[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A37.yaml"
};
static const unsigned char file_249[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A38.yaml"
};
static const unsigned char file_250[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A39.yaml"
};
static const unsigned char file_251[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A43.yaml"
};
static const unsigned char file_252[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A44.yaml"
};
static const unsigned char file_253[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A45.yaml"
};
static const unsigned char file_254[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A50.yaml"
};
static const unsigned char file_255[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A52.yaml"
};
static const unsigned char file_256[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A54.yaml"
};
static const unsigned char file_257[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A60.yaml"
};
static const unsigned char file_258[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ADT_A61.yaml"
};
static const unsigned char file_259[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P01.yaml"
};
static const unsigned char file_260[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P02.yaml"
};
static const unsigned char file_261[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P05.yaml"
};
static const unsigned char file_262[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P06.yaml"
};
static const unsigned char file_263[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P10.yaml"
};
static const unsigned char file_264[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/BAR_P12.yaml"
};
static const unsigned char file_265[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/DFT_P03.yaml"
};
static const unsigned char file_266[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/DFT_P11.yaml"
};
static const unsigned char file_267[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/MDM_T01.yaml"
};
static const unsigned char file_268[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/MDM_T02.yaml"
};
static const unsigned char file_269[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/MFN_M02.yaml"
};
static const unsigned char file_270[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/MFN_M05.yaml"
};
static const unsigned char file_271[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMD_O03.yaml"
};
static const unsigned char file_272[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMG_O19.yaml"
};
static const unsigned char file_273[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMI_O23.yaml"
};
static const unsigned char file_274[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OML_O21.yaml"
};
static const unsigned char file_275[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OML_O33.yaml"
};
static const unsigned char file_276[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OML_O35.yaml"
};
static const unsigned char file_277[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMN_O07.yaml"
};
static const unsigned char file_278[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMP_O09.yaml"
};
static const unsigned char file_279[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OMS_O05.yaml"
};
static const unsigned char file_280[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ORM_O01.yaml"
};
static const unsigned char file_281[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ORU_R01.yaml"
};
static const unsigned char file_282[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/ORU_R30.yaml"
};
static const unsigned char file_283[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OUL_R21.yaml"
};
static const unsigned char file_284[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OUL_R22.yaml"
};
static const unsigned char file_285[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OUL_R23.yaml"
};
static const unsigned char file_286[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/OUL_R24.yaml"
};
static const unsigned char file_287[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/PGL_PC6.yaml"
};
static const unsigned char file_288[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/PPG_PCG.yaml"
};
static const unsigned char file_289[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/PPP_PCB.yaml"
};
static const unsigned char file_290[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/PPR_PC1.yaml"
};
static const unsigned char file_291[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RAS_O17.yaml"
};
static const unsigned char file_292[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RDE_O01.yaml"
};
static const unsigned char file_293[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RDE_O11.yaml"
};
static const unsigned char file_294[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RDS_O13.yaml"
};
static const unsigned char file_295[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/REF_I12.yaml"
};
static const unsigned char file_296[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RGV_O15.yaml"
};
static const unsigned char file_297[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/RRI_I12.yaml"
};
static const unsigned char file_298[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/SIU_S12.yaml"
};
static const unsigned char file_299[] = {
#embed "../../Mappings/hl7v2-to-fhir/messages/VXU_V04.yaml"
};
static const unsigned char file_300[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ACC.yaml"
};
static const unsigned char file_301[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/AIG.yaml"
};
static const unsigned char file_302[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/AIL.yaml"
};
static const unsigned char file_303[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/AIP.yaml"
};
static const unsigned char file_304[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/AL1.yaml"
};
static const unsigned char file_305[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/CER.yaml"
};
static const unsigned char file_306[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/CTD.yaml"
};
static const unsigned char file_307[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/DB1.yaml"
};
static const unsigned char file_308[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/DG1-Encounter.yaml"
};
static const unsigned char file_309[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/DG1-EpisodeOfCare.yaml"
};
static const unsigned char file_310[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/DG1.yaml"
};
static const unsigned char file_311[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/EDU.yaml"
};
static const unsigned char file_312[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ERR.yaml"
};
static const unsigned char file_313[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/EVN.yaml"
};
static const unsigned char file_314[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/FT1-Payment.yaml"
};
static const unsigned char file_315[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/FT1.yaml"
};
static const unsigned char file_316[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/GOL.yaml"
};
static const unsigned char file_317[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/GT1-Account.yaml"
};
static const unsigned char file_318[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/GT1-Organization.yaml"
};
static const unsigned char file_319[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/GT1.yaml"
};
static const unsigned char file_320[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IAM-informant.yaml"
};
static const unsigned char file_321[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IAM-reporter.yaml"
};
static const unsigned char file_322[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IAM.yaml"
};
static const unsigned char file_323[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN1-payor.yaml"
};
static const unsigned char file_324[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN1-policyHolder.yaml"
};
static const unsigned char file_325[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN1-subscriber.yaml"
};
static const unsigned char file_326[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN1.yaml"
};
static const unsigned char file_327[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN3-CareTeam.yaml"
};
static const unsigned char file_328[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/IN3.yaml"
};
static const unsigned char file_329[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/LOC.yaml"
};
static const unsigned char file_330[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MRG-Account.yaml"
};
static const unsigned char file_331[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MRG-Encounter.yaml"
};
static const unsigned char file_332[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MRG.yaml"
};
static const unsigned char file_333[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSA-OperationOutcome.yaml"
};
static const unsigned char file_334[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSA.yaml"
};
static const unsigned char file_335[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH-Bundle.yaml"
};
static const unsigned char file_336[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH-original.yaml"
};
static const unsigned char file_337[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH-provenance.yaml"
};
static const unsigned char file_338[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH-sender.yaml"
};
static const unsigned char file_339[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH-transformation.yaml"
};
static const unsigned char file_340[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/MSH.yaml"
};
static const unsigned char file_341[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/NK1-contact.yaml"
};
static const unsigned char file_342[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/NK1-organization.yaml"
};
static const unsigned char file_343[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/NK1.yaml"
};
static const unsigned char file_344[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/NTE.yaml"
};
static const unsigned char file_345[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBR-ServiceRequest.yaml"
};
static const unsigned char file_346[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBR-Specimen.yaml"
};
static const unsigned char file_347[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBR.yaml"
};
static const unsigned char file_348[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-Attachment.yaml"
};
static const unsigned char file_349[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-device.yaml"
};
static const unsigned char file_350[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-director.yaml"
};
static const unsigned char file_351[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-performer.yaml"
};
static const unsigned char file_352[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-reference-high.yaml"
};
static const unsigned char file_353[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-reference-low.yaml"
};
static const unsigned char file_354[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-SN-quantity.yaml"
};
static const unsigned char file_355[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-SN-range.yaml"
};
static const unsigned char file_356[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-SN-ratio.yaml"
};
static const unsigned char file_357[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-SN-text.yaml"
};
static const unsigned char file_358[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-comparator.yaml"
};
static const unsigned char file_359[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-numeric-text.yaml"
};
static const unsigned char file_360[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-numeric.yaml"
};
static const unsigned char file_361[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX-value-text.yaml"
};
static const unsigned char file_362[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/OBX.yaml"
};
static const unsigned char file_363[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ODS.yaml"
};
static const unsigned char file_364[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ODT.yaml"
};
static const unsigned char file_365[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-DiagnosticReport.yaml"
};
static const unsigned char file_366[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-Immunization.yaml"
};
static const unsigned char file_367[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-MedicationAdministration.yaml"
};
static const unsigned char file_368[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-MedicationDispense.yaml"
};
static const unsigned char file_369[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-MedicationRequest.yaml"
};
static const unsigned char file_370[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-NutritionOrder.yaml"
};
static const unsigned char file_371[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-PractitionerRole.yaml"
};
static const unsigned char file_372[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-ServiceRequest.yaml"
};
static const unsigned char file_373[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-SupplyRequest.yaml"
};
static const unsigned char file_374[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-location.yaml"
};
static const unsigned char file_375[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-organization.yaml"
};
static const unsigned char file_376[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORC-provenance.yaml"
};
static const unsigned char file_377[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ORG.yaml"
};
static const unsigned char file_378[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PD1-LivingWill.yaml"
};
static const unsigned char file_379[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PD1.yaml"
};
static const unsigned char file_380[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PDA.yaml"
};
static const unsigned char file_381[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PID-Account.yaml"
};
static const unsigned char file_382[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PID-mother.yaml"
};
static const unsigned char file_383[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PID-provenance.yaml"
};
static const unsigned char file_384[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PID.yaml"
};
static const unsigned char file_385[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PR1-modified.yaml"
};
static const unsigned char file_386[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PR1.yaml"
};
static const unsigned char file_387[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRA-Practitioner.yaml"
};
static const unsigned char file_388[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRA.yaml"
};
static const unsigned char file_389[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRB.yaml"
};
static const unsigned char file_390[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRD-organization.yaml"
};
static const unsigned char file_391[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRD-practitioner.yaml"
};
static const unsigned char file_392[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRD.yaml"
};
static const unsigned char file_393[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT-device.yaml"
};
static const unsigned char file_394[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT-kin.yaml"
};
static const unsigned char file_395[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT-location.yaml"
};
static const unsigned char file_396[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT-organization.yaml"
};
static const unsigned char file_397[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT-participant.yaml"
};
static const unsigned char file_398[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PRT.yaml"
};
static const unsigned char file_399[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PTH.yaml"
};
static const unsigned char file_400[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV1-Coverage.yaml"
};
static const unsigned char file_401[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV1-EpisodeOfCare.yaml"
};
static const unsigned char file_402[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV1-Patient.yaml"
};
static const unsigned char file_403[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV1-class-as-sent.yaml"
};
static const unsigned char file_404[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV1.yaml"
};
static const unsigned char file_405[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/PV2.yaml"
};
static const unsigned char file_406[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RF1.yaml"
};
static const unsigned char file_407[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ROL-kin.yaml"
};
static const unsigned char file_408[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ROL-organization.yaml"
};
static const unsigned char file_409[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ROL-participant.yaml"
};
static const unsigned char file_410[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/ROL.yaml"
};
static const unsigned char file_411[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RQD.yaml"
};
static const unsigned char file_412[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXA-Immunization.yaml"
};
static const unsigned char file_413[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXA-Medication.yaml"
};
static const unsigned char file_414[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXA-MedicationAdministration.yaml"
};
static const unsigned char file_415[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXA-dosage.yaml"
};
static const unsigned char file_416[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXC.yaml"
};
static const unsigned char file_417[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXD-Medication.yaml"
};
static const unsigned char file_418[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXD-dosage.yaml"
};
static const unsigned char file_419[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXD.yaml"
};
static const unsigned char file_420[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXE-Medication.yaml"
};
static const unsigned char file_421[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXE-dosage.yaml"
};
static const unsigned char file_422[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXE-provenance.yaml"
};
static const unsigned char file_423[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXE.yaml"
};
static const unsigned char file_424[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXG-Medication.yaml"
};
static const unsigned char file_425[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXG-dosage.yaml"
};
static const unsigned char file_426[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXG.yaml"
};
static const unsigned char file_427[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXO-Medication.yaml"
};
static const unsigned char file_428[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXO-dosage.yaml"
};
static const unsigned char file_429[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXO.yaml"
};
static const unsigned char file_430[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXR-Immunization.yaml"
};
static const unsigned char file_431[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXR-administration.yaml"
};
static const unsigned char file_432[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/RXR.yaml"
};
static const unsigned char file_433[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SAC-container.yaml"
};
static const unsigned char file_434[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SAC.yaml"
};
static const unsigned char file_435[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SCH-Schedule.yaml"
};
static const unsigned char file_436[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SCH-ServiceRequest.yaml"
};
static const unsigned char file_437[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SCH-Slot.yaml"
};
static const unsigned char file_438[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SCH-provenance.yaml"
};
static const unsigned char file_439[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SCH.yaml"
};
static const unsigned char file_440[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SFT-Device.yaml"
};
static const unsigned char file_441[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SFT.yaml"
};
static const unsigned char file_442[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/SPM.yaml"
};
static const unsigned char file_443[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/STF-PractitionerRole.yaml"
};
static const unsigned char file_444[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/STF.yaml"
};
static const unsigned char file_445[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/TQ1-isOfOneDay.yaml"
};
static const unsigned char file_446[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/TQ1.yaml"
};
static const unsigned char file_447[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/TXA-provenance.yaml"
};
static const unsigned char file_448[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/TXA.yaml"
};
static const unsigned char file_449[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/VAR.yaml"
};
static const unsigned char file_450[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/medicationOrderIdentity.yaml"
};
static const unsigned char file_451[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/observationIdentity.yaml"
};
static const unsigned char file_452[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/orderIdentity.yaml"
};
static const unsigned char file_453[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/patientIdentity.yaml"
};
static const unsigned char file_454[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/patientKnown.yaml"
};
static const unsigned char file_455[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/requestIdentity.yaml"
};
static const unsigned char file_456[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/senderUri.yaml"
};
static const unsigned char file_457[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/specimenIdentity.yaml"
};
static const unsigned char file_458[] = {
#embed "../../Mappings/hl7v2-to-fhir/segments/visitIdentity.yaml"
};
static const unsigned char file_459[] = {
#embed "../../Mappings/routes/lab.yaml"
};
static const unsigned char file_460[] = {
#embed "../../Mappings/routes/patients.yaml"
};
static const unsigned char file_461[] = {
#embed "../../Mappings/routes/pharmacy.yaml"
};
static const unsigned char file_462[] = {
#embed "../../Mappings/tables/additive.yaml"
};
static const unsigned char file_463[] = {
#embed "../../Mappings/tables/address-type.yaml"
};
static const unsigned char file_464[] = {
#embed "../../Mappings/tables/address-use.yaml"
};
static const unsigned char file_465[] = {
#embed "../../Mappings/tables/administration-method.yaml"
};
static const unsigned char file_466[] = {
#embed "../../Mappings/tables/administration-status.yaml"
};
static const unsigned char file_467[] = {
#embed "../../Mappings/tables/administrative-gender.yaml"
};
static const unsigned char file_468[] = {
#embed "../../Mappings/tables/admission-level-of-care.yaml"
};
static const unsigned char file_469[] = {
#embed "../../Mappings/tables/admission-type.yaml"
};
static const unsigned char file_470[] = {
#embed "../../Mappings/tables/admit-source.yaml"
};
static const unsigned char file_471[] = {
#embed "../../Mappings/tables/allergen-type.yaml"
};
static const unsigned char file_472[] = {
#embed "../../Mappings/tables/allergy-category.yaml"
};
static const unsigned char file_473[] = {
#embed "../../Mappings/tables/allergy-criticality.yaml"
};
static const unsigned char file_474[] = {
#embed "../../Mappings/tables/allergy-sensitivity.yaml"
};
static const unsigned char file_475[] = {
#embed "../../Mappings/tables/allergy-severity-code.yaml"
};
static const unsigned char file_476[] = {
#embed "../../Mappings/tables/allergy-severity.yaml"
};
static const unsigned char file_477[] = {
#embed "../../Mappings/tables/allergy-type.yaml"
};
static const unsigned char file_478[] = {
#embed "../../Mappings/tables/allergy-verification.yaml"
};
static const unsigned char file_479[] = {
#embed "../../Mappings/tables/ambulatory-status.yaml"
};
static const unsigned char file_480[] = {
#embed "../../Mappings/tables/appointment-event.yaml"
};
static const unsigned char file_481[] = {
#embed "../../Mappings/tables/appointment-reason.yaml"
};
static const unsigned char file_482[] = {
#embed "../../Mappings/tables/appointment-status.yaml"
};
static const unsigned char file_483[] = {
#embed "../../Mappings/tables/appointment-type.yaml"
};
static const unsigned char file_484[] = {
#embed "../../Mappings/tables/bed-status.yaml"
};
static const unsigned char file_485[] = {
#embed "../../Mappings/tables/body-part.yaml"
};
static const unsigned char file_486[] = {
#embed "../../Mappings/tables/body-site.yaml"
};
static const unsigned char file_487[] = {
#embed "../../Mappings/tables/charge-status.yaml"
};
static const unsigned char file_488[] = {
#embed "../../Mappings/tables/code-systems.yaml"
};
static const unsigned char file_489[] = {
#embed "../../Mappings/tables/comment-source.yaml"
};
static const unsigned char file_490[] = {
#embed "../../Mappings/tables/comment-type.yaml"
};
static const unsigned char file_491[] = {
#embed "../../Mappings/tables/confidentiality.yaml"
};
static const unsigned char file_492[] = {
#embed "../../Mappings/tables/contact-point-system.yaml"
};
static const unsigned char file_493[] = {
#embed "../../Mappings/tables/contact-point-use.yaml"
};
static const unsigned char file_494[] = {
#embed "../../Mappings/tables/contact-role.yaml"
};
static const unsigned char file_495[] = {
#embed "../../Mappings/tables/country.yaml"
};
static const unsigned char file_496[] = {
#embed "../../Mappings/tables/day-of-week.yaml"
};
static const unsigned char file_497[] = {
#embed "../../Mappings/tables/degree.yaml"
};
static const unsigned char file_498[] = {
#embed "../../Mappings/tables/diagnosis-use.yaml"
};
static const unsigned char file_499[] = {
#embed "../../Mappings/tables/diagnostic-service.yaml"
};
static const unsigned char file_500[] = {
#embed "../../Mappings/tables/discharge-disposition.yaml"
};
static const unsigned char file_501[] = {
#embed "../../Mappings/tables/document-completion.yaml"
};
static const unsigned char file_502[] = {
#embed "../../Mappings/tables/document-confidentiality.yaml"
};
static const unsigned char file_503[] = {
#embed "../../Mappings/tables/document-presentation.yaml"
};
static const unsigned char file_504[] = {
#embed "../../Mappings/tables/encounter-status-of-class.yaml"
};
static const unsigned char file_505[] = {
#embed "../../Mappings/tables/encounter-status.yaml"
};
static const unsigned char file_506[] = {
#embed "../../Mappings/tables/error-condition.yaml"
};
static const unsigned char file_507[] = {
#embed "../../Mappings/tables/error-severity.yaml"
};
static const unsigned char file_508[] = {
#embed "../../Mappings/tables/ethnicity.yaml"
};
static const unsigned char file_509[] = {
#embed "../../Mappings/tables/event-reason.yaml"
};
static const unsigned char file_510[] = {
#embed "../../Mappings/tables/event-timing.yaml"
};
static const unsigned char file_511[] = {
#embed "../../Mappings/tables/goal-status.yaml"
};
static const unsigned char file_512[] = {
#embed "../../Mappings/tables/hospital-service.yaml"
};
static const unsigned char file_513[] = {
#embed "../../Mappings/tables/identifier-oids.yaml"
};
static const unsigned char file_514[] = {
#embed "../../Mappings/tables/identifier-systems.yaml"
};
static const unsigned char file_515[] = {
#embed "../../Mappings/tables/identifier-type.yaml"
};
static const unsigned char file_516[] = {
#embed "../../Mappings/tables/immunization-status.yaml"
};
static const unsigned char file_517[] = {
#embed "../../Mappings/tables/interpretation.yaml"
};
static const unsigned char file_518[] = {
#embed "../../Mappings/tables/language.yaml"
};
static const unsigned char file_519[] = {
#embed "../../Mappings/tables/living-will.yaml"
};
static const unsigned char file_520[] = {
#embed "../../Mappings/tables/location-status.yaml"
};
static const unsigned char file_521[] = {
#embed "../../Mappings/tables/marital-status.yaml"
};
static const unsigned char file_522[] = {
#embed "../../Mappings/tables/medication-order-control-status.yaml"
};
static const unsigned char file_523[] = {
#embed "../../Mappings/tables/medication-order-status.yaml"
};
static const unsigned char file_524[] = {
#embed "../../Mappings/tables/medication-order-type.yaml"
};
static const unsigned char file_525[] = {
#embed "../../Mappings/tables/message-event.yaml"
};
static const unsigned char file_526[] = {
#embed "../../Mappings/tables/mime-types.yaml"
};
static const unsigned char file_527[] = {
#embed "../../Mappings/tables/mode-of-arrival.yaml"
};
static const unsigned char file_528[] = {
#embed "../../Mappings/tables/name-assembly-order.yaml"
};
static const unsigned char file_529[] = {
#embed "../../Mappings/tables/name-representation.yaml"
};
static const unsigned char file_530[] = {
#embed "../../Mappings/tables/name-use.yaml"
};
static const unsigned char file_531[] = {
#embed "../../Mappings/tables/nature-of-abnormal-test.yaml"
};
static const unsigned char file_532[] = {
#embed "../../Mappings/tables/observation-status.yaml"
};
static const unsigned char file_533[] = {
#embed "../../Mappings/tables/order-control-status.yaml"
};
static const unsigned char file_534[] = {
#embed "../../Mappings/tables/order-status.yaml"
};
static const unsigned char file_535[] = {
#embed "../../Mappings/tables/order-type.yaml"
};
static const unsigned char file_536[] = {
#embed "../../Mappings/tables/organization-name-type.yaml"
};
static const unsigned char file_537[] = {
#embed "../../Mappings/tables/organization-unit-type.yaml"
};
static const unsigned char file_538[] = {
#embed "../../Mappings/tables/participation-status.yaml"
};
static const unsigned char file_539[] = {
#embed "../../Mappings/tables/participation.yaml"
};
static const unsigned char file_540[] = {
#embed "../../Mappings/tables/pathway-status.yaml"
};
static const unsigned char file_541[] = {
#embed "../../Mappings/tables/patient-class.yaml"
};
static const unsigned char file_542[] = {
#embed "../../Mappings/tables/patient-relationship.yaml"
};
static const unsigned char file_543[] = {
#embed "../../Mappings/tables/practitioner-number-type.yaml"
};
static const unsigned char file_544[] = {
#embed "../../Mappings/tables/preferred-contact-method.yaml"
};
static const unsigned char file_545[] = {
#embed "../../Mappings/tables/problem-confirmation.yaml"
};
static const unsigned char file_546[] = {
#embed "../../Mappings/tables/problem-status.yaml"
};
static const unsigned char file_547[] = {
#embed "../../Mappings/tables/processing-id.yaml"
};
static const unsigned char file_548[] = {
#embed "../../Mappings/tables/processing-mode.yaml"
};
static const unsigned char file_549[] = {
#embed "../../Mappings/tables/provider-role.yaml"
};
static const unsigned char file_550[] = {
#embed "../../Mappings/tables/publicity.yaml"
};
static const unsigned char file_551[] = {
#embed "../../Mappings/tables/race.yaml"
};
static const unsigned char file_552[] = {
#embed "../../Mappings/tables/readmission.yaml"
};
static const unsigned char file_553[] = {
#embed "../../Mappings/tables/referral-priority.yaml"
};
static const unsigned char file_554[] = {
#embed "../../Mappings/tables/referral-status.yaml"
};
static const unsigned char file_555[] = {
#embed "../../Mappings/tables/relationship.yaml"
};
static const unsigned char file_556[] = {
#embed "../../Mappings/tables/religion.yaml"
};
static const unsigned char file_557[] = {
#embed "../../Mappings/tables/repeat-frequency.yaml"
};
static const unsigned char file_558[] = {
#embed "../../Mappings/tables/repeat-pattern.yaml"
};
static const unsigned char file_559[] = {
#embed "../../Mappings/tables/repeat-period-unit.yaml"
};
static const unsigned char file_560[] = {
#embed "../../Mappings/tables/repeat-period.yaml"
};
static const unsigned char file_561[] = {
#embed "../../Mappings/tables/report-status.yaml"
};
static const unsigned char file_562[] = {
#embed "../../Mappings/tables/request-priority.yaml"
};
static const unsigned char file_563[] = {
#embed "../../Mappings/tables/response-type.yaml"
};
static const unsigned char file_564[] = {
#embed "../../Mappings/tables/route.yaml"
};
static const unsigned char file_565[] = {
#embed "../../Mappings/tables/segment-action.yaml"
};
static const unsigned char file_566[] = {
#embed "../../Mappings/tables/special-courtesy.yaml"
};
static const unsigned char file_567[] = {
#embed "../../Mappings/tables/specimen-collection-method.yaml"
};
static const unsigned char file_568[] = {
#embed "../../Mappings/tables/specimen-condition.yaml"
};
static const unsigned char file_569[] = {
#embed "../../Mappings/tables/specimen-reject-reason.yaml"
};
static const unsigned char file_570[] = {
#embed "../../Mappings/tables/specimen-source-condition.yaml"
};
static const unsigned char file_571[] = {
#embed "../../Mappings/tables/specimen-source.yaml"
};
static const unsigned char file_572[] = {
#embed "../../Mappings/tables/specimen-status.yaml"
};
static const unsigned char file_573[] = {
#embed "../../Mappings/tables/specimen-type.yaml"
};
static const unsigned char file_574[] = {
#embed "../../Mappings/tables/subscriber-relationship.yaml"
};
static const unsigned char file_575[] = {
#embed "../../Mappings/tables/substitution-status.yaml"
};
static const unsigned char file_576[] = {
#embed "../../Mappings/tables/substitution.yaml"
};
static const unsigned char file_577[] = {
#embed "../../Mappings/tables/supply-control-status.yaml"
};
static const unsigned char file_578[] = {
#embed "../../Mappings/tables/supply-status.yaml"
};
static const unsigned char file_579[] = {
#embed "../../Mappings/tables/time-units.yaml"
};
static const unsigned char file_580[] = {
#embed "../../Mappings/tables/universal-id-type.yaml"
};
static const unsigned char file_581[] = {
#embed "../../Mappings/tables/visit-priority.yaml"
};
static const unsigned char file_582[] = {
#embed "../../Mappings/tables/visit-user.yaml"
};
static const unsigned char file_583[] = {
#embed "../../Mappings/tables/yes-no.yaml"
};
const corridor_embedded_file corridor_mappings[] = {
    {"corridor.yaml", file_0, sizeof file_0},
    {"fhir-to-hl7v2/datatypes/CQ.yaml", file_1, sizeof file_1},
    {"fhir-to-hl7v2/datatypes/CWE-Coding.yaml", file_2, sizeof file_2},
    {"fhir-to-hl7v2/datatypes/CWE-Device.yaml", file_3, sizeof file_3},
    {"fhir-to-hl7v2/datatypes/CWE-Organization.yaml", file_4, sizeof file_4},
    {"fhir-to-hl7v2/datatypes/CWE-Quantity.yaml", file_5, sizeof file_5},
    {"fhir-to-hl7v2/datatypes/CWE.yaml", file_6, sizeof file_6},
    {"fhir-to-hl7v2/datatypes/CX-entry.yaml", file_7, sizeof file_7},
    {"fhir-to-hl7v2/datatypes/CX.yaml", file_8, sizeof file_8},
    {"fhir-to-hl7v2/datatypes/EI-EIP.yaml", file_9, sizeof file_9},
    {"fhir-to-hl7v2/datatypes/EI.yaml", file_10, sizeof file_10},
    {"fhir-to-hl7v2/datatypes/HD-Location.yaml", file_11, sizeof file_11},
    {"fhir-to-hl7v2/datatypes/HD.yaml", file_12, sizeof file_12},
    {"fhir-to-hl7v2/datatypes/NDL-PractitionerRole.yaml", file_13, sizeof file_13},
    {"fhir-to-hl7v2/datatypes/NDL.yaml", file_14, sizeof file_14},
    {"fhir-to-hl7v2/datatypes/OG.yaml", file_15, sizeof file_15},
    {"fhir-to-hl7v2/datatypes/PL.yaml", file_16, sizeof file_16},
    {"fhir-to-hl7v2/datatypes/RPT.yaml", file_17, sizeof file_17},
    {"fhir-to-hl7v2/datatypes/TQ.yaml", file_18, sizeof file_18},
    {"fhir-to-hl7v2/datatypes/XAD.yaml", file_19, sizeof file_19},
    {"fhir-to-hl7v2/datatypes/XCN-Patient.yaml", file_20, sizeof file_20},
    {"fhir-to-hl7v2/datatypes/XCN-PractitionerRole.yaml", file_21, sizeof file_21},
    {"fhir-to-hl7v2/datatypes/XCN-Reference.yaml", file_22, sizeof file_22},
    {"fhir-to-hl7v2/datatypes/XCN-RelatedPerson.yaml", file_23, sizeof file_23},
    {"fhir-to-hl7v2/datatypes/XCN.yaml", file_24, sizeof file_24},
    {"fhir-to-hl7v2/datatypes/XON.yaml", file_25, sizeof file_25},
    {"fhir-to-hl7v2/datatypes/XPN.yaml", file_26, sizeof file_26},
    {"fhir-to-hl7v2/datatypes/XTN.yaml", file_27, sizeof file_27},
    {"fhir-to-hl7v2/datatypes/authority.yaml", file_28, sizeof file_28},
    {"fhir-to-hl7v2/datatypes/codingSystem.yaml", file_29, sizeof file_29},
    {"fhir-to-hl7v2/fragments/answers.yaml", file_30, sizeof file_30},
    {"fhir-to-hl7v2/fragments/charges.yaml", file_31, sizeof file_31},
    {"fhir-to-hl7v2/fragments/event.yaml", file_32, sizeof file_32},
    {"fhir-to-hl7v2/fragments/history.yaml", file_33, sizeof file_33},
    {"fhir-to-hl7v2/fragments/participations.yaml", file_34, sizeof file_34},
    {"fhir-to-hl7v2/fragments/patient.yaml", file_35, sizeof file_35},
    {"fhir-to-hl7v2/fragments/report.yaml", file_36, sizeof file_36},
    {"fhir-to-hl7v2/fragments/result.yaml", file_37, sizeof file_37},
    {"fhir-to-hl7v2/fragments/software.yaml", file_38, sizeof file_38},
    {"fhir-to-hl7v2/fragments/specimen.yaml", file_39, sizeof file_39},
    {"fhir-to-hl7v2/fragments/subject.yaml", file_40, sizeof file_40},
    {"fhir-to-hl7v2/fragments/timing.yaml", file_41, sizeof file_41},
    {"fhir-to-hl7v2/fragments/vaccination-facts.yaml", file_42, sizeof file_42},
    {"fhir-to-hl7v2/fragments/visit.yaml", file_43, sizeof file_43},
    {"fhir-to-hl7v2/messages/ADT_A01.yaml", file_44, sizeof file_44},
    {"fhir-to-hl7v2/messages/ADT_A03.yaml", file_45, sizeof file_45},
    {"fhir-to-hl7v2/messages/ADT_A04.yaml", file_46, sizeof file_46},
    {"fhir-to-hl7v2/messages/ADT_A05.yaml", file_47, sizeof file_47},
    {"fhir-to-hl7v2/messages/ADT_A08.yaml", file_48, sizeof file_48},
    {"fhir-to-hl7v2/messages/ADT_A13.yaml", file_49, sizeof file_49},
    {"fhir-to-hl7v2/messages/ADT_A28.yaml", file_50, sizeof file_50},
    {"fhir-to-hl7v2/messages/ADT_A31.yaml", file_51, sizeof file_51},
    {"fhir-to-hl7v2/messages/ADT_A40.yaml", file_52, sizeof file_52},
    {"fhir-to-hl7v2/messages/MDM_T02.yaml", file_53, sizeof file_53},
    {"fhir-to-hl7v2/messages/OML_O21.yaml", file_54, sizeof file_54},
    {"fhir-to-hl7v2/messages/OMP_O09.yaml", file_55, sizeof file_55},
    {"fhir-to-hl7v2/messages/ORM_O01.yaml", file_56, sizeof file_56},
    {"fhir-to-hl7v2/messages/ORU_R01.yaml", file_57, sizeof file_57},
    {"fhir-to-hl7v2/messages/RDE_O11.yaml", file_58, sizeof file_58},
    {"fhir-to-hl7v2/messages/SIU_S12.yaml", file_59, sizeof file_59},
    {"fhir-to-hl7v2/messages/VXU_V04.yaml", file_60, sizeof file_60},
    {"fhir-to-hl7v2/segments/AIG.yaml", file_61, sizeof file_61},
    {"fhir-to-hl7v2/segments/AIL.yaml", file_62, sizeof file_62},
    {"fhir-to-hl7v2/segments/AIP.yaml", file_63, sizeof file_63},
    {"fhir-to-hl7v2/segments/AIS.yaml", file_64, sizeof file_64},
    {"fhir-to-hl7v2/segments/AL1.yaml", file_65, sizeof file_65},
    {"fhir-to-hl7v2/segments/DG1.yaml", file_66, sizeof file_66},
    {"fhir-to-hl7v2/segments/EVN.yaml", file_67, sizeof file_67},
    {"fhir-to-hl7v2/segments/FT1.yaml", file_68, sizeof file_68},
    {"fhir-to-hl7v2/segments/GT1.yaml", file_69, sizeof file_69},
    {"fhir-to-hl7v2/segments/IN1.yaml", file_70, sizeof file_70},
    {"fhir-to-hl7v2/segments/MRG-patch.yaml", file_71, sizeof file_71},
    {"fhir-to-hl7v2/segments/MRG.yaml", file_72, sizeof file_72},
    {"fhir-to-hl7v2/segments/MSH.yaml", file_73, sizeof file_73},
    {"fhir-to-hl7v2/segments/NK1-RelatedPerson.yaml", file_74, sizeof file_74},
    {"fhir-to-hl7v2/segments/NK1.yaml", file_75, sizeof file_75},
    {"fhir-to-hl7v2/segments/NTE.yaml", file_76, sizeof file_76},
    {"fhir-to-hl7v2/segments/OBR-DiagnosticReport.yaml", file_77, sizeof file_77},
    {"fhir-to-hl7v2/segments/OBR-ServiceRequest.yaml", file_78, sizeof file_78},
    {"fhir-to-hl7v2/segments/OBX-Attachment.yaml", file_79, sizeof file_79},
    {"fhir-to-hl7v2/segments/OBX-component.yaml", file_80, sizeof file_80},
    {"fhir-to-hl7v2/segments/OBX.yaml", file_81, sizeof file_81},
    {"fhir-to-hl7v2/segments/ODS.yaml", file_82, sizeof file_82},
    {"fhir-to-hl7v2/segments/ORC-Immunization.yaml", file_83, sizeof file_83},
    {"fhir-to-hl7v2/segments/ORC-MedicationRequest.yaml", file_84, sizeof file_84},
    {"fhir-to-hl7v2/segments/ORC-NutritionOrder.yaml", file_85, sizeof file_85},
    {"fhir-to-hl7v2/segments/ORC.yaml", file_86, sizeof file_86},
    {"fhir-to-hl7v2/segments/PD1.yaml", file_87, sizeof file_87},
    {"fhir-to-hl7v2/segments/PID-patch.yaml", file_88, sizeof file_88},
    {"fhir-to-hl7v2/segments/PID.yaml", file_89, sizeof file_89},
    {"fhir-to-hl7v2/segments/PR1.yaml", file_90, sizeof file_90},
    {"fhir-to-hl7v2/segments/PRT-Organization.yaml", file_91, sizeof file_91},
    {"fhir-to-hl7v2/segments/PRT.yaml", file_92, sizeof file_92},
    {"fhir-to-hl7v2/segments/PV1.yaml", file_93, sizeof file_93},
    {"fhir-to-hl7v2/segments/PV2.yaml", file_94, sizeof file_94},
    {"fhir-to-hl7v2/segments/ROL-CareTeam.yaml", file_95, sizeof file_95},
    {"fhir-to-hl7v2/segments/ROL-RelatedPerson.yaml", file_96, sizeof file_96},
    {"fhir-to-hl7v2/segments/ROL.yaml", file_97, sizeof file_97},
    {"fhir-to-hl7v2/segments/RXA.yaml", file_98, sizeof file_98},
    {"fhir-to-hl7v2/segments/RXC.yaml", file_99, sizeof file_99},
    {"fhir-to-hl7v2/segments/RXE.yaml", file_100, sizeof file_100},
    {"fhir-to-hl7v2/segments/RXO.yaml", file_101, sizeof file_101},
    {"fhir-to-hl7v2/segments/RXR-Immunization.yaml", file_102, sizeof file_102},
    {"fhir-to-hl7v2/segments/RXR.yaml", file_103, sizeof file_103},
    {"fhir-to-hl7v2/segments/SAC.yaml", file_104, sizeof file_104},
    {"fhir-to-hl7v2/segments/SCH.yaml", file_105, sizeof file_105},
    {"fhir-to-hl7v2/segments/SFT.yaml", file_106, sizeof file_106},
    {"fhir-to-hl7v2/segments/SPM.yaml", file_107, sizeof file_107},
    {"fhir-to-hl7v2/segments/TQ1.yaml", file_108, sizeof file_108},
    {"fhir-to-hl7v2/segments/TXA.yaml", file_109, sizeof file_109},
    {"hl7v2-to-fhir/datatypes/CP.yaml", file_110, sizeof file_110},
    {"hl7v2-to-fhir/datatypes/CQ.yaml", file_111, sizeof file_111},
    {"hl7v2-to-fhir/datatypes/CWE-Coding.yaml", file_112, sizeof file_112},
    {"hl7v2-to-fhir/datatypes/CWE-Device.yaml", file_113, sizeof file_113},
    {"hl7v2-to-fhir/datatypes/CWE-Identifier.yaml", file_114, sizeof file_114},
    {"hl7v2-to-fhir/datatypes/CWE-Location.yaml", file_115, sizeof file_115},
    {"hl7v2-to-fhir/datatypes/CWE-Organization.yaml", file_116, sizeof file_116},
    {"hl7v2-to-fhir/datatypes/CWE-language.yaml", file_117, sizeof file_117},
    {"hl7v2-to-fhir/datatypes/CWE-relationship.yaml", file_118, sizeof file_118},
    {"hl7v2-to-fhir/datatypes/CWE.yaml", file_119, sizeof file_119},
    {"hl7v2-to-fhir/datatypes/CX.yaml", file_120, sizeof file_120},
    {"hl7v2-to-fhir/datatypes/CXKey.yaml", file_121, sizeof file_121},
    {"hl7v2-to-fhir/datatypes/DLD.yaml", file_122, sizeof file_122},
    {"hl7v2-to-fhir/datatypes/DLN.yaml", file_123, sizeof file_123},
    {"hl7v2-to-fhir/datatypes/DR.yaml", file_124, sizeof file_124},
    {"hl7v2-to-fhir/datatypes/ED.yaml", file_125, sizeof file_125},
    {"hl7v2-to-fhir/datatypes/EI-Organization.yaml", file_126, sizeof file_126},
    {"hl7v2-to-fhir/datatypes/EI-assigned.yaml", file_127, sizeof file_127},
    {"hl7v2-to-fhir/datatypes/EI.yaml", file_128, sizeof file_128},
    {"hl7v2-to-fhir/datatypes/EIKey.yaml", file_129, sizeof file_129},
    {"hl7v2-to-fhir/datatypes/EIUri.yaml", file_130, sizeof file_130},
    {"hl7v2-to-fhir/datatypes/HD-Device.yaml", file_131, sizeof file_131},
    {"hl7v2-to-fhir/datatypes/HD-Location.yaml", file_132, sizeof file_132},
    {"hl7v2-to-fhir/datatypes/HD-Organization.yaml", file_133, sizeof file_133},
    {"hl7v2-to-fhir/datatypes/HDKey.yaml", file_134, sizeof file_134},
    {"hl7v2-to-fhir/datatypes/HDUri.yaml", file_135, sizeof file_135},
    {"hl7v2-to-fhir/datatypes/LA2.yaml", file_136, sizeof file_136},
    {"hl7v2-to-fhir/datatypes/NDL-person.yaml", file_137, sizeof file_137},
    {"hl7v2-to-fhir/datatypes/NDL.yaml", file_138, sizeof file_138},
    {"hl7v2-to-fhir/datatypes/NDLBed.yaml", file_139, sizeof file_139},
    {"hl7v2-to-fhir/datatypes/NDLBuilding.yaml", file_140, sizeof file_140},
    {"hl7v2-to-fhir/datatypes/NDLFacility.yaml", file_141, sizeof file_141},
    {"hl7v2-to-fhir/datatypes/NDLFloor.yaml", file_142, sizeof file_142},
    {"hl7v2-to-fhir/datatypes/NDLPointOfCare.yaml", file_143, sizeof file_143},
    {"hl7v2-to-fhir/datatypes/NDLRoom.yaml", file_144, sizeof file_144},
    {"hl7v2-to-fhir/datatypes/NR.yaml", file_145, sizeof file_145},
    {"hl7v2-to-fhir/datatypes/OG.yaml", file_146, sizeof file_146},
    {"hl7v2-to-fhir/datatypes/PL-Identifier.yaml", file_147, sizeof file_147},
    {"hl7v2-to-fhir/datatypes/PLBed.yaml", file_148, sizeof file_148},
    {"hl7v2-to-fhir/datatypes/PLBuilding.yaml", file_149, sizeof file_149},
    {"hl7v2-to-fhir/datatypes/PLFacility.yaml", file_150, sizeof file_150},
    {"hl7v2-to-fhir/datatypes/PLFloor.yaml", file_151, sizeof file_151},
    {"hl7v2-to-fhir/datatypes/PLN-type.yaml", file_152, sizeof file_152},
    {"hl7v2-to-fhir/datatypes/PLN.yaml", file_153, sizeof file_153},
    {"hl7v2-to-fhir/datatypes/PLPointOfCare.yaml", file_154, sizeof file_154},
    {"hl7v2-to-fhir/datatypes/PLRoom.yaml", file_155, sizeof file_155},
    {"hl7v2-to-fhir/datatypes/PPN.yaml", file_156, sizeof file_156},
    {"hl7v2-to-fhir/datatypes/RP.yaml", file_157, sizeof file_157},
    {"hl7v2-to-fhir/datatypes/SN-quantity.yaml", file_158, sizeof file_158},
    {"hl7v2-to-fhir/datatypes/SN-range.yaml", file_159, sizeof file_159},
    {"hl7v2-to-fhir/datatypes/SN-ratio.yaml", file_160, sizeof file_160},
    {"hl7v2-to-fhir/datatypes/SPS-additive.yaml", file_161, sizeof file_161},
    {"hl7v2-to-fhir/datatypes/SPS-site.yaml", file_162, sizeof file_162},
    {"hl7v2-to-fhir/datatypes/SPS-type.yaml", file_163, sizeof file_163},
    {"hl7v2-to-fhir/datatypes/TQ-duration.yaml", file_164, sizeof file_164},
    {"hl7v2-to-fhir/datatypes/TQ-quantity.yaml", file_165, sizeof file_165},
    {"hl7v2-to-fhir/datatypes/TQ-text.yaml", file_166, sizeof file_166},
    {"hl7v2-to-fhir/datatypes/TQ.yaml", file_167, sizeof file_167},
    {"hl7v2-to-fhir/datatypes/XAD-Location.yaml", file_168, sizeof file_168},
    {"hl7v2-to-fhir/datatypes/XAD.yaml", file_169, sizeof file_169},
    {"hl7v2-to-fhir/datatypes/XCN-Identifier.yaml", file_170, sizeof file_170},
    {"hl7v2-to-fhir/datatypes/XCN-Patient.yaml", file_171, sizeof file_171},
    {"hl7v2-to-fhir/datatypes/XCN-RelatedPerson.yaml", file_172, sizeof file_172},
    {"hl7v2-to-fhir/datatypes/XCN-name.yaml", file_173, sizeof file_173},
    {"hl7v2-to-fhir/datatypes/XCN.yaml", file_174, sizeof file_174},
    {"hl7v2-to-fhir/datatypes/XON-Identifier.yaml", file_175, sizeof file_175},
    {"hl7v2-to-fhir/datatypes/XON-Location.yaml", file_176, sizeof file_176},
    {"hl7v2-to-fhir/datatypes/XON-string.yaml", file_177, sizeof file_177},
    {"hl7v2-to-fhir/datatypes/XON.yaml", file_178, sizeof file_178},
    {"hl7v2-to-fhir/datatypes/XPN-nickname.yaml", file_179, sizeof file_179},
    {"hl7v2-to-fhir/datatypes/XPN-string.yaml", file_180, sizeof file_180},
    {"hl7v2-to-fhir/datatypes/XPN.yaml", file_181, sizeof file_181},
    {"hl7v2-to-fhir/datatypes/XTN-mail.yaml", file_182, sizeof file_182},
    {"hl7v2-to-fhir/datatypes/XTN.yaml", file_183, sizeof file_183},
    {"hl7v2-to-fhir/datatypes/admissionType.yaml", file_184, sizeof file_184},
    {"hl7v2-to-fhir/datatypes/codingSystem.yaml", file_185, sizeof file_185},
    {"hl7v2-to-fhir/datatypes/contactRole.yaml", file_186, sizeof file_186},
    {"hl7v2-to-fhir/datatypes/degree.yaml", file_187, sizeof file_187},
    {"hl7v2-to-fhir/datatypes/duration.yaml", file_188, sizeof file_188},
    {"hl7v2-to-fhir/datatypes/entryOf.yaml", file_189, sizeof file_189},
    {"hl7v2-to-fhir/datatypes/fastingHours.yaml", file_190, sizeof file_190},
    {"hl7v2-to-fhir/datatypes/foreignAuthority.yaml", file_191, sizeof file_191},
    {"hl7v2-to-fhir/datatypes/identifierType.yaml", file_192, sizeof file_192},
    {"hl7v2-to-fhir/datatypes/instruction.yaml", file_193, sizeof file_193},
    {"hl7v2-to-fhir/datatypes/minutes.yaml", file_194, sizeof file_194},
    {"hl7v2-to-fhir/datatypes/parentRequest-filler.yaml", file_195, sizeof file_195},
    {"hl7v2-to-fhir/datatypes/parentRequest.yaml", file_196, sizeof file_196},
    {"hl7v2-to-fhir/datatypes/patternFrequency.yaml", file_197, sizeof file_197},
    {"hl7v2-to-fhir/datatypes/patternPeriod.yaml", file_198, sizeof file_198},
    {"hl7v2-to-fhir/datatypes/patternPeriodUnit.yaml", file_199, sizeof file_199},
    {"hl7v2-to-fhir/datatypes/personAt.yaml", file_200, sizeof file_200},
    {"hl7v2-to-fhir/datatypes/personReached.yaml", file_201, sizeof file_201},
    {"hl7v2-to-fhir/datatypes/placeIdentifier.yaml", file_202, sizeof file_202},
    {"hl7v2-to-fhir/datatypes/processingId.yaml", file_203, sizeof file_203},
    {"hl7v2-to-fhir/datatypes/quantity.yaml", file_204, sizeof file_204},
    {"hl7v2-to-fhir/datatypes/repeatPattern.yaml", file_205, sizeof file_205},
    {"hl7v2-to-fhir/datatypes/text-CodeableConcept.yaml", file_206, sizeof file_206},
    {"hl7v2-to-fhir/datatypes/unit.yaml", file_207, sizeof file_207},
    {"hl7v2-to-fhir/datatypes/unitCode.yaml", file_208, sizeof file_208},
    {"hl7v2-to-fhir/datatypes/unitSystem.yaml", file_209, sizeof file_209},
    {"hl7v2-to-fhir/datatypes/universalId.yaml", file_210, sizeof file_210},
    {"hl7v2-to-fhir/datatypes/universalIdType.yaml", file_211, sizeof file_211},
    {"hl7v2-to-fhir/fragments/carried-prescription.yaml", file_212, sizeof file_212},
    {"hl7v2-to-fhir/fragments/charges.yaml", file_213, sizeof file_213},
    {"hl7v2-to-fhir/fragments/encoded-medication.yaml", file_214, sizeof file_214},
    {"hl7v2-to-fhir/fragments/history.yaml", file_215, sizeof file_215},
    {"hl7v2-to-fhir/fragments/insurance.yaml", file_216, sizeof file_216},
    {"hl7v2-to-fhir/fragments/last-update.yaml", file_217, sizeof file_217},
    {"hl7v2-to-fhir/fragments/medication-observations.yaml", file_218, sizeof file_218},
    {"hl7v2-to-fhir/fragments/merge.yaml", file_219, sizeof file_219},
    {"hl7v2-to-fhir/fragments/message.yaml", file_220, sizeof file_220},
    {"hl7v2-to-fhir/fragments/order-charges.yaml", file_221, sizeof file_221},
    {"hl7v2-to-fhir/fragments/patient-observations.yaml", file_222, sizeof file_222},
    {"hl7v2-to-fhir/fragments/person.yaml", file_223, sizeof file_223},
    {"hl7v2-to-fhir/fragments/request.yaml", file_224, sizeof file_224},
    {"hl7v2-to-fhir/fragments/requested-medication.yaml", file_225, sizeof file_225},
    {"hl7v2-to-fhir/fragments/result.yaml", file_226, sizeof file_226},
    {"hl7v2-to-fhir/fragments/specimens.yaml", file_227, sizeof file_227},
    {"hl7v2-to-fhir/fragments/subject.yaml", file_228, sizeof file_228},
    {"hl7v2-to-fhir/fragments/supplies-and-diets.yaml", file_229, sizeof file_229},
    {"hl7v2-to-fhir/fragments/transformation.yaml", file_230, sizeof file_230},
    {"hl7v2-to-fhir/fragments/visit.yaml", file_231, sizeof file_231},
    {"hl7v2-to-fhir/messages/ACK.yaml", file_232, sizeof file_232},
    {"hl7v2-to-fhir/messages/ADT_A01.yaml", file_233, sizeof file_233},
    {"hl7v2-to-fhir/messages/ADT_A02.yaml", file_234, sizeof file_234},
    {"hl7v2-to-fhir/messages/ADT_A03.yaml", file_235, sizeof file_235},
    {"hl7v2-to-fhir/messages/ADT_A05.yaml", file_236, sizeof file_236},
    {"hl7v2-to-fhir/messages/ADT_A06.yaml", file_237, sizeof file_237},
    {"hl7v2-to-fhir/messages/ADT_A09.yaml", file_238, sizeof file_238},
    {"hl7v2-to-fhir/messages/ADT_A12.yaml", file_239, sizeof file_239},
    {"hl7v2-to-fhir/messages/ADT_A15.yaml", file_240, sizeof file_240},
    {"hl7v2-to-fhir/messages/ADT_A16.yaml", file_241, sizeof file_241},
    {"hl7v2-to-fhir/messages/ADT_A17.yaml", file_242, sizeof file_242},
    {"hl7v2-to-fhir/messages/ADT_A18.yaml", file_243, sizeof file_243},
    {"hl7v2-to-fhir/messages/ADT_A20.yaml", file_244, sizeof file_244},
    {"hl7v2-to-fhir/messages/ADT_A21.yaml", file_245, sizeof file_245},
    {"hl7v2-to-fhir/messages/ADT_A24.yaml", file_246, sizeof file_246},
    {"hl7v2-to-fhir/messages/ADT_A30.yaml", file_247, sizeof file_247},
    {"hl7v2-to-fhir/messages/ADT_A37.yaml", file_248, sizeof file_248},
    {"hl7v2-to-fhir/messages/ADT_A38.yaml", file_249, sizeof file_249},
    {"hl7v2-to-fhir/messages/ADT_A39.yaml", file_250, sizeof file_250},
    {"hl7v2-to-fhir/messages/ADT_A43.yaml", file_251, sizeof file_251},
    {"hl7v2-to-fhir/messages/ADT_A44.yaml", file_252, sizeof file_252},
    {"hl7v2-to-fhir/messages/ADT_A45.yaml", file_253, sizeof file_253},
    {"hl7v2-to-fhir/messages/ADT_A50.yaml", file_254, sizeof file_254},
    {"hl7v2-to-fhir/messages/ADT_A52.yaml", file_255, sizeof file_255},
    {"hl7v2-to-fhir/messages/ADT_A54.yaml", file_256, sizeof file_256},
    {"hl7v2-to-fhir/messages/ADT_A60.yaml", file_257, sizeof file_257},
    {"hl7v2-to-fhir/messages/ADT_A61.yaml", file_258, sizeof file_258},
    {"hl7v2-to-fhir/messages/BAR_P01.yaml", file_259, sizeof file_259},
    {"hl7v2-to-fhir/messages/BAR_P02.yaml", file_260, sizeof file_260},
    {"hl7v2-to-fhir/messages/BAR_P05.yaml", file_261, sizeof file_261},
    {"hl7v2-to-fhir/messages/BAR_P06.yaml", file_262, sizeof file_262},
    {"hl7v2-to-fhir/messages/BAR_P10.yaml", file_263, sizeof file_263},
    {"hl7v2-to-fhir/messages/BAR_P12.yaml", file_264, sizeof file_264},
    {"hl7v2-to-fhir/messages/DFT_P03.yaml", file_265, sizeof file_265},
    {"hl7v2-to-fhir/messages/DFT_P11.yaml", file_266, sizeof file_266},
    {"hl7v2-to-fhir/messages/MDM_T01.yaml", file_267, sizeof file_267},
    {"hl7v2-to-fhir/messages/MDM_T02.yaml", file_268, sizeof file_268},
    {"hl7v2-to-fhir/messages/MFN_M02.yaml", file_269, sizeof file_269},
    {"hl7v2-to-fhir/messages/MFN_M05.yaml", file_270, sizeof file_270},
    {"hl7v2-to-fhir/messages/OMD_O03.yaml", file_271, sizeof file_271},
    {"hl7v2-to-fhir/messages/OMG_O19.yaml", file_272, sizeof file_272},
    {"hl7v2-to-fhir/messages/OMI_O23.yaml", file_273, sizeof file_273},
    {"hl7v2-to-fhir/messages/OML_O21.yaml", file_274, sizeof file_274},
    {"hl7v2-to-fhir/messages/OML_O33.yaml", file_275, sizeof file_275},
    {"hl7v2-to-fhir/messages/OML_O35.yaml", file_276, sizeof file_276},
    {"hl7v2-to-fhir/messages/OMN_O07.yaml", file_277, sizeof file_277},
    {"hl7v2-to-fhir/messages/OMP_O09.yaml", file_278, sizeof file_278},
    {"hl7v2-to-fhir/messages/OMS_O05.yaml", file_279, sizeof file_279},
    {"hl7v2-to-fhir/messages/ORM_O01.yaml", file_280, sizeof file_280},
    {"hl7v2-to-fhir/messages/ORU_R01.yaml", file_281, sizeof file_281},
    {"hl7v2-to-fhir/messages/ORU_R30.yaml", file_282, sizeof file_282},
    {"hl7v2-to-fhir/messages/OUL_R21.yaml", file_283, sizeof file_283},
    {"hl7v2-to-fhir/messages/OUL_R22.yaml", file_284, sizeof file_284},
    {"hl7v2-to-fhir/messages/OUL_R23.yaml", file_285, sizeof file_285},
    {"hl7v2-to-fhir/messages/OUL_R24.yaml", file_286, sizeof file_286},
    {"hl7v2-to-fhir/messages/PGL_PC6.yaml", file_287, sizeof file_287},
    {"hl7v2-to-fhir/messages/PPG_PCG.yaml", file_288, sizeof file_288},
    {"hl7v2-to-fhir/messages/PPP_PCB.yaml", file_289, sizeof file_289},
    {"hl7v2-to-fhir/messages/PPR_PC1.yaml", file_290, sizeof file_290},
    {"hl7v2-to-fhir/messages/RAS_O17.yaml", file_291, sizeof file_291},
    {"hl7v2-to-fhir/messages/RDE_O01.yaml", file_292, sizeof file_292},
    {"hl7v2-to-fhir/messages/RDE_O11.yaml", file_293, sizeof file_293},
    {"hl7v2-to-fhir/messages/RDS_O13.yaml", file_294, sizeof file_294},
    {"hl7v2-to-fhir/messages/REF_I12.yaml", file_295, sizeof file_295},
    {"hl7v2-to-fhir/messages/RGV_O15.yaml", file_296, sizeof file_296},
    {"hl7v2-to-fhir/messages/RRI_I12.yaml", file_297, sizeof file_297},
    {"hl7v2-to-fhir/messages/SIU_S12.yaml", file_298, sizeof file_298},
    {"hl7v2-to-fhir/messages/VXU_V04.yaml", file_299, sizeof file_299},
    {"hl7v2-to-fhir/segments/ACC.yaml", file_300, sizeof file_300},
    {"hl7v2-to-fhir/segments/AIG.yaml", file_301, sizeof file_301},
    {"hl7v2-to-fhir/segments/AIL.yaml", file_302, sizeof file_302},
    {"hl7v2-to-fhir/segments/AIP.yaml", file_303, sizeof file_303},
    {"hl7v2-to-fhir/segments/AL1.yaml", file_304, sizeof file_304},
    {"hl7v2-to-fhir/segments/CER.yaml", file_305, sizeof file_305},
    {"hl7v2-to-fhir/segments/CTD.yaml", file_306, sizeof file_306},
    {"hl7v2-to-fhir/segments/DB1.yaml", file_307, sizeof file_307},
    {"hl7v2-to-fhir/segments/DG1-Encounter.yaml", file_308, sizeof file_308},
    {"hl7v2-to-fhir/segments/DG1-EpisodeOfCare.yaml", file_309, sizeof file_309},
    {"hl7v2-to-fhir/segments/DG1.yaml", file_310, sizeof file_310},
    {"hl7v2-to-fhir/segments/EDU.yaml", file_311, sizeof file_311},
    {"hl7v2-to-fhir/segments/ERR.yaml", file_312, sizeof file_312},
    {"hl7v2-to-fhir/segments/EVN.yaml", file_313, sizeof file_313},
    {"hl7v2-to-fhir/segments/FT1-Payment.yaml", file_314, sizeof file_314},
    {"hl7v2-to-fhir/segments/FT1.yaml", file_315, sizeof file_315},
    {"hl7v2-to-fhir/segments/GOL.yaml", file_316, sizeof file_316},
    {"hl7v2-to-fhir/segments/GT1-Account.yaml", file_317, sizeof file_317},
    {"hl7v2-to-fhir/segments/GT1-Organization.yaml", file_318, sizeof file_318},
    {"hl7v2-to-fhir/segments/GT1.yaml", file_319, sizeof file_319},
    {"hl7v2-to-fhir/segments/IAM-informant.yaml", file_320, sizeof file_320},
    {"hl7v2-to-fhir/segments/IAM-reporter.yaml", file_321, sizeof file_321},
    {"hl7v2-to-fhir/segments/IAM.yaml", file_322, sizeof file_322},
    {"hl7v2-to-fhir/segments/IN1-payor.yaml", file_323, sizeof file_323},
    {"hl7v2-to-fhir/segments/IN1-policyHolder.yaml", file_324, sizeof file_324},
    {"hl7v2-to-fhir/segments/IN1-subscriber.yaml", file_325, sizeof file_325},
    {"hl7v2-to-fhir/segments/IN1.yaml", file_326, sizeof file_326},
    {"hl7v2-to-fhir/segments/IN3-CareTeam.yaml", file_327, sizeof file_327},
    {"hl7v2-to-fhir/segments/IN3.yaml", file_328, sizeof file_328},
    {"hl7v2-to-fhir/segments/LOC.yaml", file_329, sizeof file_329},
    {"hl7v2-to-fhir/segments/MRG-Account.yaml", file_330, sizeof file_330},
    {"hl7v2-to-fhir/segments/MRG-Encounter.yaml", file_331, sizeof file_331},
    {"hl7v2-to-fhir/segments/MRG.yaml", file_332, sizeof file_332},
    {"hl7v2-to-fhir/segments/MSA-OperationOutcome.yaml", file_333, sizeof file_333},
    {"hl7v2-to-fhir/segments/MSA.yaml", file_334, sizeof file_334},
    {"hl7v2-to-fhir/segments/MSH-Bundle.yaml", file_335, sizeof file_335},
    {"hl7v2-to-fhir/segments/MSH-original.yaml", file_336, sizeof file_336},
    {"hl7v2-to-fhir/segments/MSH-provenance.yaml", file_337, sizeof file_337},
    {"hl7v2-to-fhir/segments/MSH-sender.yaml", file_338, sizeof file_338},
    {"hl7v2-to-fhir/segments/MSH-transformation.yaml", file_339, sizeof file_339},
    {"hl7v2-to-fhir/segments/MSH.yaml", file_340, sizeof file_340},
    {"hl7v2-to-fhir/segments/NK1-contact.yaml", file_341, sizeof file_341},
    {"hl7v2-to-fhir/segments/NK1-organization.yaml", file_342, sizeof file_342},
    {"hl7v2-to-fhir/segments/NK1.yaml", file_343, sizeof file_343},
    {"hl7v2-to-fhir/segments/NTE.yaml", file_344, sizeof file_344},
    {"hl7v2-to-fhir/segments/OBR-ServiceRequest.yaml", file_345, sizeof file_345},
    {"hl7v2-to-fhir/segments/OBR-Specimen.yaml", file_346, sizeof file_346},
    {"hl7v2-to-fhir/segments/OBR.yaml", file_347, sizeof file_347},
    {"hl7v2-to-fhir/segments/OBX-Attachment.yaml", file_348, sizeof file_348},
    {"hl7v2-to-fhir/segments/OBX-device.yaml", file_349, sizeof file_349},
    {"hl7v2-to-fhir/segments/OBX-director.yaml", file_350, sizeof file_350},
    {"hl7v2-to-fhir/segments/OBX-performer.yaml", file_351, sizeof file_351},
    {"hl7v2-to-fhir/segments/OBX-reference-high.yaml", file_352, sizeof file_352},
    {"hl7v2-to-fhir/segments/OBX-reference-low.yaml", file_353, sizeof file_353},
    {"hl7v2-to-fhir/segments/OBX-value-SN-quantity.yaml", file_354, sizeof file_354},
    {"hl7v2-to-fhir/segments/OBX-value-SN-range.yaml", file_355, sizeof file_355},
    {"hl7v2-to-fhir/segments/OBX-value-SN-ratio.yaml", file_356, sizeof file_356},
    {"hl7v2-to-fhir/segments/OBX-value-SN-text.yaml", file_357, sizeof file_357},
    {"hl7v2-to-fhir/segments/OBX-value-comparator.yaml", file_358, sizeof file_358},
    {"hl7v2-to-fhir/segments/OBX-value-numeric-text.yaml", file_359, sizeof file_359},
    {"hl7v2-to-fhir/segments/OBX-value-numeric.yaml", file_360, sizeof file_360},
    {"hl7v2-to-fhir/segments/OBX-value-text.yaml", file_361, sizeof file_361},
    {"hl7v2-to-fhir/segments/OBX.yaml", file_362, sizeof file_362},
    {"hl7v2-to-fhir/segments/ODS.yaml", file_363, sizeof file_363},
    {"hl7v2-to-fhir/segments/ODT.yaml", file_364, sizeof file_364},
    {"hl7v2-to-fhir/segments/ORC-DiagnosticReport.yaml", file_365, sizeof file_365},
    {"hl7v2-to-fhir/segments/ORC-Immunization.yaml", file_366, sizeof file_366},
    {"hl7v2-to-fhir/segments/ORC-MedicationAdministration.yaml", file_367, sizeof file_367},
    {"hl7v2-to-fhir/segments/ORC-MedicationDispense.yaml", file_368, sizeof file_368},
    {"hl7v2-to-fhir/segments/ORC-MedicationRequest.yaml", file_369, sizeof file_369},
    {"hl7v2-to-fhir/segments/ORC-NutritionOrder.yaml", file_370, sizeof file_370},
    {"hl7v2-to-fhir/segments/ORC-PractitionerRole.yaml", file_371, sizeof file_371},
    {"hl7v2-to-fhir/segments/ORC-ServiceRequest.yaml", file_372, sizeof file_372},
    {"hl7v2-to-fhir/segments/ORC-SupplyRequest.yaml", file_373, sizeof file_373},
    {"hl7v2-to-fhir/segments/ORC-location.yaml", file_374, sizeof file_374},
    {"hl7v2-to-fhir/segments/ORC-organization.yaml", file_375, sizeof file_375},
    {"hl7v2-to-fhir/segments/ORC-provenance.yaml", file_376, sizeof file_376},
    {"hl7v2-to-fhir/segments/ORG.yaml", file_377, sizeof file_377},
    {"hl7v2-to-fhir/segments/PD1-LivingWill.yaml", file_378, sizeof file_378},
    {"hl7v2-to-fhir/segments/PD1.yaml", file_379, sizeof file_379},
    {"hl7v2-to-fhir/segments/PDA.yaml", file_380, sizeof file_380},
    {"hl7v2-to-fhir/segments/PID-Account.yaml", file_381, sizeof file_381},
    {"hl7v2-to-fhir/segments/PID-mother.yaml", file_382, sizeof file_382},
    {"hl7v2-to-fhir/segments/PID-provenance.yaml", file_383, sizeof file_383},
    {"hl7v2-to-fhir/segments/PID.yaml", file_384, sizeof file_384},
    {"hl7v2-to-fhir/segments/PR1-modified.yaml", file_385, sizeof file_385},
    {"hl7v2-to-fhir/segments/PR1.yaml", file_386, sizeof file_386},
    {"hl7v2-to-fhir/segments/PRA-Practitioner.yaml", file_387, sizeof file_387},
    {"hl7v2-to-fhir/segments/PRA.yaml", file_388, sizeof file_388},
    {"hl7v2-to-fhir/segments/PRB.yaml", file_389, sizeof file_389},
    {"hl7v2-to-fhir/segments/PRD-organization.yaml", file_390, sizeof file_390},
    {"hl7v2-to-fhir/segments/PRD-practitioner.yaml", file_391, sizeof file_391},
    {"hl7v2-to-fhir/segments/PRD.yaml", file_392, sizeof file_392},
    {"hl7v2-to-fhir/segments/PRT-device.yaml", file_393, sizeof file_393},
    {"hl7v2-to-fhir/segments/PRT-kin.yaml", file_394, sizeof file_394},
    {"hl7v2-to-fhir/segments/PRT-location.yaml", file_395, sizeof file_395},
    {"hl7v2-to-fhir/segments/PRT-organization.yaml", file_396, sizeof file_396},
    {"hl7v2-to-fhir/segments/PRT-participant.yaml", file_397, sizeof file_397},
    {"hl7v2-to-fhir/segments/PRT.yaml", file_398, sizeof file_398},
    {"hl7v2-to-fhir/segments/PTH.yaml", file_399, sizeof file_399},
    {"hl7v2-to-fhir/segments/PV1-Coverage.yaml", file_400, sizeof file_400},
    {"hl7v2-to-fhir/segments/PV1-EpisodeOfCare.yaml", file_401, sizeof file_401},
    {"hl7v2-to-fhir/segments/PV1-Patient.yaml", file_402, sizeof file_402},
    {"hl7v2-to-fhir/segments/PV1-class-as-sent.yaml", file_403, sizeof file_403},
    {"hl7v2-to-fhir/segments/PV1.yaml", file_404, sizeof file_404},
    {"hl7v2-to-fhir/segments/PV2.yaml", file_405, sizeof file_405},
    {"hl7v2-to-fhir/segments/RF1.yaml", file_406, sizeof file_406},
    {"hl7v2-to-fhir/segments/ROL-kin.yaml", file_407, sizeof file_407},
    {"hl7v2-to-fhir/segments/ROL-organization.yaml", file_408, sizeof file_408},
    {"hl7v2-to-fhir/segments/ROL-participant.yaml", file_409, sizeof file_409},
    {"hl7v2-to-fhir/segments/ROL.yaml", file_410, sizeof file_410},
    {"hl7v2-to-fhir/segments/RQD.yaml", file_411, sizeof file_411},
    {"hl7v2-to-fhir/segments/RXA-Immunization.yaml", file_412, sizeof file_412},
    {"hl7v2-to-fhir/segments/RXA-Medication.yaml", file_413, sizeof file_413},
    {"hl7v2-to-fhir/segments/RXA-MedicationAdministration.yaml", file_414, sizeof file_414},
    {"hl7v2-to-fhir/segments/RXA-dosage.yaml", file_415, sizeof file_415},
    {"hl7v2-to-fhir/segments/RXC.yaml", file_416, sizeof file_416},
    {"hl7v2-to-fhir/segments/RXD-Medication.yaml", file_417, sizeof file_417},
    {"hl7v2-to-fhir/segments/RXD-dosage.yaml", file_418, sizeof file_418},
    {"hl7v2-to-fhir/segments/RXD.yaml", file_419, sizeof file_419},
    {"hl7v2-to-fhir/segments/RXE-Medication.yaml", file_420, sizeof file_420},
    {"hl7v2-to-fhir/segments/RXE-dosage.yaml", file_421, sizeof file_421},
    {"hl7v2-to-fhir/segments/RXE-provenance.yaml", file_422, sizeof file_422},
    {"hl7v2-to-fhir/segments/RXE.yaml", file_423, sizeof file_423},
    {"hl7v2-to-fhir/segments/RXG-Medication.yaml", file_424, sizeof file_424},
    {"hl7v2-to-fhir/segments/RXG-dosage.yaml", file_425, sizeof file_425},
    {"hl7v2-to-fhir/segments/RXG.yaml", file_426, sizeof file_426},
    {"hl7v2-to-fhir/segments/RXO-Medication.yaml", file_427, sizeof file_427},
    {"hl7v2-to-fhir/segments/RXO-dosage.yaml", file_428, sizeof file_428},
    {"hl7v2-to-fhir/segments/RXO.yaml", file_429, sizeof file_429},
    {"hl7v2-to-fhir/segments/RXR-Immunization.yaml", file_430, sizeof file_430},
    {"hl7v2-to-fhir/segments/RXR-administration.yaml", file_431, sizeof file_431},
    {"hl7v2-to-fhir/segments/RXR.yaml", file_432, sizeof file_432},
    {"hl7v2-to-fhir/segments/SAC-container.yaml", file_433, sizeof file_433},
    {"hl7v2-to-fhir/segments/SAC.yaml", file_434, sizeof file_434},
    {"hl7v2-to-fhir/segments/SCH-Schedule.yaml", file_435, sizeof file_435},
    {"hl7v2-to-fhir/segments/SCH-ServiceRequest.yaml", file_436, sizeof file_436},
    {"hl7v2-to-fhir/segments/SCH-Slot.yaml", file_437, sizeof file_437},
    {"hl7v2-to-fhir/segments/SCH-provenance.yaml", file_438, sizeof file_438},
    {"hl7v2-to-fhir/segments/SCH.yaml", file_439, sizeof file_439},
    {"hl7v2-to-fhir/segments/SFT-Device.yaml", file_440, sizeof file_440},
    {"hl7v2-to-fhir/segments/SFT.yaml", file_441, sizeof file_441},
    {"hl7v2-to-fhir/segments/SPM.yaml", file_442, sizeof file_442},
    {"hl7v2-to-fhir/segments/STF-PractitionerRole.yaml", file_443, sizeof file_443},
    {"hl7v2-to-fhir/segments/STF.yaml", file_444, sizeof file_444},
    {"hl7v2-to-fhir/segments/TQ1-isOfOneDay.yaml", file_445, sizeof file_445},
    {"hl7v2-to-fhir/segments/TQ1.yaml", file_446, sizeof file_446},
    {"hl7v2-to-fhir/segments/TXA-provenance.yaml", file_447, sizeof file_447},
    {"hl7v2-to-fhir/segments/TXA.yaml", file_448, sizeof file_448},
    {"hl7v2-to-fhir/segments/VAR.yaml", file_449, sizeof file_449},
    {"hl7v2-to-fhir/segments/medicationOrderIdentity.yaml", file_450, sizeof file_450},
    {"hl7v2-to-fhir/segments/observationIdentity.yaml", file_451, sizeof file_451},
    {"hl7v2-to-fhir/segments/orderIdentity.yaml", file_452, sizeof file_452},
    {"hl7v2-to-fhir/segments/patientIdentity.yaml", file_453, sizeof file_453},
    {"hl7v2-to-fhir/segments/patientKnown.yaml", file_454, sizeof file_454},
    {"hl7v2-to-fhir/segments/requestIdentity.yaml", file_455, sizeof file_455},
    {"hl7v2-to-fhir/segments/senderUri.yaml", file_456, sizeof file_456},
    {"hl7v2-to-fhir/segments/specimenIdentity.yaml", file_457, sizeof file_457},
    {"hl7v2-to-fhir/segments/visitIdentity.yaml", file_458, sizeof file_458},
    {"routes/lab.yaml", file_459, sizeof file_459},
    {"routes/patients.yaml", file_460, sizeof file_460},
    {"routes/pharmacy.yaml", file_461, sizeof file_461},
    {"tables/additive.yaml", file_462, sizeof file_462},
    {"tables/address-type.yaml", file_463, sizeof file_463},
    {"tables/address-use.yaml", file_464, sizeof file_464},
    {"tables/administration-method.yaml", file_465, sizeof file_465},
    {"tables/administration-status.yaml", file_466, sizeof file_466},
    {"tables/administrative-gender.yaml", file_467, sizeof file_467},
    {"tables/admission-level-of-care.yaml", file_468, sizeof file_468},
    {"tables/admission-type.yaml", file_469, sizeof file_469},
    {"tables/admit-source.yaml", file_470, sizeof file_470},
    {"tables/allergen-type.yaml", file_471, sizeof file_471},
    {"tables/allergy-category.yaml", file_472, sizeof file_472},
    {"tables/allergy-criticality.yaml", file_473, sizeof file_473},
    {"tables/allergy-sensitivity.yaml", file_474, sizeof file_474},
    {"tables/allergy-severity-code.yaml", file_475, sizeof file_475},
    {"tables/allergy-severity.yaml", file_476, sizeof file_476},
    {"tables/allergy-type.yaml", file_477, sizeof file_477},
    {"tables/allergy-verification.yaml", file_478, sizeof file_478},
    {"tables/ambulatory-status.yaml", file_479, sizeof file_479},
    {"tables/appointment-event.yaml", file_480, sizeof file_480},
    {"tables/appointment-reason.yaml", file_481, sizeof file_481},
    {"tables/appointment-status.yaml", file_482, sizeof file_482},
    {"tables/appointment-type.yaml", file_483, sizeof file_483},
    {"tables/bed-status.yaml", file_484, sizeof file_484},
    {"tables/body-part.yaml", file_485, sizeof file_485},
    {"tables/body-site.yaml", file_486, sizeof file_486},
    {"tables/charge-status.yaml", file_487, sizeof file_487},
    {"tables/code-systems.yaml", file_488, sizeof file_488},
    {"tables/comment-source.yaml", file_489, sizeof file_489},
    {"tables/comment-type.yaml", file_490, sizeof file_490},
    {"tables/confidentiality.yaml", file_491, sizeof file_491},
    {"tables/contact-point-system.yaml", file_492, sizeof file_492},
    {"tables/contact-point-use.yaml", file_493, sizeof file_493},
    {"tables/contact-role.yaml", file_494, sizeof file_494},
    {"tables/country.yaml", file_495, sizeof file_495},
    {"tables/day-of-week.yaml", file_496, sizeof file_496},
    {"tables/degree.yaml", file_497, sizeof file_497},
    {"tables/diagnosis-use.yaml", file_498, sizeof file_498},
    {"tables/diagnostic-service.yaml", file_499, sizeof file_499},
    {"tables/discharge-disposition.yaml", file_500, sizeof file_500},
    {"tables/document-completion.yaml", file_501, sizeof file_501},
    {"tables/document-confidentiality.yaml", file_502, sizeof file_502},
    {"tables/document-presentation.yaml", file_503, sizeof file_503},
    {"tables/encounter-status-of-class.yaml", file_504, sizeof file_504},
    {"tables/encounter-status.yaml", file_505, sizeof file_505},
    {"tables/error-condition.yaml", file_506, sizeof file_506},
    {"tables/error-severity.yaml", file_507, sizeof file_507},
    {"tables/ethnicity.yaml", file_508, sizeof file_508},
    {"tables/event-reason.yaml", file_509, sizeof file_509},
    {"tables/event-timing.yaml", file_510, sizeof file_510},
    {"tables/goal-status.yaml", file_511, sizeof file_511},
    {"tables/hospital-service.yaml", file_512, sizeof file_512},
    {"tables/identifier-oids.yaml", file_513, sizeof file_513},
    {"tables/identifier-systems.yaml", file_514, sizeof file_514},
    {"tables/identifier-type.yaml", file_515, sizeof file_515},
    {"tables/immunization-status.yaml", file_516, sizeof file_516},
    {"tables/interpretation.yaml", file_517, sizeof file_517},
    {"tables/language.yaml", file_518, sizeof file_518},
    {"tables/living-will.yaml", file_519, sizeof file_519},
    {"tables/location-status.yaml", file_520, sizeof file_520},
    {"tables/marital-status.yaml", file_521, sizeof file_521},
    {"tables/medication-order-control-status.yaml", file_522, sizeof file_522},
    {"tables/medication-order-status.yaml", file_523, sizeof file_523},
    {"tables/medication-order-type.yaml", file_524, sizeof file_524},
    {"tables/message-event.yaml", file_525, sizeof file_525},
    {"tables/mime-types.yaml", file_526, sizeof file_526},
    {"tables/mode-of-arrival.yaml", file_527, sizeof file_527},
    {"tables/name-assembly-order.yaml", file_528, sizeof file_528},
    {"tables/name-representation.yaml", file_529, sizeof file_529},
    {"tables/name-use.yaml", file_530, sizeof file_530},
    {"tables/nature-of-abnormal-test.yaml", file_531, sizeof file_531},
    {"tables/observation-status.yaml", file_532, sizeof file_532},
    {"tables/order-control-status.yaml", file_533, sizeof file_533},
    {"tables/order-status.yaml", file_534, sizeof file_534},
    {"tables/order-type.yaml", file_535, sizeof file_535},
    {"tables/organization-name-type.yaml", file_536, sizeof file_536},
    {"tables/organization-unit-type.yaml", file_537, sizeof file_537},
    {"tables/participation-status.yaml", file_538, sizeof file_538},
    {"tables/participation.yaml", file_539, sizeof file_539},
    {"tables/pathway-status.yaml", file_540, sizeof file_540},
    {"tables/patient-class.yaml", file_541, sizeof file_541},
    {"tables/patient-relationship.yaml", file_542, sizeof file_542},
    {"tables/practitioner-number-type.yaml", file_543, sizeof file_543},
    {"tables/preferred-contact-method.yaml", file_544, sizeof file_544},
    {"tables/problem-confirmation.yaml", file_545, sizeof file_545},
    {"tables/problem-status.yaml", file_546, sizeof file_546},
    {"tables/processing-id.yaml", file_547, sizeof file_547},
    {"tables/processing-mode.yaml", file_548, sizeof file_548},
    {"tables/provider-role.yaml", file_549, sizeof file_549},
    {"tables/publicity.yaml", file_550, sizeof file_550},
    {"tables/race.yaml", file_551, sizeof file_551},
    {"tables/readmission.yaml", file_552, sizeof file_552},
    {"tables/referral-priority.yaml", file_553, sizeof file_553},
    {"tables/referral-status.yaml", file_554, sizeof file_554},
    {"tables/relationship.yaml", file_555, sizeof file_555},
    {"tables/religion.yaml", file_556, sizeof file_556},
    {"tables/repeat-frequency.yaml", file_557, sizeof file_557},
    {"tables/repeat-pattern.yaml", file_558, sizeof file_558},
    {"tables/repeat-period-unit.yaml", file_559, sizeof file_559},
    {"tables/repeat-period.yaml", file_560, sizeof file_560},
    {"tables/report-status.yaml", file_561, sizeof file_561},
    {"tables/request-priority.yaml", file_562, sizeof file_562},
    {"tables/response-type.yaml", file_563, sizeof file_563},
    {"tables/route.yaml", file_564, sizeof file_564},
    {"tables/segment-action.yaml", file_565, sizeof file_565},
    {"tables/special-courtesy.yaml", file_566, sizeof file_566},
    {"tables/specimen-collection-method.yaml", file_567, sizeof file_567},
    {"tables/specimen-condition.yaml", file_568, sizeof file_568},
    {"tables/specimen-reject-reason.yaml", file_569, sizeof file_569},
    {"tables/specimen-source-condition.yaml", file_570, sizeof file_570},
    {"tables/specimen-source.yaml", file_571, sizeof file_571},
    {"tables/specimen-status.yaml", file_572, sizeof file_572},
    {"tables/specimen-type.yaml", file_573, sizeof file_573},
    {"tables/subscriber-relationship.yaml", file_574, sizeof file_574},
    {"tables/substitution-status.yaml", file_575, sizeof file_575},
    {"tables/substitution.yaml", file_576, sizeof file_576},
    {"tables/supply-control-status.yaml", file_577, sizeof file_577},
    {"tables/supply-status.yaml", file_578, sizeof file_578},
    {"tables/time-units.yaml", file_579, sizeof file_579},
    {"tables/universal-id-type.yaml", file_580, sizeof file_580},
    {"tables/visit-priority.yaml", file_581, sizeof file_581},
    {"tables/visit-user.yaml", file_582, sizeof file_582},
    {"tables/yes-no.yaml", file_583, sizeof file_583},
};
const size_t corridor_mappings_count = 584;
