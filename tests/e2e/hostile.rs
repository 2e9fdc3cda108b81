//! A directory whose objects have hostile names: they are texts on every page and in every export, they stay in their
//! place, and they turn nothing around that is not theirs.

use crate::harness::{Journey, Portal};

/// The elements that only a name could have made, and the places where the direction of a name reaches other words.
const CHECK: &str = r#"
const wrong = [];
for (const element of document.querySelectorAll('img, body script, style, [onerror], [onload], center, main h1 ~ h1'))
    wrong.push('made by a name: ' + element.outerHTML.slice(0, 100));
if (window.smuggled) wrong.push('a name was run');
const turning = /[\u202a-\u202e\u2066-\u2069]/;
const isolates = ['isolate', 'isolate-override', 'plaintext'];
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
while (walker.nextNode()) {
    const text = walker.currentNode.data;
    if (!turning.test(text)) continue;
    let around = walker.currentNode.parentElement;
    if (around.closest('pre, textarea, option')) continue;
    while (getComputedStyle(around).display.startsWith('inline') && getComputedStyle(around).display === 'inline'
        && !isolates.includes(getComputedStyle(around).unicodeBidi)) around = around.parentElement;
    if (around.innerText.trim() !== text.trim() && !around.checkVisibility()) continue;
    // A long value has places to break, and is one value all the same.
    if (around.textContent.trim() !== text.trim() && around.querySelector(':scope > :not(wbr)'))
        wrong.push('a name turns words around: ' + around.outerHTML.slice(0, 200));
}
if (document.documentElement.scrollWidth > innerWidth) wrong.push('the page is wider than the window');
return wrong;
"#;

fn is_well(page: &Portal, state: &str) {
    for width in [390, 1300] {
        page.resize(width, 900, "light");
        let wrong = page.script(CHECK);
        assert_eq!(wrong.as_array().map(Vec::len), Some(0), "{state}, {width} px: {wrong:#}");
    }
    page.usual();
}

/// A page on which a name could run something that it must not.
fn watched(page: &Portal) {
    page.before_each_page("window.alert = () => { window.smuggled = true }");
}

#[test]
fn hostile_names_are_texts_on_every_page() {
    Journey::new().hostile().walk(|page| {
        watched(page);
        page.enter("my-groups");
        page.rows("my groups", |rows| rows.iter().any(|row| row.contains("<img src=x onerror=alert(1)>")));
        is_well(page, "My groups");
        page.fill("searchbox", "Search this list", "renwO");
        page.at("what is searched for", |place| place.contains("q=renwO"));
        page.rows("what was found", |rows| rows.len() == 1);
        is_well(page, "a search");
        let open = "document.querySelector('main tbody a').click()";
        page.script(open);
        page.at("the group", |place| place.starts_with("groups/"));
        page.find("tab", "Members");
        is_well(page, "a group");
        for tab in ["Members", "Owners", "All attributes"] {
            page.click("tab", tab);
            page.find("tabpanel", tab);
            is_well(page, tab);
        }
        page.click("link", "Users");
        page.rows("users", |rows| !rows.is_empty());
        page.fill("searchbox", "Search this list", "hostile");
        page.at("what is searched for", |place| place.contains("q=hostile"));
        page.rows("hostile users", |rows| rows.len() > 5);
        is_well(page, "Users");
        page.script(open);
        page.at("the user", |place| place.starts_with("users/"));
        is_well(page, "a user");
    });
}

#[test]
fn hostile_names_are_chosen_and_sent_as_they_are() {
    Journey::new().hostile().walk(|page| {
        watched(page);
        page.enter("groups/new");
        page.general("Plain name");
        page.next("Members");
        for name in ["<img src=x onerror=alert(1)>", "Olivia \u{202e}renwO"] {
            page.fill("combobox", "Add members", name);
            let option =
                page.wait("a suggestion", || page.names("option").into_iter().find(|option| option.contains(name)));
            is_well(page, "suggestions");
            page.click("option", &option);
            // In the words of the portal, what turns the direction is replaced.
            let end = name.rsplit('\u{202e}').next().unwrap_or_default();
            let is_removal = |button: &String| button.starts_with("Remove") && button.ends_with(end);
            page.wait("the member", || page.names("button").iter().any(is_removal).then_some(()));
        }
        is_well(page, "members of the wizard");
        page.next("Owners");
        page.next("Summary");
        is_well(page, "the summary");
        page.click("button", "Show HTTP request");
        is_well(page, "the request");
    });
}

#[test]
fn an_export_of_hostile_names_holds_no_formula() {
    Journey::new().hostile().walk(|page| {
        page.before_each_page(
            "const make = URL.createObjectURL; URL.createObjectURL = blob => { \
             blob.text().then(text => { window.saved = text }); return make(blob) }",
        );
        page.enter("my-groups");
        page.rows("my groups", |rows| !rows.is_empty());
        page.click("button", "Export CSV");
        page.find("dialog", "Export CSV");
        page.click("button", "Export");
        let saved = page.wait("the file", || page.script("return window.saved").as_str().map(str::to_owned));
        assert!(saved.contains("HYPERLINK") && saved.contains("renwO"), "{saved}");
        let cells = model::csv::parse(&saved).unwrap().rows.into_iter().flat_map(|row| row.cells);
        let formulas: Vec<_> =
            cells.filter(|cell| cell.starts_with(['=', '+', '-', '@', '\t', '\r', '\u{ff1d}'])).collect();
        assert!(formulas.is_empty(), "a spreadsheet would run these: {formulas:?}");
    });
}
