//! The last step lists everything that will be created, and the list of steps names the owners.

use crate::support::dom::wait_for;
use crate::support::samples::{config, empty_service, full_draft, person, wizard};
use crate::support::{Page, Service, get, text};
use leptos::prelude::*;
use model::group::{GroupDraft, Membership, Owner, Step};
use portal::pages::create_group::WizardView;
use wasm_bindgen_test::wasm_bindgen_test;

async fn summary(change: impl FnOnce(&mut GroupDraft)) -> (Page, Service) {
    let service = empty_service();
    let mut page = Page::new(&config());
    let wizard = wizard(&page, "a");
    let mut draft = full_draft(&page);
    change(&mut draft);
    wizard.draft.set(draft);
    wizard.go(Step::Summary);
    page.show(move || view! { <WizardView wizard/> });
    wait_for("button", "Finish").await;
    (page, service)
}

/// The text of the summary's section with this name.
fn part(name: &str) -> String {
    text(&get("region", name))
}

#[wasm_bindgen_test]
async fn who_is_a_member_for_how_long() {
    let _kept = summary(|draft| {
        draft.members[0].membership =
            Membership::Temporary { from: "2031-05-01".to_owned(), to: "2031-06-01".to_owned() };
    })
    .await;
    let said = part("Members");
    assert!(said.contains("2 members") && said.contains("1 of them temporary"), "{said}");
    assert!(said.contains("Bob O'Neill May 1, 2031 to Jun 1, 2031"), "{said}");
    assert!(said.contains("李雷"), "{said}");
}

#[wasm_bindgen_test]
async fn all_who_stay_for_a_while_are_named_however_many_there_are() {
    let _kept = summary(|draft| {
        for number in 0..40 {
            draft.add_member(person(&format!("Guest {number:02}")));
        }
        for member in draft.members.iter_mut().filter(|member| member.who.name.starts_with("Guest")) {
            member.membership = Membership::Temporary { from: "2031-05-01".to_owned(), to: "2031-06-01".to_owned() };
        }
    })
    .await;
    let said = part("Members");
    for number in 0..40 {
        assert!(said.contains(&format!("Guest {number:02} May 1, 2031")), "{number}: {said}");
    }
    assert!(!said.contains("more"), "{said}");
}

#[wasm_bindgen_test]
async fn who_owns_it_and_who_gets_no_mail() {
    let _kept = summary(|draft| {
        draft.additional_owners.push(Owner { who: person("Bob O'Neill"), do_not_notify: true });
        draft.additional_owners.push(Owner { who: person("Zoë"), do_not_notify: false });
    })
    .await;
    let said = part("Owners");
    assert!(said.contains("Bob O'Neill Not notified") && said.ends_with("Zoë"), "{said}");
    assert!(get("button", "Owners Ann Lee and 2 more").is_connected());
}

#[wasm_bindgen_test]
async fn whether_it_gets_mail() {
    let kept = summary(|_| {}).await;
    assert!(part("General").contains("Mail enabledNo"), "{}", part("General"));
    assert!(get("button", "Owners Ann Lee").is_connected());
    drop(kept);
    let _kept = summary(|draft| {
        let policy = model::config::GroupPolicy::default();
        draft.general.set_mail_enabled(true, &policy);
    })
    .await;
    let said = part("General");
    assert!(said.contains("Mail enabledYes") && said.contains("AliasGRP-Waterpolo"), "{said}");
}
