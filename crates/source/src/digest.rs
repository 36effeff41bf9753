//! SHA-256 digests, by which files and keys are told apart.

use sha2::{Digest, Sha256};

/// The digest of several pieces that follow one another.
pub fn digest_pieces<T: AsRef<[u8]>>(pieces: impl IntoIterator<Item = T>) -> [u8; 32] {
    let mut hasher = Sha256::new();
    pieces.into_iter().for_each(|it| hasher.update(it));
    hasher.finalize().into()
}

/// Bytes in lower-case hexadecimal.
pub fn encode_hex(bytes: &[u8]) -> String {
    bytes.iter().map(|it| format!("{it:02x}")).collect()
}

/// The whole digest of some bytes in lower-case hexadecimal.
pub fn sha256_hex(bytes: impl AsRef<[u8]>) -> String {
    encode_hex(&digest_pieces([bytes]))
}

/// The first bytes of a digest in lower-case hexadecimal: enough to tell a few names apart, not to prove anything.
pub fn short_hash(bytes: impl AsRef<[u8]>, n_bytes: usize) -> String {
    encode_hex(&digest_pieces([bytes])[..n_bytes])
}

#[cfg(test)]
mod tests {
    use crate::digest::{digest_pieces, encode_hex, sha256_hex, short_hash};

    #[test]
    fn digests_are_those_of_other_programs() {
        // printf abc | sha256sum
        let whole = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(sha256_hex("abc"), whole);
        assert_eq!(encode_hex(&digest_pieces(["a", "bc"])), whole);
        assert_eq!(short_hash("abc", 4), "ba7816bf");
    }
}
