//! The service and the model's evaluator mean the same by every rule: object by object, over the demo directory.

use super::support::{STORE, Server, create, group_body, start};
use super::trees::{LINKS, RuleGenerator};
use dataservice::random::Random;
use model::config::Config;
use model::criteria::{Condition, Criteria, Entry, Evaluator, Node, Operator, Schema, groupid, search};
use model::names::Dn;
use model::wire::{DirectoryObject, ObjectPage};
use serde_json::{Value, json};
use std::collections::{BTreeSet, HashMap};

/// An object among all objects, so that chains can be followed.
struct Among<'a> {
    object: &'a DirectoryObject,
    field: &'a Field,
}

impl Entry for Among<'_> {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        self.object.attributes().texts(attribute).for_each(each);
    }

    fn is_chained(&self, attribute: &str, target: &Dn) -> Option<bool> {
        let mut seen = BTreeSet::new();
        let mut waiting = vec![self.object];
        while let Some(object) = waiting.pop() {
            for dn in object.attributes().texts(attribute) {
                let Some(at) = self.field.places.get(dn).copied() else { continue };
                if self.field.keys[at] == target.normalized() {
                    return Some(true);
                }
                if seen.insert(at) {
                    waiting.push(&self.field.objects[at]);
                }
            }
        }
        Some(false)
    }
}

struct Field {
    server: Server,
    config: Config,
    objects: Vec<DirectoryObject>,
    /// The objects' names in the form in which equal ones are the same.
    keys: Vec<String>,
    /// Name → object.
    places: HashMap<String, usize>,
}

impl Field {
    /// All objects with every attribute of the configuration.
    fn new() -> Self {
        let server = Server::with(|options| options.objects = 60);
        // A ring of groups, and texts that only folding makes the same.
        let inner = create(&server, &group_body("ring inner", json!({ "description": "Straße  ΣΑΣ" })));
        let outer =
            create(&server, &group_body("ring outer", json!({ "member": inner, "description": " straße σας" })));
        create(&server, &group_body("ring", json!({ "member": outer, "info": "_x", "XGroupExpirationPolicy": "030" })));
        let config = Config::read(&server.get("/portal/config.json").ok()).unwrap();
        let names: Vec<_> =
            config.identity_stores[0].attributes.iter().map(|attribute| attribute.name.clone()).collect();
        let page = server.search(json!({ "pageSize": 10_000, "attributesToLoad": names })).ok();
        let objects = ObjectPage::from_json(&page).unwrap().data;
        assert!(objects.len() > 200, "{}", objects.len());
        let names: Vec<_> = objects.iter().map(|object| object.dn().unwrap().to_owned()).collect();
        let keys = names.iter().map(|dn| Dn::parse(dn).unwrap().normalized()).collect();
        let places = names.into_iter().enumerate().map(|(at, dn)| (dn, at)).collect();
        Self { server, config, objects, keys, places }
    }

    fn schema(&self) -> Schema<'_> {
        Schema::new(&self.config.identity_stores[0].attributes)
    }

    /// Whom the evaluator means.
    fn evaluated(&self, rule: &Criteria) -> BTreeSet<String> {
        let evaluator = Evaluator { schema: self.schema(), now: 0 };
        let meets = |object: &&DirectoryObject| {
            evaluator.matches(rule, &Among { object, field: self }).unwrap_or_else(|e| panic!("{e:?} in {rule:?}"))
        };
        self.objects.iter().filter(meets).map(|object| object.id.to_string()).collect()
    }

    /// Whom a search means, by the tree.
    fn searched(&self, rule: &Criteria) -> Value {
        // A search cannot negate what has no opposite; such a rule is previewed alone.
        let Ok(criterion) = search::to_criterion(rule) else { return self.previewed(rule) };
        let criterion = criterion.to_json();
        self.server.search(json!({ "pageSize": 10_000, "criteria": criterion })).ok()
    }

    /// Whom a preview means, by the text.
    fn previewed(&self, rule: &Criteria) -> Value {
        let all_types: Vec<_> = (6..=11).map(|code| json!({ "Value": code.to_string() })).collect();
        let body = json!({ "ExtensionDataAttributes": { "AttributesCollection": {
            "IMSGObjectTypes": all_types, "IMSGCriteria": [{ "Value": groupid::print_with_not(rule).unwrap() }],
            "IMSGStartPath": [start("DC=demo,DC=local", "2")] } }, "AttributesToLoad": ["name"] });
        let path = format!("{STORE}/Groups/SmartGroups/Members?sortOrder=1&pageNo=1&pageSize=10000");
        self.server.send("GET", &path, Some(&body)).ok()
    }

    /// Compares one of the two ways with the evaluator; says how many meet the rule.
    fn compare(&self, rule: &Criteria, by_text: bool) -> usize {
        let page = if by_text { self.previewed(rule) } else { self.searched(rule) };
        let page = ObjectPage::from_json(&page).unwrap();
        assert_eq!(page.total, Some(page.data.len() as i64));
        let own: BTreeSet<_> = page.data.iter().map(|object| object.id.to_string()).collect();
        let expected = self.evaluated(rule);
        let differ: Vec<_> = own.symmetric_difference(&expected).collect();
        assert!(differ.is_empty(), "{} of {} differ: {differ:?}", groupid::print(rule).unwrap(), expected.len());
        expected.len()
    }

    fn soil(&self) -> RuleGenerator<'_> {
        let held = |name: &str| -> Vec<String> {
            let texts = self.objects.iter().flat_map(|object| object.attributes().texts(name));
            texts.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let attributes = self.schema().attributes().iter().filter(|attribute| attribute.in_rules);
        RuleGenerator { attributes: attributes.map(|attribute| (attribute, held(&attribute.name))).collect() }
    }
}

