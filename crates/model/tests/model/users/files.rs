//! Files as programs save them: their encodings, and what they write above the table.

use super::columns::{AD, ENTRA, demo, meaning};
use model::csv::{DecodeError, Encoding, Table, decode, parse, parse_with};
use model::user::Guess;

fn read(bytes: &[u8]) -> Table {
    parse(&decode(bytes).unwrap().text).unwrap()
}

/// Bytes, their text, and the encoding that is recognised.
const LETTERS: &[(&[u8], &str, Encoding)] = &[
    // Windows-1252.
    (b"J\xF6rg;M\xFCller", "Jörg;Müller", Encoding::Windows1252),
    (b"J\xE4ger", "Jäger", Encoding::Windows1252),
    (b"Gro\xDF;Stra\xDFe", "Groß;Straße", Encoding::Windows1252),
    (b"Zo\xEB;\xC5s", "Zoë;Ås", Encoding::Windows1252),
    (b"Ren\xE9;Andr\xE9", "René;André", Encoding::Windows1252),
    (b"Fran\xE7ois;No\xEBl", "François;Noël", Encoding::Windows1252),
    (b"O\x92Neill;D\x92Arc", "O’Neill;D’Arc", Encoding::Windows1252),
    (b"O\xB4Brien", "O´Brien", Encoding::Windows1252),
    (b"M\xFCller\x96Schmidt", "Müller–Schmidt", Encoding::Windows1252),
    (b"\x8Aimon;\x9Eeljko", "Šimon;željko", Encoding::Windows1252),
    (b"Ann \x84die Chefin\x93 Lee", "Ann „die Chefin“ Lee", Encoding::Windows1252),
    (b"Ann;\x80 5", "Ann;€ 5", Encoding::Windows1252),
    (b"Ann;5 \x80", "Ann;5 €", Encoding::Windows1252),
    (b"Contoso\x99;Ann", "Contoso™;Ann", Encoding::Windows1252),
    (b"Garc\xEDa;Mu\xF1oz;\xC1lvaro", "García;Muñoz;Álvaro", Encoding::Windows1252),
    (b"M\xDCLLER;GR\xD6\xDFE;\xC4RZTE", "MÜLLER;GRÖßE;ÄRZTE", Encoding::Windows1252),
    (b"S\xF8ren;\xC6gir;\xD8stby", "Søren;Ægir;Østby", Encoding::Windows1252),
    // A single letter that could be a word in both is read as Windows writes it, and the page asks to look.
    (b"Vo\xE1", "Voá", Encoding::Windows1252),
    // A sign at an odd place does not outweigh many letters.
    (
        b"A\x99b;J\xF6rg;M\xFCller;Gro\xDF;R\xE9my;B\xF6hm;L\xFCtt",
        "A™b;Jörg;Müller;Groß;Rémy;Böhm;Lütt",
        Encoding::Windows1252,
    ),
    // Code pages 850 and 437.
    (b"J\x94rg;M\x81ller", "Jörg;Müller", Encoding::Dos),
    (b"M\x81ller", "Müller", Encoding::Dos),
    (b"K\x94hler", "Köhler", Encoding::Dos),
    (b"J\x84ger", "Jäger", Encoding::Dos),
    (b"Gro\xE1;Stra\xE1e;J\x84ger", "Groß;Straße;Jäger", Encoding::Dos),
    (b"STRA\xE1E", "STRAßE", Encoding::Dos),
    (b"\x99zt\x81rk;\x9Aber", "Öztürk;Über", Encoding::Dos),
    (b"M\x9ALLER;\x8ERZTE", "MÜLLER;ÄRZTE", Encoding::Dos),
    (b"Ren\x82;Andr\x82;C\x82line", "René;André;Céline", Encoding::Dos),
    (b"Fran\x87ois;No\x89l;H\x82l\x8Ane", "François;Noël;Hélène", Encoding::Dos),
    (b"Garc\xA1a;Mu\xA4oz;Jos\x82", "García;Muñoz;José", Encoding::Dos),
    (b"S\x9Bren;K\x91r;\x8Fse", "Søren;Kær;Åse", Encoding::Dos),
    (b"B\x81ro;Abteilung\r\n12;\x99l\r\n\x1A", "Büro;Abteilung\r\n12;Öl\r\n", Encoding::Dos),
    (b"a;b\x81", "a;bü", Encoding::Dos),
    // Unicode is never mistaken for either.
    ("Jörg;Müller".as_bytes(), "Jörg;Müller", Encoding::Utf8),
    (b"Ann;Lee\r\n\x1A", "Ann;Lee\r\n", Encoding::Utf8),
];

