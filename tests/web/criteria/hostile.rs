//! Text in a rule is always shown as text: it becomes neither an element nor another attribute.

use super::{department, get_node, rule};
use crate::support::dom::{all, find_in};
use crate::support::until;
use model::criteria::{Criteria, Dialect, Edit, Join, Node, NodeId};
use wasm_bindgen_test::wasm_bindgen_test;

const HOSTILE: &str =
    "</em></button></li><img src=x onerror=\"document.title='taken'\">&amp;\" onclick='x' x=\"<script>1</script>";

#[wasm_bindgen_test]
async fn text_stays_text_when_drawn_at_once_and_when_drawn_again() {
    let raw = Node::raw(Dialect::Ldap, format!("(cn:2.4.6.8:={HOSTILE})"));
    let rule = rule(Criteria::of(Node::group(Join::All, vec![department(HOSTILE), raw]))).await;
    let said = format!("Department contains {HOSTILE}");
    let whole = |rule: &super::Rule| {
        assert_eq!(rule.rows()[0], said);
        assert!(rule.rows()[1].contains(HOSTILE), "{:?}", rule.rows());
        assert!(all("main :is(img, script, [onclick], [onerror])").is_empty());
        assert_eq!(super::sentences().len(), 2);
        let more = find_in(&get_node(1), "button", &format!("More actions: {said}"));
        assert!(more.is_some());
    };
    whole(&rule);
    // An edit renders only this row again.
    rule.builder.apply(Edit::SetNot(NodeId(1), true));
    until("the row says the opposite", || rule.rows()[0] == format!("Not {said}")).await;
    rule.builder.undo();
    until("the row says what it said", || rule.rows()[0] == said).await;
    whole(&rule);
}
