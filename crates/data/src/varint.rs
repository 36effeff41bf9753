//! Integers in a variable number of bytes: small ones take one.

/// Writes a number seven bits a byte, the lowest first; the highest bit says that more follow.
pub(crate) fn write_varint(bytes: &mut Vec<u8>, mut number: usize) {
    while number > 0x7f {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
}

/// Reads a number back; where the bytes end, so does it.
pub(crate) fn read_varint(bytes: &[u8], at: &mut usize) -> usize {
    let (mut number, mut shift) = (0_usize, 0);
    while let Some(byte) = bytes.get(*at) {
        *at += 1;
        // Bits beyond the width of a number are those of damaged bytes, whose hash has told them already.
        number |= usize::from(byte & 0x7f).checked_shl(shift).unwrap_or(0);
        if byte & 0x80 == 0 {
            break;
        }
        shift += 7;
    }
    number
}
