//! Tables of every program, and texts that are none.

use model::csv::*;
use proptest::prelude::*;

fn cells(table: &Table) -> Vec<Vec<&str>> {
    table.rows.iter().map(|row| row.cells.iter().map(String::as_str).collect()).collect()
}

fn read(bytes: &[u8]) -> Table {
    parse(&decode(bytes).unwrap().text).unwrap()
}

fn utf16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

#[test]
fn every_encoding_is_read() {
    let text = "Vorname;Ort\r\nJörg;Łódź\r\n";
    let marked = format!("\u{FEFF}{text}");
    for (bytes, encoding) in [
        (text.as_bytes().to_vec(), Encoding::Utf8),
        (marked.as_bytes().to_vec(), Encoding::Utf8),
        (utf16(&marked, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(&marked, u16::to_be_bytes), Encoding::Utf16Be),
        (utf16(text, u16::to_le_bytes), Encoding::Utf16Le),
        (utf16(text, u16::to_be_bytes), Encoding::Utf16Be),
    ] {
        assert_eq!(decode(&bytes).unwrap(), Decoded { text: text.to_owned(), encoding }, "{bytes:?}");
        let table = read(&bytes);
        assert_eq!((table.header, table.delimiter), (vec!["Vorname".to_owned(), "Ort".to_owned()], ';'));
        assert_eq!(table.rows[0].cells, ["Jörg", "Łódź"]);
    }
    let windows = decode(b"J\xF6rg;\x80 5").unwrap();
    assert_eq!(windows, Decoded { text: "Jörg;€ 5".to_owned(), encoding: Encoding::Windows1252 });
}

#[test]
fn what_is_no_text_is_refused() {
    for bytes in [
        b"PK\x03\x04\x14\0\x06\0".as_slice(),
        b"a;b\x07".as_slice(),
        b"\xEF\xBB\xBFa\xFF".as_slice(),
        b"\xFF\xFEa".as_slice(),
        b"\xFF\xFE\x00\xD8a\x00".as_slice(),
        b"a\0b".as_slice(),
    ] {
        assert_eq!(decode(bytes), Err(DecodeError::NotText), "{bytes:?}");
    }
}

#[test]
fn quotes_and_ends_of_lines() {
    let text = "a,b\r\n\"x,1\",\"say \"\"hi\"\"\"\n\"two\r\nlines\",5\" wide\r\"\",\"z\" \n";
    let table = parse(text).unwrap();
    assert_eq!(cells(&table), [["x,1", "say \"hi\""], ["two\r\nlines", "5\" wide"], ["", "z"]]);
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 5]);
    assert_eq!(
        parse("a,b\n1,2").unwrap(),
        parse("a,b\r1,2\r")
            .map(|mut t| {
                t.rows[0].line = 2;
                t
            })
            .unwrap()
    );
    assert_eq!(parse("a,b\n\"x\n\n"), Err(CsvError { line: 2, fault: CsvFault::OpenQuote }));
    assert_eq!(parse("a,b\nc,d\n\"x\"y,1\n"), Err(CsvError { line: 3, fault: CsvFault::AfterQuote }));
}

#[test]
fn empty_lines_are_nobody() {
    let table = parse("\r\n ; \r\nVorname;Ort;;\r\n\r\nAnn;Bonn;;\r\n;;;\r\n   \r\nBob;;\r\n").unwrap();
    assert_eq!(table.header, ["Vorname", "Ort"]);
    assert_eq!(cells(&table), [["Ann", "Bonn"], ["Bob", ""]]);
    assert_eq!(table.rows.iter().map(|row| row.line).collect::<Vec<_>>(), [5, 8]);
    for nothing in ["", "\u{FEFF}", "\r\n\r\n", ";;;\n", "sep=;\r\n"] {
        assert!(matches!(parse(nothing), Err(CsvError { fault: CsvFault::Empty, .. })), "{nothing:?}");
    }
}

