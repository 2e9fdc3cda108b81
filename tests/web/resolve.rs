//! Finds the objects that the entries of a pasted list mean, and when the user has to choose.

use crate::support::Page;
use crate::support::people::{Directory, employee};
use crate::support::samples::config;
use model::wire::StoreId;
use wasm_bindgen_test::wasm_bindgen_test;

/// The candidates for an entry, and whether it is unambiguous.
async fn resolved(entry: &str) -> (Vec<String>, bool) {
    let people = [
        ("d.smith", "Daniel Smith"),
        ("a.smith", "Ada Smith"),
        ("j.ironsmith", "John Ironsmith"),
        ("eva", "Müller, Eva"),
        ("ada.lee", "Eva Stone"),
        ("x1", "ada.lee"),
        ("t1", "Twin"),
        ("t2", "Twin"),
        ("m.anna", "Anna Maria Lopez"),
    ];
    let directory = Directory::of(people.iter().map(|(logon, name)| employee(logon, name)).collect());
    let _service = directory.start();
    let page = Page::new(&config());
    let answer =
        page.api.for_current_session().resolve(StoreId(2), &["user"], vec![entry.to_owned()], |_| true).await.unwrap();
    let one = answer.into_iter().next().unwrap();
    assert_eq!(one.entry, entry);
    let is_sure = one.found.len() == 1 && !one.is_doubtful;
    (one.found.into_iter().map(|who| who.name).collect(), is_sure)
}

#[wasm_bindgen_test]
async fn what_names_somebody_is_sure() {
    for (entry, name) in [
        ("Daniel Smith", "Daniel Smith"),
        ("DEMO\\d.smith", "Daniel Smith"),
        ("a.smith@demo.local", "Ada Smith"),
        ("Smith, Daniel", "Daniel Smith"),
        ("eva mueller", "Müller, Eva"),
        ("Eva Muller", "Müller, Eva"),
        // A logon name wins over a display name.
        ("ada.lee", "Eva Stone"),
    ] {
        assert_eq!(resolved(entry).await, (vec![name.to_owned()], true), "{entry}");
    }
}

#[wasm_bindgen_test]
async fn what_fits_several_or_one_in_part_is_for_choosing() {
    for (entry, names) in [
        ("Smith", vec!["Daniel Smith", "Ada Smith"]),
        ("Twin", vec!["Twin", "Twin"]),
        ("Ironsmith", vec!["John Ironsmith"]),
        ("Anna Lopez", vec!["Anna Maria Lopez"]),
        ("Iron", vec!["John Ironsmith"]),
        ("nobody@demo.local", vec![]),
        ("zzz", vec![]),
    ] {
        let (found, is_sure) = resolved(entry).await;
        assert_eq!((found, is_sure), (names.into_iter().map(str::to_owned).collect(), false), "{entry}");
    }
}
