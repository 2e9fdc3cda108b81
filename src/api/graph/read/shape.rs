//! The questions of the pages that Graph has words for. They come as the criteria of a search; what has another shape is
//! refused, because a condition that is left out finds more than was asked for.

use model::graph::{GraphFilter, GraphSearch};
use model::wire::{Criterion, ObjectId, SearchRequest};

/// A question, taken apart.
#[derive(Debug, Default, PartialEq)]
pub(super) struct QueryPattern {
    /// Whether people are.
    pub users: bool,
    /// Whether groups are.
    pub groups: bool,
    /// Words that are looked for; "" for none.
    pub text: String,
    /// In which attributes.
    looked_in: Vec<String>,
    /// Names of which one must be met, if there are any.
    pub names: Option<Vec<Named>>,
    /// Whose groups.
    pub whose: Option<Whose>,
}

/// An attribute that is, or starts with, a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    attribute: String,
    value: String,
    starts: bool,
}

/// Whose groups are wanted.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Whose {
    /// That somebody owns.
    Owned(ObjectId),
    /// That somebody is in.
    Joined(ObjectId),
}

/// Clauses that Graph takes joined by `or`.
pub(super) const MOST_CLAUSES: usize = 15;

/// A property that `$search` looks through.
struct Searched {
    property: &'static str,
    of_users: bool,
    of_groups: bool,
    /// The attributes that it stands for.
    attributes: &'static [&'static str],
}

static SEARCHED: [Searched; 4] = [
    Searched { property: NAME, of_users: true, of_groups: true, attributes: &["displayname", "name", "cn"] },
    Searched { property: "mail", of_users: true, of_groups: true, attributes: &["mail"] },
    Searched {
        property: "userPrincipalName",
        of_users: true,
        of_groups: false,
        attributes: &["userprincipalname", "samaccountname"],
    },
    Searched { property: "description", of_users: false, of_groups: true, attributes: &["description"] },
];

const NAME: &str = "displayName";

impl QueryPattern {
    /// Of a search; none where Graph has no words for it.
    pub fn of(request: &SearchRequest) -> Option<Self> {
        if !request.start_in.is_empty() {
            return None;
        }
        let mut wanted = Self::default();
        if let Some(criteria) = &request.criteria {
            wanted.take(criteria)?;
        }
        if !wanted.users && !wanted.groups {
            // Nothing was said of classes.
            (wanted.users, wanted.groups) = (wanted.whose.is_none(), true);
        }
        Some(wanted)
    }

    fn take(&mut self, criterion: &Criterion) -> Option<()> {
        if criterion.operator == "And" {
            return criterion.child.iter().try_for_each(|child| self.take(child));
        }
        let leaves: Vec<Leaf<'_>> = if criterion.operator == "Or" {
            criterion.child.iter().map(leaf).collect::<Option<_>>()?
        } else {
            vec![leaf(criterion)?]
        };
        let all = |fits: fn(&Leaf<'_>) -> bool| !leaves.is_empty() && leaves.iter().all(fits);
        if all(|leaf| leaf.attribute == "objectclass" && leaf.operator == "Is Exactly") {
            self.classes(&leaves)
        } else if all(|leaf| leaf.operator == "Contains") {
            self.search(&leaves)
        } else if all(|leaf| whose(leaf).is_some()) {
            self.owner(&leaves)
        } else if all(|leaf| matches!(leaf.operator, "Is Exactly" | "Starts With")) && self.names.is_none() {
            self.names = Some(leaves.iter().map(Leaf::named).collect());
            Some(())
        } else {
            None
        }
    }

    /// Graph is asked for people and groups; contacts and devices need rights that the portal does not ask for.
    fn classes(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        if self.users || self.groups {
            return None;
        }
        let has = |class: &str| leaves.iter().any(|leaf| leaf.value.eq_ignore_ascii_case(class));
        (self.users, self.groups) = (has("user"), has("group"));
        (self.users || self.groups).then_some(())
    }

