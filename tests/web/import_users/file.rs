//! Which files are accepted, how they are read, and how their columns are recognised.

use super::{drop_file, dry_run, file, is_waiting, page, people, rows};
use crate::support::dom::wait_for;
use crate::support::keys::{choose, click};
use crate::support::people::{Directory, employee};
use crate::support::{all, find, get, shown, text, until};
use js_sys::{Function, Object, Reflect};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;

fn told() -> String {
    all("[aria-live] p").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn a_file_that_is_too_large_is_refused_before_it_is_read() {
    let (_page, _service) = page(&Directory::default()).await;
    let large: Object = file(b"First name\r\nAnn\r\n").unchecked_into();
    let own = |name: &str, get: &Function| {
        let descriptor = Object::new();
        Reflect::set(&descriptor, &"get".into(), get).unwrap();
        Object::define_property(&large, &name.into(), &descriptor);
    };
    own("size", &Function::new_no_args("return 100 * 1024 * 1024"));
    own(
        "arrayBuffer",
        &Function::new_no_args("window.readTooLarge = true; return () => Promise.reject(new Error('read'))"),
    );
    drop_file(&large);
    until("it is refused", || told().contains("This file is 100 MB; the limit is 10 MB.")).await;
    assert!(Reflect::get(&leptos::prelude::window(), &"readTooLarge".into()).unwrap().is_undefined(), "was read");
    assert!(find("heading", "File").is_some() && is_waiting("Next"));
}

#[wasm_bindgen_test]
async fn what_is_no_table_is_told_with_its_line() {
    let (_page, _service) = page(&Directory::default()).await;
    for (bytes, said) in [
        (&b"a,b\r\n\"x\r\ny"[..], "Line 2: a quotation mark opens here"),
        (b"a,b\r\n1,2\r\n\"x\"y,1\r\n", "Line 3: there is text between"),
        (b"", "This file has no rows."),
        (b"First name\r\n", "This file has no rows."),
        (b"PK\x03\x04\x00\x01", "This is not a text file."),
        (b"First name\r\nx\x90\xC4\xC4y\r\n", "its encoding is not known"),
    ] {
        drop_file(&file(bytes));
        until(&format!("“{said}” is told"), || told().contains(said)).await;
    }
    drop_file(&file(people(5_001).as_bytes()));
    until("too many rows are told", || told().contains("Line 5002: the file has more than 5000 rows.")).await;
}

#[wasm_bindgen_test]
async fn every_way_to_write_a_table_leads_to_the_same_rows() {
    let mut utf16 = vec![0xFF, 0xFE];
    utf16.extend("Vorname\tNachname\r\nZoë\tÅs\r\n".encode_utf16().flat_map(u16::to_le_bytes));
    let files: [&[u8]; 8] = [
        "\u{FEFF}First name,Last name\r\nZoë,Ås\r\n".as_bytes(),
        b"First name,Last name\r\nZo\x89,\x8Fs\r\n\x1A",
        "version:v1.0\r\nFirst name [givenName] Required,Last name [surname]\r\nZoë,Ås\r\n".as_bytes(),
        "#TYPE Some.User\r\n\"Vorname\";\"Nachname\"\r\n\"Zoë\";\"Ås\"\r\n".as_bytes(),
        "Vorname;Nachname\nZoë;Ås\n\n;\n".as_bytes(),
        "\"First name\",\"Last name\"\r\n\r\n\"Zoë\",\"Ås\"".as_bytes(),
        &utf16,
        b"First name,Last name\r\nZo\xEB,\xC5s\r\n",
    ];
    for bytes in files {
        let (_page, _service) = page(&Directory::default()).await;
        drop_file(&file(bytes));
        wait_for("heading", "Columns").await;
        if bytes.contains(&0xEB) && !bytes.contains(&0) {
            let warned = shown("paragraph").join(" ");
            assert!(warned.contains("Windows-1252"), "{warned}");
        }
        if bytes.contains(&0x1A) {
            let warned = shown("paragraph").join(" ");
            assert!(warned.contains("read with code page 850"), "{warned}");
        }
        click("button", "Next");
        until("the row is ready", || rows().iter().any(|row| row.contains("Zoë Ås") && row.contains("Ready"))).await;
        assert_eq!(rows().len(), 1);
    }
}

#[wasm_bindgen_test]
async fn columns_are_guessed_and_can_mean_something_else() {
    let (_page, _service) = page(&Directory::default()).await;
    drop_file(&file(b"Vorname,Nachname,Abteilung,department\r\nAnn,Lee,Ops,Sales\r\n"));
    wait_for("heading", "Columns").await;
    let chosen = |column: &str| {
        let list = get("combobox", &format!("Use {column} as"));
        let at = Reflect::get(&list, &"selectedIndex".into()).unwrap();
        let options = Reflect::get(&list, &"options".into()).unwrap();
        let option = Reflect::get_u32(&options, at.as_f64().unwrap() as u32).unwrap();
        Reflect::get(&option, &"text".into()).unwrap().as_string().unwrap()
    };
    assert_eq!(chosen("Vorname"), "First name");
    assert_eq!(chosen("Abteilung"), "(not used)");
    assert_eq!(chosen("department"), "Department");
    choose("Use Abteilung as", "Department");
    until("one column has it", || chosen("department") == "(not used)").await;
    choose("Use Vorname as", "(not used)");
    choose("Use Nachname as", "(not used)");
    until("it is told", || told().contains("No column identifies the user.")).await;
    click("button", "Next");
    crate::support::frames().await;
    assert!(find("heading", "Columns").is_some());
}

#[wasm_bindgen_test]
async fn a_column_of_passwords_is_not_read_aloud_and_is_checked() {
    let (_page, _service) = page(&Directory::default()).await;
    drop_file(&file(b"First name,Last name,Password\r\nAnn,Lee,Tr0ub4dor&3-horse\r\nBob,Ray,weak\r\nCid,Roe,\r\n"));
    wait_for("heading", "Columns").await;
    let html = || leptos::prelude::document().document_element().unwrap().outer_html();
    assert!(!html().contains("Tr0ub4dor&") && !html().contains("Tr0ub4dor&amp;"), "passwords are nobody's to read");
    click("button", "Next");
    until("the dry run is over", || shown("status").iter().any(|said| said.contains("2 rows ready"))).await;
    assert!(rows()[1].contains("Password: Use at least 12 characters."), "{:?}", rows());
    assert!(!html().contains("Tr0ub4dor"));
}

#[wasm_bindgen_test]
async fn the_dry_run_names_what_is_wrong_with_each_row() {
    let directory = Directory::of(vec![employee("ann.lee", "Someone")]);
    let (_page, service) = page(&directory).await;
    let table =
        "First name,Last name,Logon name\r\nAnn,Lee,\r\nBob,Ray,\r\nBob,Ray,\r\nCid,Roe,a@b@c\r\nDot,Tee\r\nEve\r\n";
    dry_run(table).await;
    let all = rows();
    assert!(all[0].contains("Logon name: This name is already in use."), "{all:?}");
    assert!(all[1].contains("Ready"), "{all:?}");
    assert!(all[2].contains("Line 3 has the same value."), "{all:?}");
    assert!(!all[3].contains("Ready"), "{all:?}");
    assert!(all[5].contains("cell"), "{all:?}");
    assert_eq!(service.count("/Users"), 0, "a dry run makes nobody");
    click("checkbox", "Only rows with errors");
    until("only those are shown", || !rows().iter().any(|row| row.contains("Ready"))).await;
}

#[wasm_bindgen_test]
async fn an_unreachable_directory_ends_the_dry_run_and_it_can_be_tried_again() {
    let directory = Directory::default();
    let silent = std::rc::Rc::new(std::cell::Cell::new(true));
    let (_page, _first) = page(&directory).await;
    let service = crate::support::Service::start({
        let (directory, silent) = (directory.clone(), silent.clone());
        move |sent| {
            if silent.get() && sent.path.ends_with("/Searches") {
                return crate::support::Reply::Failure;
            }
            directory.answer(sent)
        }
    });
    drop_file(&file(people(3).as_bytes()));
    wait_for("heading", "Columns").await;
    click("button", "Next");
    wait_for("button", "Try again").await;
    assert!(is_waiting("Next"), "nothing is made unchecked");
    silent.set(false);
    click("button", "Try again");
    until("the rows are ready", || shown("status").iter().any(|said| said.contains("3 rows ready"))).await;
    assert!(!is_waiting("Next"));
    drop(service);
}
