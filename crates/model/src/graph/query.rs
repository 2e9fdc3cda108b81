//! OData's query options, as Graph takes them. What people type becomes a literal and never leaves it.

use crate::wire::paths::segment;

/// The header that advanced queries need, and its value.
pub const CONSISTENCY: (&str, &str) = ("ConsistencyLevel", "eventual");

/// A `$filter`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphFilter {
    text: String,
    /// Whether Graph answers it only with [`CONSISTENCY`] and `$count`.
    advanced: bool,
    /// Whether it is several conditions joined, which stand in brackets within others.
    joined: bool,
}

/// A text as a literal.
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

    /// `endswith(property,'value')`, which is an advanced query.
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

    /// `property eq null`, which is an advanced query.
    pub fn is_null(property: &'static str) -> Self {
        Self::one(format!("{property} eq null"), true)
    }

    /// `property ne null`, which is an advanced query.
    pub fn is_not_null(property: &'static str) -> Self {
        Self::one(format!("{property} ne null"), true)
    }

    /// The opposite, which is an advanced query.
    pub fn negated(&self) -> Self {
        Self::one(format!("not({})", self.text), true)
    }

    /// All of these; none of them is no filter at all.
    pub fn all(filters: &[Self]) -> Option<Self> {
        Self::join(filters, " and ")
    }

    /// Any of these; none of them is no filter at all.
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

    /// As it stands in an address, before it is percent-encoded.
    pub fn text(&self) -> &str {
        &self.text
    }
}

/// A clause of `$search`: a property holds words that start like these. Any of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GraphSearch(String);

impl GraphSearch {
    /// `"property:text"` for each of the properties, joined by OR; none where there is nothing to search for.
    pub fn any(properties: &[&'static str], text: &str) -> Option<Self> {
        let text = text.trim().replace('\\', "\\\\").replace('"', "\\\"");
        let clauses: Vec<_> = properties.iter().map(|property| format!("\"{property}:{text}\"")).collect();
        (!text.is_empty() && !clauses.is_empty()).then(|| Self(clauses.join(" OR ")))
    }

    /// As it stands in an address, before it is percent-encoded.
    pub fn text(&self) -> &str {
        &self.0
    }
}

/// The options of one address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct GraphQuery {
    options: Vec<(&'static str, String)>,
    advanced: bool,
}

impl GraphQuery {
    /// Without any.
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

    /// These properties only.
    #[must_use]
    pub fn select(self, properties: &[&'static str]) -> Self {
        self.with("$select", properties.join(","))
    }

    /// So many a page, at most 999.
    #[must_use]
    pub fn top(self, most: usize) -> Self {
        self.with("$top", most.clamp(1, 999).to_string())
    }

    /// With how many there are in all, which makes it an advanced query.
    #[must_use]
    pub fn count(self) -> Self {
        Self { advanced: true, ..self.with("$count", "true".to_owned()) }
    }

    /// In this order.
    #[must_use]
    pub fn order_by(self, property: &'static str, descending: bool) -> Self {
        self.with("$orderby", format!("{property}{}", if descending { " desc" } else { "" }))
    }

    /// What meets this.
    #[must_use]
    pub fn filter(self, filter: &GraphFilter) -> Self {
        let advanced = self.advanced || filter.advanced;
        Self { advanced, ..self.with("$filter", filter.text.clone()) }
    }

    /// What is found by this.
    #[must_use]
    pub fn search(self, search: &GraphSearch) -> Self {
        Self { advanced: true, ..self.with("$search", search.0.clone()) }
    }

    /// Whether the call has to carry [`CONSISTENCY`]: a search, a count, a filter beside an order, and what filters by a
    /// negation or an ending.
    pub fn needs_consistency(&self) -> bool {
        self.advanced || (self.has("$filter") && self.has("$orderby"))
    }

    /// As it is put after a path: with the question mark, or "". An advanced query counts, because Graph wants it to.
    pub fn text(&self) -> String {
        let count = ("$count", "true".to_owned());
        let counted = (self.needs_consistency() && !self.has("$count")).then_some(&count);
        let option = |(name, value): &(&'static str, String)| format!("{name}={}", segment(value));
        let all: Vec<_> = self.options.iter().chain(counted).map(option).collect();
        if all.is_empty() { String::new() } else { format!("?{}", all.join("&")) }
    }
}
