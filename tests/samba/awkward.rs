//! Adds what the demo directory lacks: values that are difficult in filters, and attributes of every syntax.

use super::demo::Demo;

/// Characters that filters escape, spaces, non-ASCII letters, right-to-left text, and letters of several code points.
const TEXTS: [&str; 22] = [
    "R&D (Skunk * Works)",
    "a*b",
    "*",
    "(all brackets)",
    ")(",
    r"back\slash",
    r"C:\Users\(x)\*",
    r"looks like \2a",
    "two  spaces",
    "many     spaces  between   words",
    "MIXED case Text",
    "mixed CASE tEXT",
    "Größe ÄÖÜ straße",
    "GRÖSSE äöü STRASSE",
    "مدينة نصر (القاهرة)",
    "תל אביב * יפו",
    "👩🏽‍💻 coder 🚀",
    "line\nbreak\tand tab",
    "100% #hash =equals, comma; \"quotes\" <tag> 'x'",
    "|&!~<>=",
    "(&(objectClass=*))",
    "İstanbul ıssız Žižkov ΟΔΟΣ οδός",
];

/// Gives each user some of these values.
pub fn add(demo: &mut Demo) {
    for (person, number) in demo.people.iter_mut().zip(0_i64..) {
        let at = usize::try_from(number).unwrap();
        let text = |step: usize| TEXTS[(at / step + at) % TEXTS.len()];
        match at % 4 {
            0 => person.set("description", &[text(1)]),
            1 => person.set("info", &[text(3)]),
            2 => person.set("departmentNumber", &[text(1), text(2), &format!("D {}", at % 9)]),
            _ => {}
        }
        if at % 3 == 0 {
            person.set("countryCode", &[&[0, 276, 586, 840, 65535][at / 3 % 5].to_string()]);
        }
        if at % 5 < 3 {
            person.set("msNPAllowDialin", &[if at % 5 == 0 { "TRUE" } else { "FALSE" }]);
        }
        if at % 6 == 1 {
            person.set("msTSExpireDate", &[&format!("20{}{:02}{:02}120000.0Z", 20 + at % 9, at % 12 + 1, at % 28 + 1)]);
        }
        if at % 4 == 3 {
            // One every 30 days from 2024 on.
            person.set("accountExpires", &[&(133_485_408_000_000_000 + number * 25_920_000_000_000).to_string()]);
        }
        // Password never expires, password not required, smart card required.
        let flags: i64 = person.first("userAccountControl").and_then(|flags| flags.parse().ok()).unwrap();
        let more = [0, 0x1_0000, 0, 0x20, 0, 0x4_0000][at % 6];
        person.set("userAccountControl", &[&(flags | more).to_string()]);
    }
}
