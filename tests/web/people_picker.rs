//! The people picker by keyboard, with a directory that answers late, out of order, or not at all.

use crate::support::dom::{attribute, wait_for};
use crate::support::samples::{config, people, people_of};
use crate::support::{Page, Reply, Sent, Service, all, find, frames, get, press, shown, text, type_in, until};
use leptos::prelude::*;
use portal::ui::field::FieldText;
use portal::ui::people_picker::PeoplePicker;
use serde_json::json;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlElement, PointerEvent, PointerEventInit};

/// A picker in a form, with the names that were picked and the number of submissions.
struct Picker {
    _page: Page,
    field: HtmlElement,
    picked: RwSignal<Vec<String>>,
    submitted: RwSignal<u32>,
}

async fn picker() -> Picker {
    let mut page = Page::new(&config());
    let (picked, submitted) = page.within(|| (RwSignal::new(Vec::new()), RwSignal::new(0)));
    page.show(move || {
        let text = FieldText::new("who", || "Add members", || None);
        view! {
            <form on:submit=move |ev| { ev.prevent_default(); submitted.update(|n| *n += 1) }>
                <PeoplePicker text classes=&["user"]
                    on_pick=move |who: model::group::Principal| picked.update(|all| all.push(who.name))/>
                <button type="submit">"Next"</button>
            </form>
        }
    });
    let field = wait_for("combobox", "Add members").await;
    Picker { _page: page, field, picked, submitted }
}

impl Picker {
    /// Types and waits for these suggestions.
    async fn suggest(&self, typed: &str, names: &[&str]) {
        type_in(&self.field, typed);
        until(&format!("{names:?} are suggested"), || suggested() == names).await;
    }

    fn expanded(&self) -> String {
        attribute(&self.field, "aria-expanded")
    }

    /// The name of the active suggestion (`aria-activedescendant`).
    fn active(&self) -> String {
        let id = attribute(&self.field, "aria-activedescendant");
        let option = document().get_element_by_id(&id);
        let Some(option) = option.and_then(|option| option.dyn_into::<HtmlElement>().ok()) else {
            return String::new();
        };
        assert_eq!(attribute(&option, "aria-selected"), "true");
        name_of(&option)
    }

    async fn press_and_see(&self, key: &str, active: &str) {
        press(key);
        until(&format!("{key} goes to “{active}”"), || self.active() == active).await;
    }

    fn picked(&self) -> Vec<String> {
        self.picked.get_untracked()
    }
}

/// The names of the suggestions, without title and type.
fn suggested() -> Vec<String> {
    all("[role=option]").iter().map(name_of).collect()
}

/// All text in the list, or "".
fn listed() -> String {
    find("listbox", "Suggestions").map(|list| text(&list)).unwrap_or_default()
}

fn name_of(option: &HtmlElement) -> String {
    text(option).split("Engineer").next().unwrap_or_default().trim().to_owned()
}

/// A directory with three users.
fn three(sent: &Sent) -> Reply {
    if sent.asks_for("han") {
        return people(&["Hanna Öz"]);
    }
    if sent.asks_for("an") { people_of(&["Ann Lee", "Dan Wu", "Hanna Öz"], 14) } else { people(&[]) }
}

#[wasm_bindgen_test]
async fn typing_asks_once_and_opens_the_list() {
    let service = Service::start(three);
    let picker = picker().await;
    assert_eq!(picker.expanded(), "false");
    for typed in ["a", "an"] {
        type_in(&picker.field, typed);
    }
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    assert_eq!(picker.expanded(), "true");
    assert_eq!(service.count("/Searches"), 1, "typing rested once");
    let question = service.sent()[0].json();
    assert_eq!(question["pageSize"], 40, "those who fit best are among them");
    assert_eq!(picker.active(), "", "nobody is chosen by being first");
    let list = get("listbox", "Suggestions");
    assert_eq!(attribute(&picker.field, "aria-controls"), list.id());
    assert!(text(&list).ends_with("11 more. Keep typing to narrow the list."));
    until("the number is said", || shown("status").contains(&"14 suggestions".to_owned())).await;
}

