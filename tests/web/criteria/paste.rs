//! "Paste a rule": changes by this store are shown before the rule is used. Also: distinguished names that do not
//! exist.

use super::{attributes, department};
use crate::support::dom::{all, all_in, find, get, text, wait_for};
use crate::support::keys::click;
use crate::support::samples::{config, people};
use crate::support::{Page, Reply, Sent, Service, type_in, until};
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Condition, Criteria, Join, Node, NodeId, Operator, groupid};
use model::group::MembershipRule;
use model::wire::object_types::ObjectTypes;
use portal::criteria::state::RuleField;
use portal::criteria::{Builder, CriteriaBuilder, PasteDialog, keep_dn_checks};
use wasm_bindgen_test::wasm_bindgen_test;

struct Pasting {
    _page: Page,
    _service: Service,
    builder: Builder,
    rule: RwSignal<MembershipRule>,
}

fn both() -> ObjectTypes {
    ObjectTypes::USERS.set(ObjectTypes::GROUPS, true)
}

/// The open dialog over a rule that looks for users and groups.
async fn pasting(criteria: Criteria) -> Pasting {
    let service = Service::start(|_| people(&[]));
    let mut config = config();
    config["identityStores"][0]["attributes"] = attributes();
    let mut page = Page::new(&config);
    let store: StoreConfig = page.api.current_store();
    let rule = MembershipRule { find: both(), criteria: criteria.clone(), ..MembershipRule::new(&store) };
    let (builder, rule) = page.within(|| (Builder::new(store, criteria), RwSignal::new(rule)));
    let change = page.within(|| Callback::new(move |changed| rule.set(changed)));
    let field = RuleField { rule: rule.into(), change };
    let open = page.within(|| RwSignal::new(true));
    page.show(move || view! { <CriteriaBuilder builder/> <PasteDialog open builder field/> });
    wait_for("textbox", "Rule").await;
    Pasting { _page: page, _service: service, builder, rule }
}

impl Pasting {
    async fn paste(&self, filter: &str, seen: &str) {
        type_in(&get("textbox", "Rule"), filter);
        until(&format!("“{seen}” is to be seen in {}", dialog()), || dialog().contains(seen)).await;
    }

    fn now(&self) -> String {
        groupid::print(&self.builder.now()).unwrap()
    }
}

fn dialog() -> String {
    all("dialog").iter().map(text).collect()
}

#[wasm_bindgen_test]
async fn kinds_of_objects_become_what_the_rule_finds() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(&(objectCategory=person)(objectClass=user)(l=Berlin))";
    pasting.paste(filter, "Find: Users was taken from objectCategory=person, objectClass=user.").await;
    assert!(!dialog().contains("list"), "{}", dialog());
    click("button", "Use this rule");
    until("users are found", || pasting.rule.get_untracked().find == ObjectTypes::USERS).await;
    assert_eq!(pasting.now(), r#"(l Is Exactly "Berlin")"#);
}

#[wasm_bindgen_test]
async fn one_word_alone_tells_what_it_means_besides() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(&(objectCategory=person)(l=Berlin))";
    pasting.paste(filter, "In the directory it also matches Contacts.").await;
}

#[wasm_bindgen_test]
async fn what_is_added_leaves_alone_what_the_rest_finds() {
    let two = Criteria::of(Node::group(Join::Any, vec![department("a"), department("b").negated()]));
    let pasting = pasting(two).await;
    pasting.paste("(&(objectClass=user)(l=Berlin))", "Recognised: LDAP filter with 2 conditions.").await;
    click("button", "Add to the rule");
    until("it is added", || pasting.now().contains("Berlin")).await;
    assert!(pasting.now().contains(r#"(objectClass Is Exactly "user")"#), "{}", pasting.now());
    assert_eq!(pasting.rule.get_untracked().find, both());
}

#[wasm_bindgen_test]
async fn what_is_not_listed_can_be_left_out_where_nobody_gets_in() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(|(l=Berlin)(employeeType=intern)(extensionAttribute1=x))";
    pasting.paste(filter, "2 attributes are not in this portal's list: employeeType, extensionAttribute1").await;
    assert!(dialog().contains("employeeType is compared as text; the directory decides."), "{}", dialog());
    click("button", "Leave these out");
    until("it is said", || dialog().contains("2 conditions are left out: employeeType, extensionAttribute1")).await;
    click("button", "Put them back");
    wait_for("button", "Leave these out").await;
    click("button", "Leave these out");
    wait_for("button", "Put them back").await;
    click("button", "Use this rule");
    until("they are left out", || !pasting.builder.now().is_empty()).await;
    assert_eq!(pasting.now(), r#"(l Is Exactly "Berlin")"#);
}

#[wasm_bindgen_test]
async fn what_would_let_people_in_is_not_left_out() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(&(l=Berlin)(employeeType=intern))";
    let why = "Leaving conditions out is not possible: without “employeeType is exactly intern” the rule could match more people.";
    pasting.paste(filter, why).await;
    assert!(find("button", "Leave these out").is_none());
    click("button", "Use this rule");
    until("it is used as it is", || pasting.builder.now().root().conditions() == 2).await;
}

#[wasm_bindgen_test]
async fn what_is_put_right_is_said() {
    let pasting = pasting(Criteria::default()).await;
    pasting.paste("(&\n (l = Berlin)(!title=Intern))", "Blanks around the operator were removed: (l=Berlin)").await;
    assert!(dialog().contains("Brackets were added: (!(title=Intern))"), "{}", dialog());
    assert!(dialog().contains("Blanks and line breaks between the conditions were removed."), "{}", dialog());
    click("button", "Use this rule");
    until("it is used", || !pasting.builder.now().is_empty()).await;
    let written = model::criteria::ldap::print(&pasting.builder.now()).unwrap();
    assert_eq!(written, "(&(l=Berlin)(!(title=Intern)))");
}

#[wasm_bindgen_test]
async fn a_folded_value_is_joined_and_shown() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(memberOf=CN=Fleet,OU=Gro\n ups,DC=demo,DC=local)";
    pasting.paste(filter, "was joined. Check it: CN=Fleet,OU=Groups,DC=demo,DC=local").await;
}

