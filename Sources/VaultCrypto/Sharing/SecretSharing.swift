/// Shamir's secret sharing, exactly as SLIP-0039 splits a master secret of 32 bytes ("SplitSecret", "RecoverSecret").
///
/// Each byte has a polynomial of its own over GF(2^8). The secret is its value at 255, the digest share its value at
/// 254, the shares its values at the members' numbers 0, 1, …
///
/// ## Guarantee
/// Fewer shares than the threshold say nothing about the secret but the 32 bits of the digest, which can only be
/// checked by trying secrets.
/// ## Not guaranteed
/// That a share was not changed: the digest finds accidents. Whoever opens something with the secret must check that
/// it opens.
public enum SecretSharing {
    /// The most members there may be.
    public static let maximumMembers = 16
    /// The bytes of a secret and of each share.
    public static let size = 32

    private static let secretPlace: UInt8 = 255
    private static let digestPlace: UInt8 = 254
    private static let digestSize = 4

    /// Splits a secret of 32 bytes afresh into one share per member, any `threshold` of which give it back.
    public static func split(
        _ secret: borrowing SecretBytes,
        threshold: Int,
        members: Int
    ) -> [SecretShare] {
        split(secret, threshold: threshold, members: members) { SecretBytes(random: $0) }
    }

    /// As ``split(_:threshold:members:)`` with random bytes from elsewhere: the first `threshold` - 2 shares, then the
    /// 28 bytes of the digest share.
    static func split(
        _ secret: borrowing SecretBytes,
        threshold: Int,
        members: Int,
        random: (Int) -> SecretBytes
    ) -> [SecretShare] {
        precondition(secret.count == size && 1...members ~= threshold && members <= maximumMembers)
        guard threshold > 1 else {
            return (0..<members).map {
                SecretShare(member: UInt8($0), value: SharedSecret(secret.copy()))
            }
        }
        let chosen = (0..<threshold - 2).map {
            SecretShare(member: UInt8($0), value: SharedSecret(random(size)))
        }
        let noise = random(size - digestSize)
        var digest = SecretBuilder(capacity: size)
        digest.append(Self.digest(of: secret, noise))
        digest.append(noise)
        let base =
            chosen + [
                SecretShare(member: digestPlace, value: SharedSecret(digest.finish())),
                SecretShare(member: secretPlace, value: SharedSecret(secret.copy())),
            ]
        return chosen + (chosen.count..<members).map { interpolate(base, at: UInt8($0)) }
    }

    /// Puts the secret together from as many shares as the threshold says; `nil` when they do not belong together.
    public static func recover(_ shares: [SecretShare]) -> SecretBytes? {
        guard let first = shares.first, Set(shares.map(\.member)).count == shares.count,
            shares.allSatisfy({ $0.value.bytes.count == size && $0.member < maximumMembers })
        else { return nil }
        guard shares.count > 1 else { return first.value.bytes.copy() }
        let secret = interpolate(shares, at: secretPlace).value
        let digest = interpolate(shares, at: digestPlace).value
        let expected = Self.digest(of: secret.bytes, digest.bytes.copy(digestSize..<size))
        guard expected.isEqual(to: digest.bytes.copy(0..<digestSize)) else { return nil }
        return secret.bytes.copy()
    }

    /// The share of another member, from as many shares as the threshold says.
    public static func share(of member: UInt8, from shares: [SecretShare]) -> SecretShare {
        interpolate(shares, at: member)
    }

    private static func digest(of secret: borrowing SecretBytes, _ noise: borrowing SecretBytes)
        -> SecretBytes
    {
        var stream = HMACSHA256Stream(key: noise)
        stream.update(secret)
        return stream.finish().copy(0..<digestSize)
    }

    /// Lagrange's interpolation; the factors follow from the members' numbers, which are public.
    private static func interpolate(_ shares: [SecretShare], at place: UInt8) -> SecretShare {
        if let known = shares.first(where: { $0.member == place }) { return known }
        let factors = shares.map { share in
            shares.reduce(FieldElement(1)) { product, other in
                guard other.member != share.member else { return product }
                let difference = FieldElement(share.member) + FieldElement(other.member)
                return product * (FieldElement(place) + FieldElement(other.member)) * difference.inverse
            }
        }
        let value = SecretBytes(count: size) { span in
            for (share, factor) in zip(shares, factors) {
                share.value.bytes.withBytes { bytes in
                    for offset in 0..<size {
                        let term = FieldElement(bytes.byte(at: offset)) * factor
                        span.add(term, at: offset)
                    }
                }
            }
        }
        return SecretShare(member: place, value: SharedSecret(value))
    }
}

extension MutableRawSpan {
    /// Adds an element to the one at a place.
    fileprivate mutating func add(_ element: FieldElement, at offset: Int) {
        precondition(offset < byteCount, "the place lies outside the span")
        let sum = bytes.byte(at: offset) ^ element.value
        storeBytes(of: sum, toByteOffset: offset, as: UInt8.self)
    }
}
