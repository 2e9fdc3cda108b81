//! Tells Windows-1252 from the DOS code pages, by which of them makes words of the letters beyond ASCII.

use super::Encoding;

/// The characters 0x80 to 0x9F of Windows-1252; all others are as in Unicode. Five are not assigned (`\0`).
const WINDOWS: &str = "€\0‚ƒ„…†‡ˆ‰Š‹Œ\0Ž\0\0‘’“”•–—˜™š›œ\0žŸ";

/// The characters 0x80 to 0xFF of code page 850. Where code page 437 differs, it has no letters of names but `¢`, `¥`
/// and parts of boxes.
const DOS: [&str; 4] = [
    "ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ",
    "áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐",
    "└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀",
    "ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u{ad}±‗¾¶§÷¸°¨·¹³²■\u{a0}",
];

/// How many times more often a reading must make no words before the other one is taken in spite of its own faults.
const CLEARLY: usize = 4;

/// Decodes bytes that are not Unicode; `None` if they make no words in either encoding.
///
/// Windows-1252 is the likelier one: it is taken unless it is clearly worse.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, Encoding)> {
    let upper: Vec<char> = WINDOWS.chars().collect();
    let dos: Vec<char> = DOS.concat().chars().collect();
    let windows = read(bytes, |byte| match byte {
        0x80..=0x9F => upper.get(usize::from(byte - 0x80)).copied().unwrap_or('\0'),
        byte => char::from(byte),
    });
    let dos = read(bytes, |byte| match byte {
        0x80.. => dos.get(usize::from(byte - 0x80)).copied().unwrap_or('\0'),
        byte => char::from(byte),
    });
    let (in_windows, in_dos) = (faults(&windows), faults(&dos));
    if in_windows > 0 && in_dos * CLEARLY <= in_windows {
        return Some((dos, Encoding::Dos));
    }
    let is_assigned = !bytes.iter().any(|byte| matches!(byte, 0x81 | 0x8D | 0x8F | 0x90 | 0x9D));
    is_assigned.then_some((windows, Encoding::Windows1252))
}

fn read(bytes: &[u8], letter: impl Fn(u8) -> char) -> String {
    bytes.iter().map(|byte| letter(*byte)).collect()
}

/// How many characters beyond ASCII stand where no text has them.
fn faults(text: &str) -> usize {
    let mut before = None;
    let mut rest = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = rest.next() {
        count += usize::from(c == '\0' || (!c.is_ascii() && !fits(before, c, rest.peek().copied())));
        before = Some(c);
    }
    count
}

/// Whether a character can stand between these two in a text.
fn fits(before: Option<char>, c: char, after: Option<char>) -> bool {
    let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
    let is = |c: Option<char>, test: fn(char) -> bool| c.is_some_and(test);
    let (left, right) = (is_letter(before), is_letter(after));
    match c {
        '’' | '´' | '\u{a0}' | '\u{ad}' => true,
        '–' | '—' => !(left && right) || is(after, char::is_uppercase),
        '‘' | '“' | '«' | '»' => !(left && right),
        '‚' | '„' | '¿' | '¡' => !left,
        '”' | '…' | '™' | '®' | '°' => !right,
        // These are letters to Unicode, but not of names.
        'ª' | 'º' | 'ƒ' | 'µ' | 'ˆ' => !left && !right,
        '─'..='▟' | '■' | '‗' => false,
        c if c.is_uppercase() => {
            let within = is(before, char::is_uppercase) && is(after, char::is_lowercase);
            (left || right) && !is(before, char::is_lowercase) && !within
        }
        c if c.is_alphabetic() => {
            let within = is(before, char::is_uppercase) && is(after, char::is_uppercase);
            (left || right) && (c == 'ß' || !within)
        }
        _ => !left && !right,
    }
}