    /// A text in attributes that `$search` covers, or in names above all, as a page's field has it: of that one, the other
    /// attributes are left out, which finds fewer and never more.
    fn search(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        let text = leaves.first()?.value;
        let looked_in: Vec<_> = leaves.iter().map(|leaf| leaf.attribute.clone()).collect();
        // Another word of the same text: in one property, in any order.
        let goes_on = self.text.is_empty() || self.looked_in == looked_in;
        let fits = goes_on && !text.trim().is_empty() && leaves.iter().all(|leaf| leaf.value == text);
        self.text = [self.text.as_str(), text.trim()].join(" ").trim().to_owned();
        self.looked_in = looked_in;
        let is_covered = |own: &String| SEARCHED.iter().any(|place| place.attributes.contains(&own.as_str()));
        let covers = self.looked_in.iter().all(is_covered) || self.places().any(|place| place == NAME);
        (fits && covers && !self.text.is_empty()).then_some(())
    }

    fn searched_places(&self) -> impl Iterator<Item = &'static Searched> {
        let asked =
            |place: &&Searched| place.attributes.iter().any(|own| self.looked_in.iter().any(|name| name == own));
        SEARCHED.iter().filter(asked)
    }

    /// The properties in which the text is looked for.
    pub fn places(&self) -> impl Iterator<Item = &'static str> {
        self.searched_places().map(|place| place.property)
    }

    fn owner(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        let first = leaves.first().and_then(whose)?;
        let same = self.whose.is_none() && leaves.iter().all(|leaf| whose(leaf).as_ref() == Some(&first));
        self.whose = Some(first);
        same.then_some(())
    }

    /// What is searched for among people or groups; none where there is no text, or nothing that it can stand in.
    pub fn searched(&self, users: bool) -> Option<GraphSearch> {
        let has = |place: &&Searched| if users { place.of_users } else { place.of_groups };
        let properties: Vec<_> = self.searched_places().filter(has).map(|place| place.property).collect();
        GraphSearch::any(&properties, &self.text)
    }

    /// The names as filters that Graph takes, each once; none where no names are asked for.
    pub fn filters(&self, users: bool) -> Option<Vec<GraphFilter>> {
        let mut filters: Vec<GraphFilter> = Vec::new();
        for named in self.names.as_ref()? {
            // What Graph has no property for is no name of anybody there.
            let Some(property) = property(&named.attribute, users) else { continue };
            if property == "id" && !is_guid(&named.value) {
                continue;
            }
            let make = if named.starts { GraphFilter::starts_with } else { GraphFilter::eq };
            let filter = make(property, &named.value);
            if !filters.contains(&filter) {
                filters.push(filter);
            }
        }
        Some(filters)
    }
}

/// A condition.
struct Leaf<'a> {
    attribute: String,
    operator: &'a str,
    value: &'a str,
}

impl Leaf<'_> {
    fn named(&self) -> Named {
        Named {
            attribute: self.attribute.clone(),
            value: self.value.to_owned(),
            starts: self.operator == "Starts With",
        }
    }
}

fn leaf(criterion: &Criterion) -> Option<Leaf<'_>> {
    let attribute = criterion.attribute.as_ref()?.to_ascii_lowercase();
    Some(Leaf { attribute, operator: &criterion.operator, value: criterion.value.get()? })
}

fn whose(leaf: &Leaf<'_>) -> Option<Whose> {
    let who = || ObjectId::new(leaf.value);
    match leaf.attribute.as_str() {
        _ if leaf.operator != "Is Exactly" || leaf.value.is_empty() => None,
        "owners" | "managedby" | "xadditionalowner" => Some(Whose::Owned(who())),
        "members" | "member" => Some(Whose::Joined(who())),
        _ => None,
    }
}

/// Graph's property for an attribute.
fn property(attribute: &str, users: bool) -> Option<&'static str> {
    Some(match (attribute, users) {
        ("displayname" | "name" | "cn", _) => "displayName",
        ("mail", _) => "mail",
        ("mailnickname", _) => "mailNickname",
        ("objectguid" | "id", _) => "id",
        ("userprincipalname", true) => "userPrincipalName",
        ("givenname", true) => "givenName",
        ("surname" | "sn", true) => "surname",
        ("title" | "jobtitle", true) => "jobTitle",
        ("department", true) => "department",
        _ => return None,
    })
}

fn is_guid(text: &str) -> bool {
    let parts: Vec<_> = text.split('-').map(str::len).collect();
    parts == [8, 4, 4, 4, 12] && text.chars().all(|c| c.is_ascii_hexdigit() || c == '-')
}
