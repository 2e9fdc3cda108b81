//! OData query options, as Graph supports them. What people type is always escaped as a literal.

use crate::wire::paths::segment;

/// The header that advanced queries need, and its value.
pub const CONSISTENCY: (&str, &str) = ("ConsistencyLevel", "eventual");

/// The value of a `$filter` option.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphFilter {
    text: String,
    /// Whether Graph accepts it only with [`CONSISTENCY`] and `$count`.
    advanced: bool,
    /// Whether it consists of several joined conditions, which need brackets within another filter.
    joined: bool,
}

/// A text as an OData string literal.
fn literal(value: &str) -> String {
    format!("'{}'", value.replace('\'', "''"))
}

impl GraphFilter {
    fn one(text: String, advanced: bool) -> Self {
        Self { text, advanced, joined: false }
    }

    /// `property eq 'value'`
    pub fn eq(property: &'static str, value: &str) -> Self {
        Self::one(format!("{property} eq {}", literal(value)), false)
    }

    /// `startswith(property,'value')`
    pub fn starts_with(property: &'static str, value: &str) -> Self {
        Self::one(format!("startswith({property},{})", literal(value)), false)
    }

    /// `endswith(property,'value')`, which makes it an advanced query.
    pub fn ends_with(property: &'static str, value: &str) -> Self {
        Self::one(format!("endswith({property},{})", literal(value)), true)
    }

    /// `property eq true`
    pub fn is(property: &'static str, flag: bool) -> Self {
        Self::one(format!("{property} eq {flag}"), false)
    }

    /// `collection/any(c:c eq 'value')`
    pub fn any_eq(collection: &'static str, value: &str) -> Self {
        Self::one(format!("{collection}/any(c:c eq {})", literal(value)), false)
    }

    /// `property eq null`, which makes it an advanced query.
    pub fn is_null(property: &'static str) -> Self {
        Self::one(format!("{property} eq null"), true)
    }

    /// `property ne null`, which makes it an advanced query.
    pub fn is_not_null(property: &'static str) -> Self {
        Self::one(format!("{property} ne null"), true)
    }

    /// `relation/$count eq 0`, which makes it an advanced query. Of a group Graph counts the owners so, but not the members.
    pub fn has_no(relation: &'static str) -> Self {
        Self::one(format!("{relation}/$count eq 0"), true)
    }

    /// The negation, which makes it an advanced query.
    pub fn negated(&self) -> Self {
        Self::one(format!("not({})", self.text), true)
    }

    /// All of these; `None` if there are none.
    pub fn all(filters: &[Self]) -> Option<Self> {
        Self::join(filters, " and ")
    }

    /// Any of these; `None` if there are none.
    pub fn any(filters: &[Self]) -> Option<Self> {
        Self::join(filters, " or ")
    }

    fn join(filters: &[Self], word: &str) -> Option<Self> {
        if let [only] = filters {
            return Some(only.clone());
        }
        let piece = |filter: &Self| if filter.joined { format!("({})", filter.text) } else { filter.text.clone() };
        let text = filters.iter().map(piece).collect::<Vec<_>>().join(word);
        let advanced = filters.iter().any(|filter| filter.advanced);
        (!filters.is_empty()).then_some(Self { text, advanced, joined: true })
    }

    /// The filter as text, before it is percent-encoded for a URL.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// The value of a `$search` option: words of one of several properties begin with the words of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphSearch(String);

impl GraphSearch {
    /// `"property:text"` for each property, joined by OR; `None` if the text is blank or there are no properties.
    pub fn any(properties: &[&'static str], text: &str) -> Option<Self> {
        let text = text.trim().replace('\\', "\\\\").replace('"', "\\\"");
        let clauses: Vec<_> = properties.iter().map(|property| format!("\"{property}:{text}\"")).collect();
        (!text.is_empty() && !clauses.is_empty()).then(|| Self(clauses.join(" OR ")))
    }

    /// The search as text, before it is percent-encoded for a URL.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The query options of one URL.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GraphQuery {
    options: Vec<(&'static str, String)>,
    advanced: bool,
}

impl GraphQuery {
    pub fn new() -> Self {
        Self::default()
    }

    fn with(mut self, name: &'static str, value: String) -> Self {
        self.options.retain(|(known, _)| *known != name);
        self.options.push((name, value));
        self
    }

    fn has(&self, name: &str) -> bool {
        self.options.iter().any(|(known, _)| *known == name)
    }

    /// Returns only these properties (`$select`).
    #[must_use]
    pub fn select(self, properties: &[&'static str]) -> Self {
        self.with("$select", properties.join(","))
    }

    /// Returns at most this many objects a page, between 1 and 999 (`$top`).
    #[must_use]
    pub fn top(self, most: usize) -> Self {
        self.with("$top", most.clamp(1, 999).to_string())
    }

    /// Also returns the total number (`$count`), which makes it an advanced query.
    #[must_use]
    pub fn count(self) -> Self {
        Self { advanced: true, ..self.with("$count", "true".to_owned()) }
    }

    /// Sorts by a property (`$orderby`).
    #[must_use]
    pub fn order_by(self, property: &'static str, descending: bool) -> Self {
        self.with("$orderby", format!("{property}{}", if descending { " desc" } else { "" }))
    }

    /// Returns the objects that satisfy this filter (`$filter`).
    #[must_use]
    pub fn filter(self, filter: &GraphFilter) -> Self {
        let advanced = self.advanced || filter.advanced;
        Self { advanced, ..self.with("$filter", filter.text.clone()) }
    }

    /// Returns the objects that this search finds (`$search`), which makes it an advanced query.
    #[must_use]
    pub fn search(self, search: &GraphSearch) -> Self {
        Self { advanced: true, ..self.with("$search", search.0.clone()) }
    }

    /// Whether the request must carry [`CONSISTENCY`]: with a search, a count, a filter together with an order, or a
    /// filter that needs an advanced query.
    pub fn needs_consistency(&self) -> bool {
        self.advanced || (self.has("$filter") && self.has("$orderby"))
    }

    /// The options as the query string of a URL, with the question mark; empty if there are none. An advanced query
    /// gets `$count=true`, because Graph requires it.
    pub fn text(&self) -> String {
        let count = ("$count", "true".to_owned());
        let counted = (self.needs_consistency() && !self.has("$count")).then_some(&count);
        let option = |(name, value): &(&'static str, String)| format!("{name}={}", segment(value));
        let all: Vec<_> = self.options.iter().chain(counted).map(option).collect();
        if all.is_empty() { String::new() } else { format!("?{}", all.join("&")) }
    }
}