#[wasm_bindgen_test]
async fn arrows_home_and_end_move_and_enter_picks() {
    let _service = Service::start(three);
    let picker = picker().await;
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    let moves = [
        ("ArrowDown", "Ann Lee"),
        ("ArrowDown", "Dan Wu"),
        ("ArrowDown", "Hanna Öz"),
        ("ArrowDown", "Ann Lee"),
        ("ArrowUp", "Hanna Öz"),
        ("Home", "Ann Lee"),
        ("End", "Hanna Öz"),
        ("ArrowUp", "Dan Wu"),
    ];
    for (key, active) in moves {
        picker.press_and_see(key, active).await;
    }
    press("Enter");
    until("the list closes", || picker.expanded() == "false").await;
    assert_eq!(picker.picked(), ["Dan Wu"]);
    until("the field is empty for the next one", || field_text(&picker).is_empty()).await;
    assert_eq!(crate::support::dom::focused(), "Add members", "the focus stays for the next name");
    assert_eq!(picker.submitted.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn up_starts_from_the_end_and_enter_takes_the_only_one() {
    let _service = Service::start(three);
    let picker = picker().await;
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    picker.press_and_see("ArrowUp", "Hanna Öz").await;
    type_in(&picker.field, "han");
    until("other letters, another choice", || picker.active().is_empty()).await;
    until("the only one is marked", || suggested() == ["Hanna Öz"] && picker.active() == "Hanna Öz").await;
    press("Enter");
    assert_eq!(picker.picked(), ["Hanna Öz"]);
}

#[wasm_bindgen_test]
async fn enter_takes_nobody_who_is_not_marked_and_says_how_many_match() {
    let _service = Service::start(three);
    let picker = picker().await;
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    press("Enter");
    until("it is said", || listed().starts_with("14 match: choose one")).await;
    assert!(shown("status").contains(&"14 match: choose one".to_owned()), "and heard");
    // The suggestion under the pointer must not move when the line above disappears.
    let option = || all("[role=option]").remove(1);
    let top = option().get_bounding_client_rect().top();
    let init = PointerEventInit::new();
    init.set_bubbles(true);
    let moved = PointerEvent::new_with_event_init_dict("pointermove", &init).unwrap();
    option().dispatch_event(&moved).unwrap();
    until("it is marked", || picker.active() == "Dan Wu").await;
    assert!((option().get_bounding_client_rect().top() - top).abs() < 1.0 && listed().starts_with("14 match"));
    press("Escape");
    until("the list closes", || picker.expanded() == "false").await;
    press("Enter");
    until("the list opens again", || picker.expanded() == "true").await;
    assert!(picker.picked().is_empty() && picker.submitted.get_untracked() == 0);
    picker.press_and_see("ArrowDown", "Ann Lee").await;
    press("Enter");
    assert_eq!(picker.picked(), ["Ann Lee"]);
}

#[wasm_bindgen_test]
async fn a_whole_name_among_several_is_marked_unless_two_have_it() {
    let _service = Service::start(|sent| match () {
        () if sent.asks_for("dan") => people(&["Dan Wu", "Dan Wu"]),
        () => people(&["Ann Leeson", "Lee Ann", "Ann Lee"]),
    });
    let picker = picker().await;
    picker.suggest("ann lee", &["Ann Lee", "Lee Ann", "Ann Leeson"]).await;
    until("it is marked", || picker.active() == "Ann Lee").await;
    picker.suggest("dan wu", &["Dan Wu", "Dan Wu"]).await;
    press("Enter");
    until("one has to choose", || listed().starts_with("2 match: choose one")).await;
    assert!(picker.picked().is_empty());
}

#[wasm_bindgen_test]
async fn escape_closes_without_picking_and_an_arrow_opens_again() {
    let _service = Service::start(three);
    let picker = picker().await;
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    picker.press_and_see("ArrowDown", "Ann Lee").await;
    press("Escape");
    until("the list closes", || picker.expanded() == "false" && suggested().is_empty()).await;
    assert_eq!(attribute(&picker.field, "aria-activedescendant"), "");
    assert_eq!(field_text(&picker), "an", "what was typed stays");
    assert!(picker.picked().is_empty());
    press("ArrowDown");
    until("the list opens", || picker.expanded() == "true" && suggested().len() == 3).await;
}

#[wasm_bindgen_test]
async fn only_the_answer_to_the_last_question_is_shown() {
    let service = Service::start(|_| Reply::Held);
    let picker = picker().await;
    type_in(&picker.field, "an");
    until("the first question is asked", || service.held() == 1).await;
    type_in(&picker.field, "ann");
    until("the second question is asked", || service.held() == 2).await;
    service.release(1, people_of(&["Ann Lee"], 14));
    until("its answer is shown", || suggested() == ["Ann Lee"]).await;
    service.release(0, people(&["Dan Wu", "Hanna Öz"]));
    frames().await;
    assert_eq!(suggested(), ["Ann Lee"]);
}

#[wasm_bindgen_test]
async fn an_answer_that_comes_while_typing_goes_on_is_not_shown() {
    let service = Service::start(|_| Reply::Held);
    let picker = picker().await;
    type_in(&picker.field, "an");
    until("the question is asked", || service.held() == 1).await;
    type_in(&picker.field, "");
    service.release(0, people(&["Ann Lee"]));
    frames().await;
    assert!(suggested().is_empty());
    assert_eq!(picker.expanded(), "false");
}

#[wasm_bindgen_test]
async fn a_call_that_fails_shows_its_sentence() {
    let _service = Service::start(|_| Reply::Json(503, json!({})));
    let picker = picker().await;
    type_in(&picker.field, "an");
    let sentence = "The service is unavailable. Try again in a few minutes.";
    until("the sentence is shown", || listed() == sentence).await;
    press("Enter");
    assert!(picker.picked().is_empty());
    assert_eq!(picker.submitted.get_untracked(), 0);
}

#[wasm_bindgen_test]
async fn enter_without_a_match_never_sends_the_form() {
    let _service = Service::start(three);
    let picker = picker().await;
    type_in(&picker.field, "zz");
    press("Enter");
    let nobody = "No matches. Try another spelling.";
    until("it says that there is nobody", || listed() == nobody).await;
    press("Enter");
    assert_eq!(picker.submitted.get_untracked(), 0);
    type_in(&picker.field, "");
    until("the list closes", || picker.expanded() == "false").await;
    press("Enter");
    assert_eq!(picker.submitted.get_untracked(), 0, "a second Enter after a choice is no way to the next step");
}

#[wasm_bindgen_test]
async fn a_half_typed_name_stays_where_it_is_when_its_list_is_closed() {
    let _service = Service::start(three);
    let picker = picker().await;
    picker.suggest("an", &["Ann Lee", "Dan Wu", "Hanna Öz"]).await;
    press("Escape");
    until("the list closes", || picker.expanded() == "false").await;
    press("Enter");
    assert_eq!(picker.submitted.get_untracked(), 0);
    assert!(picker.picked().is_empty());
}

fn field_text(picker: &Picker) -> String {
    crate::support::dom::value("combobox", &crate::support::name(&picker.field))
}
