// The units that clinical data has, each by another unit, and UCUM's prefixes (ucum.org, tables 1–16).

/// Units by code.
struct UnitTable {
    /// The units that are known; made once.
    static let standard = UnitTable()

    private var units: [String: Unit] = [:]

    private init() {
        for (index, code) in Self.base.enumerated() {
            var dimension = UnitScale.Dimension()
            dimension[index] = 1
            let scale = UnitScale(numerator: .one, denominator: .one, dimension: dimension)
            units[code] = Unit(scale: scale, isMetric: true)
        }
        for row in Self.derived {
            guard let count = DecimalNumber(row.count),
                let unit = UnitReader.scale(of: row.of, in: self),
                let numerator = unit.numerator.multiplied(by: count)
            else { preconditionFailure("a unit of our own table is wrong") }
            let scale = UnitScale(
                numerator: numerator.normalized,
                denominator: unit.denominator,
                dimension: unit.dimension
            )
            units[row.code] = Unit(scale: scale, isMetric: row.isMetric)
        }
    }

    /// What a symbol means, with a prefix where it has one.
    func unit(_ symbol: String) -> UnitScale? {
        if let unit = units[symbol]?.scale { return unit }
        for length in 1...2 {
            guard symbol.utf8.count > length, let exponent = Self.prefixes[String(symbol.prefix(length))],
                let unit = units[String(symbol.dropFirst(length))], unit.isMetric,
                let magnitude = DecimalNumber(coefficient: DecimalNumber.powerOfTen(abs(exponent)), scale: 0)
            else { continue }
            let power = UnitScale(numerator: magnitude, denominator: .one, dimension: UnitScale.Dimension())
            return unit.scale.combined(with: power, isDivisor: exponent < 0)
        }
        return nil
    }

    /// Degrees have a zero of their own and stand alone.
    static let degrees: [String: UnitScale] = [
        "Cel": degree("1", "1", offset: "273.15"),
        "[degF]": degree("5", "9", offset: "459.67"),
    ]

    private static func degree(_ numerator: String, _ denominator: String, offset: String) -> UnitScale {
        var dimension = UnitScale.Dimension()
        dimension[4] = 1
        return UnitScale(
            numerator: DecimalNumber(numerator) ?? .one,
            denominator: DecimalNumber(denominator) ?? .one,
            dimension: dimension,
            offset: DecimalNumber(offset)
        )
    }

    private struct Unit {
        let scale: UnitScale
        let isMetric: Bool
    }

    private static let prefixes: [String: Int] = [
        "Y": 24, "Z": 21, "E": 18, "P": 15, "T": 12, "G": 9, "M": 6, "k": 3, "h": 2, "da": 1, "d": -1,
        "c": -2, "m": -3, "u": -6, "n": -9, "p": -12, "f": -15, "a": -18, "z": -21, "y": -24,
    ]

    /// Code, how many of what, and whether it takes prefixes; what stands above may be used below.
    private static let derived: [(code: String, count: String, of: String, isMetric: Bool)] = [
        ("mol", "6.0221367", "10*23", true), ("sr", "1", "rad2", true), ("Hz", "1", "s-1", true),
        ("N", "1", "kg.m/s2", true), ("Pa", "1", "N/m2", true), ("J", "1", "N.m", true),
        ("W", "1", "J/s", true), ("A", "1", "C/s", true), ("V", "1", "J/C", true), ("F", "1", "C/V", true),
        ("Ohm", "1", "V/A", true), ("S", "1", "Ohm-1", true), ("Wb", "1", "V.s", true),
        ("T", "1", "Wb/m2", true), ("H", "1", "Wb/A", true), ("lm", "1", "cd.sr", true),
        ("lx", "1", "lm/m2", true), ("Bq", "1", "s-1", true), ("Gy", "1", "J/kg", true),
        ("Sv", "1", "J/kg", true), ("deg", "0.017453292519943295769", "rad", false),
        ("l", "1", "dm3", true), ("L", "1", "l", true), ("ar", "100", "m2", true), ("min", "60", "s", false),
        ("h", "60", "min", false), ("d", "24", "h", false), ("a_t", "365.24219", "d", false),
        ("a_j", "365.25", "d", false), ("a_g", "365.2425", "d", false), ("a", "1", "a_j", false),
        ("wk", "7", "d", false), ("mo_j", "30.4375", "d", false), ("mo_g", "30.436875", "d", false),
        ("mo", "1", "mo_j", false), ("t", "1000", "kg", true), ("bar", "100000", "Pa", true),
        ("u", "1.6605402", "(10*-24).g", true), ("eV", "1.60217733", "(10*-19).J", true),
        ("%", "1", "10*-2", false), ("[ppth]", "1", "10*-3", false), ("[ppm]", "1", "10*-6", false),
        ("[ppb]", "1", "10*-9", false), ("[pptr]", "1", "10*-12", false), ("eq", "1", "mol", true),
        ("osm", "1", "mol", true), ("kat", "1", "mol/s", true), ("U", "1", "umol/min", true),
        ("g%", "1", "g/dl", true), ("cal", "4.184", "J", true), ("[Cal]", "1", "kcal", false),
        ("m[Hg]", "133.3220", "kPa", true), ("m[H2O]", "9.80665", "kPa", true),
        ("atm", "101325", "Pa", false), ("dyn", "1", "g.cm/s2", true), ("P", "1", "dyn.s/cm2", true),
        ("St", "1", "cm2/s", true), ("[in_i]", "2.54", "cm", false), ("[ft_i]", "12", "[in_i]", false),
        ("[yd_i]", "3", "[ft_i]", false), ("[mi_i]", "5280", "[ft_i]", false),
        ("[nmi_i]", "1852", "m", false), ("[sin_i]", "1", "[in_i]2", false),
        ("[cin_i]", "1", "[in_i]3", false),
        ("[gr]", "64.79891", "mg", false), ("[lb_av]", "7000", "[gr]", false),
        ("[oz_av]", "0.0625", "[lb_av]", false), ("[dr_av]", "0.0625", "[oz_av]", false),
        ("[stone_av]", "14", "[lb_av]", false), ("[ston_av]", "2000", "[lb_av]", false),
        ("[gal_us]", "231", "[in_i]3", false), ("[qt_us]", "0.25", "[gal_us]", false),
        ("[pt_us]", "0.5", "[qt_us]", false), ("[cup_us]", "0.5", "[pt_us]", false),
        ("[foz_us]", "0.125", "[cup_us]", false), ("[tbs_us]", "0.5", "[foz_us]", false),
        ("[tsp_us]", "4.928921593750", "ml", false), ("[drp]", "0.05", "ml", false),
        ("[car_m]", "0.2", "g", false), ("[smoot]", "67", "[in_i]", false), ("Ci", "37000000000", "Bq", true),
        ("R", "0.000258", "C/kg", true), ("RAD", "100", "cm2/s2", true), ("REM", "1", "RAD", true),
        ("sph", "12.566370614359172954", "sr", false), ("tex", "1", "g/km", true),
        ("[den]", "1", "g/9/km", false),
    ]

    /// Base units, in the order of their dimensions.
    private static let base = ["m", "s", "g", "rad", "K", "C", "cd"]
}
