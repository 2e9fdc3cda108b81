//! The rules of IIS's URL Rewrite module.

use std::collections::{BTreeMap, BTreeSet};

use regex::{Captures, Regex, RegexBuilder};
use roxmltree::Node;

use super::{elements, needed};

#[derive(Default)]
pub struct Rewrite {
    inbound: Vec<Inbound>,
    outbound: Vec<Outbound>,
}

/// Rewrites the address of a request.
struct Inbound {
    url: Pattern,
    conditions: Vec<Condition>,
    to: String,
}

/// Rewrites a header of a response.
struct Outbound {
    header: String,
    pattern: Pattern,
    conditions: Vec<Condition>,
    value: String,
}

enum Condition {
    Matches(String, Pattern),
    Is(String, What, bool),
}

enum What {
    File,
    Directory,
}

/// A pattern, and whether it must not match.
struct Pattern(Regex, bool);

impl Pattern {
    /// Reads an attribute. The module's patterns are ECMAScript's, and ignore letter case.
    fn read(node: Node<'_, '_>, attribute: &str) -> Self {
        let regex = RegexBuilder::new(&needed(node, attribute)).case_insensitive(true).build().unwrap();
        Self(regex, node.attribute("negate") == Some("true"))
    }

    fn holds(&self, text: &str) -> bool {
        self.0.is_match(text) != self.1
    }
}

impl Rewrite {
    pub fn read(section: Node<'_, '_>) -> Self {
        let [rules, outbound] = elements(section, &[])[..] else { panic!("rules and outboundRules") };
        assert!(rules.has_tag_name("rules") && outbound.has_tag_name("outboundRules"));
        let inbound = cleared(elements(rules, &[])).into_iter().map(inbound).collect();
        // Otherwise the first answer would be kept by IIS's own cache and sent to a browser that takes another coding.
        assert_eq!(outbound.attribute("rewriteBeforeCache"), Some("true"));
        let all = cleared(elements(outbound, &["rewriteBeforeCache"]));
        let (shared, rules): (Vec<_>, Vec<_>) = all.into_iter().partition(|node| node.has_tag_name("preConditions"));
        let [shared] = shared[..] else { panic!("the preconditions stand in one place") };
        let shared: BTreeMap<_, _> = cleared(elements(shared, &[])).into_iter().map(pre_condition).collect();
        let outbound: Vec<_> = rules.into_iter().map(|rule| self::outbound(rule, &shared)).collect();
        let used: BTreeSet<_> = outbound.iter().filter_map(|(name, _)| name.clone()).collect();
        assert_eq!(used, shared.keys().cloned().collect(), "a precondition that nothing uses");
        Self { inbound, outbound: outbound.into_iter().map(|(_, rule)| rule).collect() }
    }

    /// The path that is served for a path; both are below the folder.
    pub fn inbound(&self, path: &str, accept_encoding: &str, files: &BTreeSet<&str>) -> String {
        let variable = |name: &str| match name {
            "HTTP_ACCEPT_ENCODING" => accept_encoding.to_owned(),
            "REQUEST_FILENAME" => path.to_owned(),
            other => panic!("{{{other}}} means nothing here"),
        };
        for rule in &self.inbound {
            let is_met = |condition: &Condition| match condition {
                Condition::Matches(input, pattern) => pattern.holds(&expanded(input, None, variable)),
                Condition::Is(input, What::File, negate) => {
                    files.contains(expanded(input, None, variable).as_str()) != *negate
                }
                // The only folder that is there is the portal's own.
                Condition::Is(input, What::Directory, negate) => expanded(input, None, variable).is_empty() != *negate,
            };
            if rule.url.holds(path) && rule.conditions.iter().all(is_met) {
                return expanded(&rule.to, rule.url.0.captures(path), variable);
            }
        }
        path.to_owned()
    }