#[test]
fn delimiters_are_found_out() {
    for (text, delimiter) in [
        ("a,b\n1,2", ','),
        ("a;b\n1,5;2,5", ';'),
        ("a\tb\n1,5\t2;5", '\t'),
        ("\"a,b,c\";d\n1;2", ';'),
        ("sep=;\r\na,b;c\r\n", ';'),
        ("SEP=\t\na,b\n", '\t'),
        ("name", ','),
        ("a;b,c\n1;2\n3;4\n", ';'),
    ] {
        assert_eq!(sniff(text), delimiter, "{text:?}");
        assert_eq!(parse(text).unwrap().delimiter, delimiter);
    }
    let table = parse("sep=;\r\na,b;c\r\n1;2\r\n").unwrap();
    assert_eq!((table.header, table.rows[0].line), (vec!["a,b".to_owned(), "c".to_owned()], 3));
    assert_eq!(parse_with("a;b,c", ',').unwrap().header, ["a;b", "c"]);
    // A name of a column, not of a delimiter.
    assert_eq!(parse("sep=x\n1").unwrap().header, ["sep=x"]);
}

#[test]
fn ragged_rows_and_names_of_two_columns_are_seen() {
    let table = parse("a,b, A ,b\n1\n1,2,3,4,5\n").unwrap();
    assert_eq!(table.repeated_names(), ["A", "b"]);
    assert_eq!(table.rows.iter().map(|row| row.cells.len()).collect::<Vec<_>>(), [1, 5]);
    assert!(parse("a,,\n").unwrap().repeated_names().is_empty());
}

#[test]
fn too_many_rows_are_refused() {
    let mut text = "a\n".to_owned();
    text.push_str(&"1\n".repeat(MAX_ROWS));
    assert_eq!(parse(&text).unwrap().rows.len(), MAX_ROWS);
    text.push_str("1\n");
    assert_eq!(parse(&text), Err(CsvError { line: MAX_ROWS + 2, fault: CsvFault::TooManyRows }));
}

#[test]
fn no_cell_is_a_formula() {
    for (cell, written) in [
        ("=1+1", "'=1+1"),
        ("+49", "'+49"),
        ("-1", "'-1"),
        ("@sum", "'@sum"),
        ("\tx", "\"'\tx\""),
        ("\rx", "\"'\rx\""),
        ("\nx", "\"'\nx\""),
        ("＝1", "'＝1"),
        ("＋1", "'＋1"),
        ("－1", "'－1"),
        ("＠x", "'＠x"),
        ("'=1", "''=1"),
        ("'n", "'n"),
        ("a=b", "a=b"),
        ("=a;b", "\"'=a;b\""),
    ] {
        let text = write(&[vec!["x".to_owned()], vec![cell.to_owned()]], ';');
        assert_eq!(text, format!("\u{FEFF}x\r\n{written}\r\n"), "{cell:?}");
        assert_eq!(unprotect(&parse(&text).unwrap().rows[0].cells[0]), cell);
    }
}

/// Rows as long as the header, each of which says something.
fn tables() -> impl Strategy<Value = Vec<Vec<String>>> {
    let cell = || prop_oneof!["[a-zA-ZäÖß]{0,5}", "[-=+@＝'\"a;,\t\r\n ]{0,6}", "\\PC{0,4}", Just("sep=;".to_owned())];
    let named = move || prop_oneof![cell(), "[a-z]{1,3}"].prop_filter("says something", |cell| !cell.trim().is_empty());
    (1..5_usize, 0..6_usize).prop_flat_map(move |(width, height)| {
        let row = (prop::collection::vec(cell(), width - 1), named()).prop_map(|(mut cells, last)| {
            // Empty cells at the end of the header are no columns.
            cells.push(last);
            cells
        });
        prop::collection::vec(row, 1..height + 2)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_written_is_read_again(rows in tables(), delimiter in prop::sample::select(&DELIMITERS[..])) {
        let text = write(&rows, delimiter);
        let decoded = decode(text.as_bytes());
        prop_assume!(decoded.is_ok());
        let table = parse_with(&decoded.unwrap().text, delimiter).unwrap();
        let bare = |row: &Vec<String>| row.iter().map(|cell| unprotect(cell).to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(table.rows.iter().map(|row| bare(&row.cells)).collect::<Vec<_>>(), rows[1..].to_vec());
        let names = rows[0].iter().map(|name| protect(name).trim().to_owned()).collect::<Vec<_>>();
        prop_assert_eq!(&table.header, &names);
        if names.len() > 1 {
            prop_assert_eq!(sniff(&text), delimiter);
        }
    }

    #[test]
    fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "[a\",;\t\r\n=' \u{FEFF}sep]{0,60}") {
        if let Ok(decoded) = decode(&bytes) {
            let _ = parse(&decoded.text);
        }
        if let Ok(table) = parse(&text) {
            prop_assert!(!table.header.is_empty() && table.rows.iter().all(|row| row.line >= 1));
        }
    }
}