#[wasm_bindgen_test]
async fn a_missing_bracket_is_added_with_one_click() {
    let pasting = pasting(Criteria::default()).await;
    pasting.paste("(&(l=Berlin)(title=Intern)", "expected a closing bracket )").await;
    click("button", "Add the missing closing bracket");
    until("it is read", || dialog().contains("Recognised: LDAP filter with 2 conditions.")).await;
    pasting.paste("((l Is Exactly \"Berlin\") And (title Present)", "expected a closing bracket )").await;
    click("button", "Add the missing closing bracket");
    until("it is read", || dialog().contains("Recognised: GroupID criteria with 2 conditions.")).await;
}

#[wasm_bindgen_test]
async fn where_several_readings_are_possible_none_is_offered() {
    let pasting = pasting(Criteria::default()).await;
    pasting.paste("(l=Berlin)(title=Intern)", "expected the end of the text").await;
    assert_eq!(crate::support::dom::all_in(&get_dialog(), "button.s").len(), 1, "only the way to the error");
}

fn get_dialog() -> web_sys::HtmlElement {
    all("dialog").pop().unwrap()
}

#[wasm_bindgen_test]
async fn a_filter_of_exchange_is_named_and_carried_over() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(City -eq 'Berlin') -or (PrimarySmtpAddress -like '*@demo.local')";
    pasting.paste(filter, "Recognised: Exchange filter (OPATH) with 2 conditions.").await;
    assert!(
        dialog().contains("PrimarySmtpAddress -like '*@demo.local': there is no matching attribute"),
        "{}",
        dialog()
    );
    assert!(dialog().contains("In Exchange, a filter finds only recipients."), "{}", dialog());
    click("button", "Leave these out");
    wait_for("button", "Put them back").await;
    click("button", "Use this rule");
    until("it is used", || !pasting.builder.now().is_empty()).await;
    assert_eq!(pasting.now(), r#"(l Is Exactly "Berlin")"#);
}

#[wasm_bindgen_test]
async fn what_exchange_alone_can_ask_is_not_left_out_of_an_and() {
    let pasting = pasting(Criteria::default()).await;
    let filter = "(City -eq 'Berlin') -and (RecipientType -eq 'PublicFolder')";
    pasting.paste(filter, "the rule could match more people").await;
    assert!(dialog().contains("rules cannot compare with this value."), "{}", dialog());
    assert!(!dialog().contains("finds only recipients"), "{}", dialog());
    assert!(find("button", "Leave these out").is_none());
}

/// A rule whose distinguished names are checked.
async fn checked(criteria: Criteria, answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Service, Builder) {
    let service = Service::start(answer);
    let mut config = config();
    config["identityStores"][0]["attributes"] = attributes();
    let mut page = Page::new(&config);
    let store: StoreConfig = page.api.current_store();
    let builder = page.within(|| Builder::new(store, criteria));
    page.show(move || {
        keep_dn_checks(builder);
        view! { <CriteriaBuilder builder/> }
    });
    wait_for("button", "Add condition").await;
    (page, service, builder)
}

#[wasm_bindgen_test]
async fn a_distinguished_name_of_nobody_is_pointed_out() {
    let manager = |dn: &str| Node::condition(Condition::new("manager", Operator::IsExactly, dn));
    let group = Node::condition(Condition::new("memberOf", Operator::IsExactly, "CN=No Such Thing,DC=demo,DC=local"));
    let known = "CN=Ann Lee,OU=Groups,DC=demo,DC=local";
    let rule = Node::group(Join::All, vec![manager("CN=Gone,DC=demo,DC=local"), manager(known), group]);
    let answer = |sent: &Sent| {
        if sent.asks_for("CN=Ann Lee,OU=Groups,DC=demo,DC=local") { people(&["Ann Lee"]) } else { people(&[]) }
    };
    let (_page, _service, builder) = checked(Criteria::of(rule), answer).await;
    let mark = |node| {
        builder.problems.with_untracked(|annotations| annotations.get(NodeId(node)).map(|mark| mark.text.clone()))
    };
    until("both are marked", || mark(1).is_some() && mark(3).is_some()).await;
    assert!(mark(1).unwrap().starts_with("Nobody has this distinguished name: CN=Gone,"));
    assert!(mark(3).unwrap().starts_with("No group has this distinguished name: CN=No Such Thing,"));
    assert_eq!(mark(2), None);
    let marks = || all_in(&super::get_node(1), "p");
    until("it is shown at its row", || marks().iter().any(|mark| text(mark).contains("CN=Gone"))).await;
}

#[wasm_bindgen_test]
async fn a_name_that_could_not_be_looked_for_is_not_spoken_of() {
    let manager = Node::condition(Condition::new("manager", Operator::IsExactly, "CN=Gone,DC=demo,DC=local"));
    let (_page, service, builder) = checked(Criteria::of(manager), |_| Reply::Text(400, "no")).await;
    until("it was asked", || service.count("Searches") > 0).await;
    crate::support::frames().await;
    assert_eq!(service.count("Searches"), 1, "it is asked once");
    assert!(builder.problems.with_untracked(|annotations| annotations.is_empty()));
}
