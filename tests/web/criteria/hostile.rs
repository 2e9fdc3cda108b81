//! Text in a rule is always shown as text: it becomes neither an element nor another attribute.

use super::{department, get_node, rule};
use crate::support::dom::all;
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
        assert!(all(".tree img, .tree script, .tree [onclick], .tree [onerror]").is_empty());
        assert_eq!(all(".node.rule").len(), 2);
        let more = get_node(1).query_selector(".more").unwrap().unwrap();
        assert_eq!(more.get_attribute("aria-label").unwrap(), format!("More actions: {said}"));
    };
    whole(&rule);
    // An edit renders only this row again.
    rule.builder.apply(Edit::SetNot(NodeId(1), true));
    until("the row says the opposite", || rule.rows()[0] == format!("Not {said}")).await;
    rule.builder.undo();
    until("the row says what it said", || rule.rows()[0] == said).await;
    whole(&rule);
}
