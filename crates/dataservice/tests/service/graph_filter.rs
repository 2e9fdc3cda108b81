//! Rules as Graph's `$filter`: where there is one, it finds exactly those whom the evaluator means.

use super::cases::{self, Case};
use super::graph_support::{Graph, NADIA, graph_error, ids};
use super::support::Server;
use super::trees::RuleGenerator;
use dataservice::random::Random;
use model::config::{Config, StoreConfig, StoreKind};
use model::criteria::{Condition, Criteria, Entry, Evaluator, Node, Operator, Schema, odata};
use model::graph::{GraphFilter, GraphQuery};
use model::names::Dn;
use serde_json::{Value, json};
use std::collections::BTreeSet;

pub const CASES: &[Case] =
    &[Case { method: "POST", template: "/beta/groups/evaluateDynamicMembership", run: evaluate }];

#[test]
fn routes() {
    cases::run(CASES);
}

/// Whether somebody would be a member by a rule, which only the beta version says.
fn evaluate(server: &Server) {
    let graph = Graph::of(server);
    let bearer = format!("Bearer {}", graph.token);
    let ask = |path: &str, body: Value| {
        let headers = [("authorization", &*bearer)];
        server.try_send("POST", path, "application/json", Some(&body.to_string()), &headers).unwrap()
    };
    let path = "/beta/groups/evaluateDynamicMembership";
    for (rule, is_member) in [
        (r#"user.department -eq "Operations""#, true),
        (r#"user.department -ne "Operations""#, false),
        (r#"(user.surname -startsWith "Night") -and (user.accountEnabled -eq true)"#, true),
        (r#"user.employeeId -eq null"#, true),
    ] {
        let said = ask(path, json!({ "memberId": NADIA, "membershipRule": rule })).ok();
        assert_eq!(said["membershipRuleEvaluationResult"], is_member, "{rule}: {said}");
        assert_eq!(said["membershipRule"], rule);
        assert_eq!(said["membershipRuleEvaluationDetails"]["expressionResult"], is_member);
    }
    let rule = r#"user.department -eq "x""#;
    for body in [
        json!({ "memberId": NADIA }),
        json!({ "membershipRule": rule }),
        json!({ "memberId": NADIA, "membershipRule": "user.department -eq" }),
        json!({ "memberId": 7, "membershipRule": rule }),
    ] {
        graph_error(&ask(path, body), 400);
    }
    let nobody = "00000000-0000-0000-0000-000000000000";
    graph_error(&ask(path, json!({ "memberId": nobody, "membershipRule": rule })), 404);
    // Version 1.0 has no such question.
    let of_v1 = ask(&path.replace("/beta", "/v1.0"), json!({ "memberId": NADIA, "membershipRule": rule }));
    assert!(matches!(of_v1.status, 404 | 405), "{of_v1:?}");
}

/// How many random rules are asked about.
const RULES: usize = 600;

/// The properties of the rules' attributes.
const PROPERTIES: [(&str, &str); 15] = [
    ("displayName", "displayName"),
    ("userPrincipalName", "userPrincipalName"),
    ("givenName", "givenName"),
    ("surname", "surname"),
    ("mail", "mail"),
    ("mailNickName", "mailNickname"),
    ("department", "department"),
    ("jobTitle", "jobTitle"),
    ("companyName", "companyName"),
    ("physicalDeliveryOfficeName", "officeLocation"),
    ("city", "city"),
    ("country", "country"),
    ("usageLocation", "usageLocation"),
    ("userType", "userType"),
    ("accountEnabled", "accountEnabled"),
];

/// A user as Graph answered it.
struct Person<'a>(&'a Value);

impl Person<'_> {
    fn value(&self, attribute: &str) -> Option<String> {
        let (_, property) = PROPERTIES.iter().find(|(own, _)| *own == attribute).expect(attribute);
        match &self.0[*property] {
            Value::String(text) => Some(text.clone()),
            Value::Bool(flag) => Some(flag.to_string().to_uppercase()),
            _ => None,
        }
    }
}

impl Entry for Person<'_> {
    fn values(&self, attribute: &str, each: &mut dyn FnMut(&str)) {
        if let Some(value) = self.value(attribute) {
            each(&value);
        }
    }

    fn is_chained(&self, _: &str, _: &Dn) -> Option<bool> {
        None
    }
}

struct People {
    store: StoreConfig,
    all: Vec<Value>,
}

impl People {
    fn of(server: &Server, graph: &Graph<'_>) -> Self {
        let config = Config::read(&server.get("/portal/config.json").ok()).unwrap();
        let store = config.identity_stores.into_iter().find(|store| store.kind == StoreKind::MicrosoftGraph).unwrap();
        let select: Vec<_> = ["id"].into_iter().chain(PROPERTIES.map(|(_, property)| property)).collect();
        let page = graph.get(&format!("/users?$top=999&$select={}", select.join(","))).ok();
        assert_eq!(page.get("@odata.nextLink"), None);
        Self { store, all: page["value"].as_array().unwrap().clone() }
    }

    /// Whom the evaluator means.
    fn meant(&self, rule: &Criteria) -> BTreeSet<String> {
        let evaluator = Evaluator { schema: Schema::new(&self.store.attributes), now: 0 };
        let meets = |user: &&Value| evaluator.matches(rule, &Person(user)).unwrap_or_else(|e| panic!("{e:?} {rule:?}"));
        self.all.iter().filter(meets).map(|user| user["id"].as_str().unwrap().to_owned()).collect()
    }
}

/// Whom Graph finds, and that it counts them.
fn found(graph: &Graph<'_>, filter: &GraphFilter) -> BTreeSet<String> {
    let query = GraphQuery::new().select(&["id"]).filter(filter).count().top(999);
    let page = graph.query(&format!("/users{}", query.text())).ok();
    let all: BTreeSet<_> = ids(&page).into_iter().collect();
    assert_eq!(page["@odata.count"], all.len());
    all
}

#[test]
fn a_filter_finds_whom_its_rule_means() {
    let server = Server::with(|options| options.objects = 60);
    let graph = Graph::of(&server);
    let people = People::of(&server, &graph);
    let held = |name: &str| people.all.iter().filter_map(|user| Person(user).value(name)).collect::<Vec<_>>();
    let attributes = people.store.attributes.iter().map(|attribute| (attribute, held(&attribute.name))).collect();
    let soil = RuleGenerator { attributes };
    let mut random = Random(8);
    let (mut said, mut some, mut negative) = (0, 0, 0);
    for _ in 0..RULES {
        let rule = soil.rule(&mut random);
        let Ok(filter) = odata::filter(&rule) else { continue };
        let meant = people.meant(&rule);
        assert_eq!(found(&graph, &filter), meant, "{} for {rule:?}", filter.text());
        said += 1;
        some += usize::from(!meant.is_empty() && meant.len() < people.all.len());
        negative += usize::from(filter.text().contains("not("));
    }
    assert!(said > RULES / 8 && some > RULES / 20 && negative > RULES / 20, "{said}, {some}, {negative}");
}

#[test]
fn who_lacks_a_property_meets_its_negative_conditions() {
    let server = Server::with(|options| options.objects = 60);
    let graph = Graph::of(&server);
    let people = People::of(&server, &graph);
    let lacks = |user: &&Value| user["city"].is_null();
    assert!(people.all.iter().any(|user| lacks(&user)) && !people.all.iter().all(|user| lacks(&user)));
    let city = people.all.iter().find_map(|user| user["city"].as_str()).unwrap();
    let start: String = city.chars().take(2).collect();
    for condition in [
        Condition::new("city", Operator::IsNot, city),
        Condition::new("city", Operator::NotStartsWith, start),
        Condition::bare("city", Operator::NotPresent),
        Condition::bare("city", Operator::Present),
    ] {
        let rule = Criteria::of(Node::condition(condition));
        let meant = people.meant(&rule);
        assert!(!meant.is_empty() && meant.len() < people.all.len());
        assert_eq!(found(&graph, &odata::filter(&rule).unwrap()), meant);
    }
}

/// What the table of Microsoft's documentation does not have is refused, as Graph does, and so is an advanced query that
/// does not say that it is one.
#[test]
fn the_service_filters_no_more_than_graph_does() {
    let server = Server::new();
    let graph = Graph::of(&server);
    for filter in [
        "contains(displayName,'x')",
        "startswith(jobTitle,'x')",
        "startswith(userType,'x')",
        "endswith(displayName,'x')",
        "endswith(department,'x')",
        "mail eq null",
        "usageLocation eq null",
        "userPrincipalName eq null",
        "employeeId in ('x')",
        "department gt 'x'",
    ] {
        let path = format!("/users?$count=true&$filter={}", model::wire::paths::segment(filter));
        graph_error(&graph.query(&path), 400);
    }
    for filter in ["department eq null", "department ne null", "companyName eq 'x'", "not(city eq 'x')"] {
        let path = format!("/users?$filter={}", model::wire::paths::segment(filter));
        assert_eq!(graph_error(&graph.get(&path), 400).0, "Request_UnsupportedQuery", "{filter}");
        graph.query(&format!("{path}&$count=true")).ok();
    }
}