    /// Changes the headers of the answer with this address, path and query.
    pub fn outbound(&self, url: &str, status: u16, headers: &mut BTreeMap<String, String>) {
        let variable = |name: &str| match name {
            "HTTP_URL" => url.to_owned(),
            "RESPONSE_STATUS" => status.to_string(),
            other => panic!("{{{other}}} means nothing here"),
        };
        for rule in &self.outbound {
            let is_met = |condition: &Condition| match condition {
                Condition::Matches(input, pattern) => pattern.holds(&expanded(input, None, variable)),
                Condition::Is(..) => panic!("an answer is no file"),
            };
            let now = headers.get(&rule.header).cloned().unwrap_or_default();
            if rule.conditions.iter().all(is_met) && rule.pattern.holds(&now) {
                headers.insert(rule.header.clone(), rule.value.clone());
            }
        }
    }
}

/// What follows a `<clear />`, without which the rules of the site above would run first, and a second copy of the portal
/// below the first would be an error, because names are unique.
fn cleared<'a, 'input>(nodes: Vec<Node<'a, 'input>>) -> Vec<Node<'a, 'input>> {
    assert!(nodes.first().is_some_and(|first| first.has_tag_name("clear")), "no <clear />");
    nodes[1..].to_vec()
}

fn inbound(rule: Node<'_, '_>) -> Inbound {
    let (mut url, mut conditions, mut to) = (None, Vec::new(), None);
    for part in elements(rule, &["name", "stopProcessing"]) {
        match part.tag_name().name() {
            "match" => {
                elements(part, &["url", "negate"]);
                url = Some(Pattern::read(part, "url"));
            }
            "conditions" => conditions = elements(part, &[]).into_iter().map(condition).collect(),
            "action" => {
                elements(part, &["type", "url"]);
                assert_eq!(part.attribute("type"), Some("Rewrite"));
                to = Some(needed(part, "url"));
            }
            other => panic!("a rule has <{other}>, which means nothing here"),
        }
    }
    assert_eq!(rule.attribute("stopProcessing"), Some("true"), "the next rule would see what this one has rewritten");
    Inbound { url: url.unwrap(), conditions, to: to.unwrap() }
}

fn condition(add: Node<'_, '_>) -> Condition {
    assert!(add.has_tag_name("add") && elements(add, &["input", "pattern", "negate", "matchType"]).is_empty());
    let input = needed(add, "input");
    let is_negated = add.attribute("negate") == Some("true");
    match add.attribute("matchType") {
        None => Condition::Matches(input, Pattern::read(add, "pattern")),
        Some("IsFile") => Condition::Is(input, What::File, is_negated),
        Some("IsDirectory") => Condition::Is(input, What::Directory, is_negated),
        Some(other) => panic!("matchType {other} means nothing here"),
    }
}

fn pre_condition<'a, 'input>(node: Node<'a, 'input>) -> (String, Vec<Node<'a, 'input>>) {
    assert!(node.has_tag_name("preCondition"));
    (needed(node, "name"), elements(node, &["name"]))
}

fn outbound(rule: Node<'_, '_>, shared: &BTreeMap<String, Vec<Node<'_, '_>>>) -> (Option<String>, Outbound) {
    let [found, action] = elements(rule, &["name", "preCondition"])[..] else { panic!("a match and an action") };
    elements(found, &["serverVariable", "pattern"]);
    elements(action, &["type", "value"]);
    assert_eq!(action.attribute("type"), Some("Rewrite"));
    let header = needed(found, "serverVariable");
    let header = header.strip_prefix("RESPONSE_").expect("the headers of a response").replace('_', "-");
    let named = rule.attribute("preCondition").map(str::to_owned);
    let conditions = named.as_ref().map(|name| shared.get(name).expect("the precondition is there"));
    let conditions = conditions.into_iter().flatten().map(|node| condition(*node)).collect();
    (named, Outbound { header, pattern: Pattern::read(found, "pattern"), conditions, value: needed(action, "value") })
}

/// A text with its `{VARIABLES}`, and with `{R:1}` for the first group of the match.
fn expanded(text: &str, matched: Option<Captures<'_>>, variable: impl Fn(&str) -> String) -> String {
    let mut parts = text.split('{');
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let (name, rest) = part.split_once('}').expect("a variable ends");
        out += &match name.strip_prefix("R:") {
            Some(group) => {
                matched.as_ref().and_then(|all| all.get(group.parse().unwrap())).unwrap().as_str().to_owned()
            }
            None => variable(name),
        };
        out += rest;
    }
    out
}
