//! Addresses and query options: what people type stays within its literal.

use model::graph::{Graph, GraphFilter, GraphQuery, GraphSearch, RelationKind};
use model::wire::ObjectId;
use proptest::prelude::*;

#[test]
fn addresses() {
    let graph = Graph::at("https://graph.microsoft.com/v1.0/");
    let id = ObjectId::new("a/b c");
    assert_eq!(graph.groups(), "https://graph.microsoft.com/v1.0/groups");
    assert_eq!(graph.group(&id), "https://graph.microsoft.com/v1.0/groups/a%2Fb%20c");
    let own = Graph::at("/v1.0");
    assert_eq!(
        own.related(&id, RelationKind::Owners, &GraphQuery::new().top(5)),
        "/v1.0/groups/a%2Fb%20c/owners?$top=5"
    );
    assert_eq!(own.relate(&id, RelationKind::Members), "/v1.0/groups/a%2Fb%20c/members/$ref");
    assert_eq!(own.unrelate(&id, RelationKind::Members, &id), "/v1.0/groups/a%2Fb%20c/members/a%2Fb%20c/$ref");
    assert_eq!(own.user(&ObjectId::new("ann@x.org")), "/v1.0/users/ann%40x.org");
    assert_eq!((own.me(), own.batch()), ("/v1.0/me".to_owned(), "/v1.0/$batch".to_owned()));
    assert_eq!(own.owned(&GraphQuery::new()), "/v1.0/me/ownedObjects/microsoft.graph.group");
    assert_eq!(own.joined(&GraphQuery::new()), "/v1.0/me/memberOf/microsoft.graph.group");
    let authority = "https://login.microsoftonline.com/tenant/";
    let authorize = model::graph::paths::authorize(authority);
    assert_eq!(authorize, "https://login.microsoftonline.com/tenant/oauth2/v2.0/authorize");
    assert_eq!(model::graph::paths::token("/tenant"), "/tenant/oauth2/v2.0/token");
}

#[test]
fn what_is_an_advanced_query_says_so() {
    let ann = GraphFilter::starts_with("displayName", "ann");
    let simple = GraphQuery::new().filter(&ann).select(&["id", "displayName"]).top(5_000);
    assert!(!simple.needs_consistency());
    assert_eq!(simple.text(), "?$filter=startswith%28displayName%2C%27ann%27%29&$select=id%2CdisplayName&$top=999");
    let search = GraphSearch::any(&["displayName", "mail"], " ann ").unwrap();
    assert_eq!(search.text(), "\"displayName:ann\" OR \"mail:ann\"");
    assert_eq!(GraphSearch::any(&["displayName"], "  "), None);
    let advanced = [
        GraphQuery::new().search(&search),
        GraphQuery::new().count(),
        simple.clone().order_by("displayName", true),
        GraphQuery::new().filter(&ann.negated()),
        GraphQuery::new().filter(&GraphFilter::ends_with("mail", "x")),
        GraphQuery::new().filter(&GraphFilter::any(&[ann.clone(), ann.negated()]).unwrap()),
    ];
    for query in advanced {
        assert!(query.needs_consistency() && query.text().matches("$count=true").count() == 1, "{query:?}");
    }
    assert!(!GraphQuery::new().order_by("displayName", false).needs_consistency());
    assert_eq!(GraphQuery::new().text(), "");
}

#[test]
fn filters_join_in_brackets() {
    let is = |value: &str| GraphFilter::eq("mailNickname", value);
    assert_eq!(is("O'Brien").text(), "mailNickname eq 'O''Brien'");
    let either = GraphFilter::any(&[is("a"), GraphFilter::any_eq("groupTypes", "Unified")]).unwrap();
    let both = GraphFilter::all(&[either, GraphFilter::is("mailEnabled", true)]).unwrap();
    let text = "(mailNickname eq 'a' or groupTypes/any(c:c eq 'Unified')) and mailEnabled eq true";
    assert_eq!(both.text(), text);
    assert_eq!(both.negated().text(), format!("not({text})"));
    assert_eq!(GraphFilter::all(&[]), None);
    assert_eq!(GraphFilter::any(&[is("a")]), Some(is("a")));
}

/// Reads an OData literal; what stands behind it has to be nothing.
fn literal(text: &str) -> Option<String> {
    let inner = text.strip_prefix('\'')?.strip_suffix('\'')?;
    inner.split("''").all(|piece| !piece.contains('\'')).then(|| inner.replace("''", "'"))
}

/// Reads the clause between two double quotes.
fn clause(text: &str) -> Option<String> {
    let mut chars = text.strip_prefix('"')?.chars();
    let mut out = String::new();
    loop {
        match chars.next()? {
            '\\' => out.push(chars.next()?),
            '"' => return chars.as_str().is_empty().then_some(out),
            c => out.push(c),
        }
    }
}

fn decoded(text: &str) -> String {
    let mut bytes = Vec::new();
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let digits = [rest.next().unwrap(), rest.next().unwrap()];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).unwrap(), 16).unwrap());
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).unwrap()
}

proptest! {
    #[test]
    fn nobody_breaks_out_of_a_literal(typed in "\\PC*|[' \"\\\\&=#?%+)(]{0,20}") {
        let filter = GraphFilter::eq("displayName", &typed);
        let literal = literal(filter.text().strip_prefix("displayName eq ").unwrap());
        prop_assert_eq!(literal.as_deref(), Some(&*typed));
        if let Some(search) = GraphSearch::any(&["displayName"], &typed) {
            let expected = format!("displayName:{}", typed.trim());
            prop_assert_eq!(clause(search.text()), Some(expected));
            let text = GraphQuery::new().filter(&filter).search(&search).top(1).text();
            prop_assert!(!text.contains([' ', '"', '#', '\'', '\\']));
            let options: Vec<_> = text[1..].split('&').map(|option| option.split_once('=').unwrap()).collect();
            prop_assert_eq!(options.len(), 4);
            prop_assert_eq!(decoded(options[0].1), filter.text());
            prop_assert_eq!(decoded(options[1].1), search.text());
        }
    }
}
