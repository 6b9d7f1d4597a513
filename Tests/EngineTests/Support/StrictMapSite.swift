// A site with a map that cannot turn every message: a sex without a row in its table is an error.

import Mapping

/// One listener, two routes: mapped to an EHR, and as received to an archive.
struct StrictMapSite {
    /// The EHR's port on this machine.
    var ehrPort: Int
    /// The archive's port on this machine.
    var archivePort: Int
    /// `park` or `refuse`.
    var onMapError: String

    /// The site's files.
    var files: [SiteFile] {
        [
            SiteFile(path: "routes/lab.yaml", text: routes),
            SiteFile(path: "hl7v2-to-fhir/strict.yaml", text: map),
            SiteFile(path: "tables/strict-sex.yaml", text: table),
        ]
    }

    private var routes: String {
        """
        listeners:
          lab:
            type: mllp
            port: 0
            on_map_error: \(onMapError)
        destinations:
          ehr:
            type: fhir
            url: http://127.0.0.1:\(ehrPort)/fhir
          archive:
            type: http
            url: http://127.0.0.1:\(archivePort)/hl7
        routes:
          mapped:
            from: lab
            map: hl7v2-to-fhir/STRICT
            to: ehr
          archived:
            from: lab
            to: archive
        """
    }

    private let map = """
        map: STRICT
        from: hl7v2 ORU_R01
        to: fhir Bundle
        bundle: transaction
        emit:
          - for: PATIENT_RESULT
            emit:
              - resource: Patient
                for: PATIENT
                identity: PID-3.1
                set:
                  gender: PID-8.lookup('strict-sex')
        """

    private let table = """
        table: strict-sex
        system: http://hl7.org/fhir/administrative-gender
        unmapped: error
        codes:
          F: female
          M: male
        """
}
