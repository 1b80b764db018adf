/// An element of GF(2^8) with the polynomial x^8 + x^4 + x^3 + x + 1 (FIPS 197 section 4; SLIP-0039).
///
/// Its time does not depend on its operands: no table, no branch.
struct FieldElement: Equatable {
    let value: UInt8

    init(_ value: UInt8) { self.value = value }

    static func + (left: FieldElement, right: FieldElement) -> FieldElement {
        FieldElement(left.value ^ right.value)
    }

    static func * (left: FieldElement, right: FieldElement) -> FieldElement {
        var sum: UInt8 = 0
        var shifted = left.value
        for bit in 0..<8 {
            sum ^= shifted & (0 &- ((right.value >> UInt8(bit)) & 1))
            shifted = (shifted << 1) ^ (0x1b & (0 &- (shifted >> 7)))
        }
        return FieldElement(sum)
    }

    /// The inverse: the 254th power; 0 for 0.
    var inverse: FieldElement {
        var power = self
        var product = FieldElement(1)
        // 254 = 2 + 4 + … + 128.
        for _ in 1..<8 {
            power = power * power
            product = product * power
        }
        return product
    }
}
