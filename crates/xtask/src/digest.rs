//! Hashes in the form that HTML and the Content-Security-Policy use, and Brotli compression.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha256, Sha384};

/// The SHA-384 hash as an `integrity` attribute has it.
pub fn integrity(bytes: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(bytes)))
}

/// The first 16 hexadecimal digits of the SHA-256 hash, enough for a name that changes with the content.
pub fn short_hex(bytes: &[u8]) -> String {
    hex(bytes)[..16].to_owned()
}

/// The whole SHA-256 hash in hexadecimal digits, as `sha256sum` prints it.
pub fn hex(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compresses the bytes with Brotli at its best (quality 11, window 22), as `dist` stores them.
pub fn brotli(bytes: &[u8]) -> std::io::Result<Vec<u8>> {
    let params =
        brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, size_hint: bytes.len(), ..Default::default() };
    let mut compressed = Vec::new();
    brotli::BrotliCompress(&mut &*bytes, &mut compressed, &params)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;

    // The examples of FIPS 180 for "abc", in base64.
    #[test]
    fn hashes_are_those_of_the_standard() {
        assert_eq!(integrity(b"abc"), "sha384-ywB1P0WjXou1oD1pmsZQBycsMqsO3tFjGotgWkP/W+2AhgcroefMI1i67KE0yCWn");
        assert_eq!(hex(b"abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(short_hex(b"abc"), "ba7816bf8f01cfea");
    }

    #[test]
    fn brotli_can_be_read_again() {
        let text = "a rule is text until someone edits it; ".repeat(50);
        let small = brotli(text.as_bytes()).unwrap();
        assert!(small.len() < text.len() / 10);
        let mut back = Vec::new();
        brotli::BrotliDecompress(&mut small.as_slice(), &mut back).unwrap();
        assert_eq!(back, text.as_bytes());
    }
}