#[test]
fn rules_by_chance() {
    let field = Field::new();
    let soil = field.soil();
    let mut random = Random(7);
    let (mut nobody, mut everybody) = (0, 0);
    for nth in 0..400 {
        let count = field.compare(&soil.rule(&mut random), nth % 2 == 0);
        nobody += usize::from(count == 0);
        everybody += usize::from(count == field.objects.len());
    }
    // Otherwise it would prove little.
    assert!(nobody + everybody < 200, "{nobody} and {everybody} of 400");
}

/// Each attribute with each operator that its syntax knows, whatever chance leaves out.
#[test]
fn every_operator_of_every_attribute() {
    let field = Field::new();
    let soil = field.soil();
    let mut random = Random(11);
    let mut asked = BTreeSet::new();
    for _ in 0..20_000 {
        let condition = soil.condition(&mut random);
        let operator = condition.operator.unwrap();
        if asked.insert((condition.attribute.to_lowercase(), operator.name())) {
            field.compare(&Criteria::of(Node::condition(condition)), asked.len() % 2 == 0);
        }
    }
    let wanted: usize = (field.schema().attributes().iter().filter(|attribute| attribute.in_rules))
        .map(|attribute| {
            let chain = attribute.syntax.is_dn() && !LINKS.contains(&attribute.name.as_str());
            let flags = if attribute.syntax == model::config::Syntax::Number { 4 } else { 0 };
            attribute.syntax.operators().len() + flags - usize::from(chain)
        })
        .sum();
    assert_eq!(asked.len(), wanted);
    let names: BTreeSet<_> = asked.iter().map(|(_, operator)| *operator).collect();
    assert_eq!(names.len(), Operator::ALL.len());
}

/// What chance rarely finds.
#[test]
fn awkward_rules() {
    let field = Field::new();
    let one = |attribute: &str, operator: Operator, value: &str| {
        let rule = Criteria::of(Node::condition(Condition::new(attribute, operator, value)));
        field.compare(&rule, true).min(field.compare(&rule, false))
    };
    assert_eq!(one("description", Operator::IsExactly, "STRAßE Σας"), 2);
    assert_eq!(one("description", Operator::IsExactly, "strasse σας"), 0);
    assert_eq!(one("description", Operator::StartsWith, " straße "), 2);
    assert_eq!(one("info", Operator::GreaterOrEqual, "Z"), 1);
    assert_eq!(
        one("XGroupExpirationPolicy", Operator::IsExactly, "30"),
        one("XGroupExpirationPolicy", Operator::IsExactly, "030")
    );
    assert_eq!(one("member", Operator::ChainMatch, "cn=Ring Inner,OU=Groups,DC=demo,DC=local"), 2);
    assert_eq!(one("memberOf", Operator::ChainMatch, "CN=ring,OU=Groups,DC=demo,DC=local"), 2);
    // Who lacks the attribute meets every negative operator.
    let all = field.objects.len();
    for operator in Operator::ALL.into_iter().filter(|operator| operator.is_negative() && operator.is_of_flags()) {
        assert!(one("userAccountControl", operator, "1073741824") == all, "{operator:?}");
    }
    assert!(one("mail", Operator::NotContains, "@") > 0 && one("manager", Operator::IsNot, "CN=a,DC=demo") == all);
}

/// A real directory knows attributes that this one does not: they are texts that nobody has.
#[test]
fn an_unknown_attribute_is_a_text_that_nobody_has() {
    let field = Field::new();
    let all = field.objects.len();
    let found = |text: &str| {
        let rule = groupid::parse(text).unwrap();
        let page = |page: Value| ObjectPage::from_json(&page).unwrap().data.len();
        let (searched, previewed) = (page(field.searched(&rule)), page(field.previewed(&rule)));
        assert_eq!(searched, previewed, "{text}");
        let open = field.config.identity_stores[0].schema();
        let evaluator = Evaluator { schema: open, now: 0 };
        let own = field.objects.iter().filter(|object| {
            evaluator.matches(&rule, &Among { object, field: &field }).unwrap_or_else(|e| panic!("{e:?} in {text}"))
        });
        assert_eq!(own.count(), searched, "{text}");
        searched
    };
    assert_eq!(found(r#"(extensionAttribute1 Is Exactly "x")"#), 0);
    assert_eq!(found("(extensionAttribute1 Present)"), 0);
    assert_eq!(
        found(r#"((1.2.840.113556.1.4.2 Contains "x") Or (department Not Present) Or (department Present))"#),
        all
    );
    assert_eq!(found(r#"(extensionAttribute1 Is Not "x")"#), all);
    assert_eq!(found("(extensionAttribute1 Not Present)"), all);
}
