//! The addresses of pages, and requests as they are copied.

use model::wire::ObjectId;
use portal::app::start_script;
use portal::http::{Call, is_below};
use portal::routes::{Route, below, folder_of, is_within};
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn the_base_is_the_folder_of_the_page() {
    assert_eq!(folder_of("https://host:4443/portal/"), "/portal");
    assert_eq!(folder_of("https://host/tools/portal/?x=/y#z"), "/tools/portal");
    assert_eq!(folder_of("https://host"), "");
}

#[wasm_bindgen_test]
fn below_the_base_in_any_letter_case() {
    for path in ["/portal/groups", "/Portal/groups", "/PORTAL/groups"] {
        assert_eq!(below("/portal", path), Some("/groups"), "{path}");
    }
    assert_eq!(below("/portal", "/portal"), Some(""));
    assert_eq!(below("", "/groups"), Some("/groups"));
    for elsewhere in ["/portals/groups", "/other", "/", "/ü"] {
        assert_eq!(below("/portal", elsewhere), None, "{elsewhere}");
    }
}

#[wasm_bindgen_test]
fn every_path_leads_back_to_its_destination() {
    let group = Route::Group(ObjectId::new("CN=a/b 100%,DC=ü"));
    assert_eq!(group.path(), "/groups/CN%3Da%2Fb%20100%25%2CDC%3D%C3%BC");
    let user = Route::User(ObjectId::new("CN=a/b,DC=ü"));
    assert_eq!(user.path(), "/users/CN%3Da%2Fb%2CDC%3D%C3%BC");
    let lists = [Route::Dashboard, Route::MyGroups, Route::MyMemberships, Route::AllGroups, Route::Tasks, Route::Users];
    let compared = Route::Compare([Some(ObjectId::new("a b")), None]);
    assert_eq!(compared.path(), "/compare?left=a%20b");
    assert_eq!(Route::parse("/compare"), Some(Route::Compare([None, None])));
    for route in lists.into_iter().chain([group, user, Route::ImportUsers, Route::CreateUser(None)]) {
        assert_eq!(Route::parse(&route.path()), Some(route));
    }
    assert_eq!(Route::parse("/groups/new/"), Some(Route::CreateGroup(None)));
    for nowhere in ["/group", "/groups/a/b", "/groups/%", "/groups/%ff", "/groupsx", "/user", "/users/a/b", "/usersx"] {
        assert_eq!(Route::parse(nowhere), None, "{nowhere}");
    }
}

#[wasm_bindgen_test]
fn copies_are_quoted_for_their_shell_and_hold_no_token() {
    let call = Call::post("/a".to_owned(), json!({ "name": "O'Neill" }));
    let curl = call.curl("https://host");
    assert!(curl.contains("'https://host/a'") && curl.contains("O'\\''Neill") && curl.contains("$TOKEN"));
    assert!(call.powershell("https://host").contains("O''Neill"));
    let sly = Call::post("/a".to_owned(), json!({ "name": "O\u{2019}; Remove-Item" }));
    assert!(sly.powershell("https://host").contains("O\u{2019}\u{2019}; Remove-Item"));
}

#[wasm_bindgen_test]
fn only_the_portals_own_places_come_back() {
    for (base, place) in [
        ("/portal", "/portal/groups?q=a"),
        ("/portal", "/Portal/groups"),
        ("/portal", "/portal/"),
        ("", "/groups"),
        ("", "/"),
    ] {
        assert!(is_within(base, place), "{place}");
    }
    for (base, place) in [
        ("", "//evil.example/"),
        ("", "/\\evil.example/"),
        ("/portal", "//portal/"),
        ("/portal", "/portal//evil.example"),
        ("/portal", "/other/"),
        ("", "https://evil.example/"),
        ("", ""),
    ] {
        assert!(!is_within(base, place), "{place}");
    }
}

#[wasm_bindgen_test]
fn credentials_stay_below_the_address() {
    for (url, address, expected) in [
        ("/Data/api", "/Data", true),
        ("/Data", "/Data/", true),
        ("/Database/api", "/Data", false),
        ("https://a/Data/x", "https://a/Data", true),
        ("https://a.example/Data", "https://a", false),
    ] {
        assert_eq!(is_below(url, address), expected, "{url} {address}");
    }
}

#[wasm_bindgen_test]
fn a_version_is_the_name_of_its_script() {
    let page = "<script type=\"module\" src=\"./portal-start-0a1b.js\" integrity=\"sha384-x\"></script>";
    assert_eq!(start_script(page), Some("portal-start-0a1b"));
    assert_eq!(start_script("/portal/portal-start-0a1b.js"), Some("portal-start-0a1b"));
    assert_eq!(start_script("<html>Maintenance</html>"), None);
}