#[test]
fn letters_beyond_ascii_make_words() {
    let mut wrong = Vec::new();
    for (bytes, text, encoding) in LETTERS {
        let found = decode(bytes);
        if !found.as_ref().is_ok_and(|found| found.text == *text && found.encoding == *encoding) {
            wrong.push(format!("{text}: {found:?}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn what_makes_no_words_in_any_encoding_is_said_to() {
    for bytes in [&b"M\x9Fl\x8D;a\xB3b\xB2c\xC5d"[..], b"\x81\xB0\xB1\xDB\xDB", b"x\x90\xC4\xC4\xC4y"] {
        assert_eq!(decode(bytes), Err(DecodeError::UnknownEncoding), "{bytes:?}");
    }
    assert_eq!(decode(b"\x7FELF\x02\x81\xB0"), Err(DecodeError::NotText));
}

/// Files, the line that is skipped, the delimiter, the line of the first row, and the meaning of the columns.
const FILES: &[(&str, Option<&str>, char, usize, &str)] = &[
    (
        "version:v1.0\r\nName [displayName] Required,User name [userPrincipalName] Required\r\nAnn Lee,ann@demo.local\r\n",
        Some("version:v1.0"),
        ',',
        3,
        "display logon",
    ),
    (
        "version:v1.0;;\nName [displayName] Required;Job title [jobTitle];Shoes\nAnn Lee;Boss;7\n",
        Some("version:v1.0"),
        ';',
        3,
        "display title -",
    ),
    ("\"version:v1.0\",,\nName,Job Title,Pet\nAnn,Boss,Cat\n", Some("version:v1.0"), ',', 3, "display title -"),
    ("\u{FEFF}Version: V2\tx\nAnn\tCat\n", None, '\t', 2, "- -"),
    ("\u{FEFF}Version: V2\t\nName\tPet\nAnn\tCat\n", Some("Version: V2"), '\t', 3, "display -"),
    (
        "#TYPE Selected.Some.Directory.User\r\n\"GivenName\",\"Surname\",\"SamAccountName\"\r\n\"Ann\",\"Lee\",\"al\"\r\n",
        Some("#TYPE Selected.Some.Directory.User"),
        ',',
        3,
        "first last sam",
    ),
    (
        "#TYPE Some.List`1[[Some.User, Some, Version=1]]\n\"Vorname\";\"Nachname\"\n\"Ann\";\"Lee\"\n",
        Some("#TYPE Some.List`1[[Some.User, Some, Version=1]]"),
        ';',
        3,
        "first last",
    ),
    ("#type Some.User;;\nVorname;Name;Ort\n\nAnn;Lee;Bonn\n", Some("#type Some.User"), ';', 4, "first last -"),
    ("sep=;\r\n#TYPE Some.User\r\nVorname;Name\r\nAnn;Lee\r\n", Some("#TYPE Some.User"), ';', 4, "first last"),
    ("sep=;\rversion:v1.0\rVorname;Name\rAnn;Lee\r", Some("version:v1.0"), ';', 4, "first last"),
    // What only looks like such a line is the header.
    ("version,Name\n1,Ann\n", None, ',', 2, "- display"),
    ("version:next,Name\n1,Ann\n", None, ',', 2, "- display"),
    ("version:v1.0,Name\n1,Ann\n", None, ',', 2, "- display"),
    ("#TYPE,Name\n1,Ann\n", None, ',', 2, "- display"),
    ("#,Name\n1,Ann\n", None, ',', 2, "- display"),
];

#[test]
fn what_a_program_writes_above_the_table_is_skipped_and_known() {
    for (text, skipped, delimiter, line, columns) in FILES {
        let table = parse(text).unwrap();
        assert_eq!((table.skipped.as_deref(), table.delimiter), (*skipped, *delimiter), "{text:?}");
        assert_eq!((table.rows[0].line, table.rows.len()), (*line, 1), "{text:?}");
        assert_eq!(meaning(&Guess::of(&table.header, &demo(AD), &[])), *columns, "{text:?}");
        assert_eq!(parse_with(text, *delimiter).unwrap(), table);
    }
    assert!(parse("version:v1.0").is_err() && parse("#TYPE Some.User\r\n\r\n").is_err());
}

#[test]
fn a_template_is_read_in_every_encoding() {
    let text = "version:v1.0\r\nName [displayName] Required;Büro [physicalDeliveryOfficeName]\r\nJörg Groß;Köln\r\n";
    let utf16 = |mark: &str, unit: fn(u16) -> [u8; 2]| -> Vec<u8> {
        mark.encode_utf16().chain(text.encode_utf16()).flat_map(unit).collect()
    };
    let one_byte = |table: &[(char, u8)]| -> Vec<u8> {
        let byte = |c: char| table.iter().find(|(own, _)| *own == c).map_or(c as u8, |(_, byte)| *byte);
        text.chars().map(byte).collect()
    };
    for bytes in [
        text.as_bytes().to_vec(),
        format!("\u{FEFF}{text}").into_bytes(),
        utf16("\u{FEFF}", u16::to_le_bytes),
        utf16("\u{FEFF}", u16::to_be_bytes),
        utf16("", u16::to_le_bytes),
        utf16("", u16::to_be_bytes),
        one_byte(&[]),
        one_byte(&[('ü', 0x81), ('ö', 0x94), ('ß', 0xE1)]),
    ] {
        let table = read(&bytes);
        assert_eq!(table.skipped.as_deref(), Some("version:v1.0"));
        assert_eq!(table.rows[0].cells, ["Jörg Groß", "Köln"], "{bytes:?}");
        let guess = Guess::of(&table.header, &demo(ENTRA), &[]);
        assert_eq!(meaning(&guess), "display physicalDeliveryOfficeName");
    }
}

#[test]
fn every_unused_column_is_counted() {
    let table = parse("Vorname,Name,Password,Badge,,Badge,Emial\nAnn,Lee,x,1,2,3,4\n").unwrap();
    let guess = Guess::of(&table.header, &demo(AD), &[]);
    assert_eq!(guess.mapping.unused(guess.password), [3, 4, 5, 6]);
    assert_eq!(guess.mapping.unused(None), [2, 3, 4, 5, 6]);
}
