//! Translates the criteria of a search into Graph queries. Criteria of any other shape are refused, because leaving a
//! condition out would find more than was asked for.

use model::graph::{GraphFilter, GraphSearch};
use model::names::is_guid;
use model::wire::codes::MANAGED_SMART;
use model::wire::{Criterion, ObjectId, SearchRequest};

/// A search, taken apart into what Graph can query.
#[derive(Debug, Default, PartialEq)]
pub(super) struct QueryPattern {
    /// Whether it looks for users.
    pub users: bool,
    /// Whether it looks for groups.
    pub groups: bool,
    /// Whether it looks for nothing else: no contacts and no devices.
    pub is_of_these: bool,
    /// The words to look for; "" for none.
    pub text: String,
    /// The attributes in which the words are looked for, in lower case.
    looked_in: Vec<String>,
    /// Names of which one must match, if there are any.
    pub names: Option<Vec<Named>>,
    /// The owner or member whose groups are wanted.
    pub whose: Option<Whose>,
    /// Whether the groups must be dynamic (true) or assigned (false).
    pub dynamic: Option<bool>,
    /// Whether the groups must have no owner.
    pub ownerless: bool,
}

/// A condition that an attribute equals, or starts with, a value.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Named {
    attribute: String,
    value: String,
    starts: bool,
}

/// A relation to a person.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Whose {
    /// Groups that the person owns.
    Owned(ObjectId),
    /// Groups that the person is a member of.
    Joined(ObjectId),
}

/// How many clauses joined by `or` Graph accepts in one filter.
pub(super) const MOST_CLAUSES: usize = 15;

/// A property that `$search` covers.
struct Searched {
    property: &'static str,
    of_users: bool,
    of_groups: bool,
    /// The directory attributes that correspond to the property, in lower case.
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
    /// From a search; none if Graph cannot express it.
    pub fn of(request: &SearchRequest) -> Option<Self> {
        if !request.start_in.is_empty() {
            return None;
        }
        let mut wanted = Self::default();
        if let Some(criteria) = &request.criteria {
            wanted.take(criteria)?;
        }
        if !wanted.users && !wanted.groups {
            // The criteria name no class.
            (wanted.users, wanted.groups) = (wanted.whose.is_none(), true);
        }
        // Users are neither dynamic nor assigned nor owned, and a filter by names takes no other.
        let is_of_groups = wanted.dynamic.is_some() || wanted.ownerless;
        let is_mixed = is_of_groups && (wanted.users || wanted.names.is_some());
        (!is_mixed).then_some(wanted)
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
        } else if all(|leaf| is_dynamic(leaf).is_some()) {
            self.kinds(&leaves)
        } else if all(|leaf| leaf.operator == "Contains") {
            self.search(&leaves)
        } else if all(|leaf| whose(leaf).is_some()) {
            self.owner(&leaves)
        } else if all(|leaf| leaf.attribute == "owners" && leaf.operator == "Not Present") {
            self.ownerless = true;
            Some(())
        } else if all(|leaf| matches!(leaf.operator, "Is Exactly" | "Starts With")) && self.names.is_none() {
            self.names = Some(leaves.iter().map(Leaf::named).collect());
            Some(())
        } else {
            None
        }
    }

    /// The object classes. Graph is asked for users and groups only; contacts and devices need permissions that the
    /// portal does not request.
    fn classes(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        if self.users || self.groups {
            return None;
        }
        let has = |class: &str| leaves.iter().any(|leaf| leaf.value.eq_ignore_ascii_case(class));
        (self.users, self.groups) = (has("user"), has("group"));
        self.is_of_these =
            leaves.iter().all(|leaf| ["user", "group"].iter().any(|own| leaf.value.eq_ignore_ascii_case(own)));
        (self.users || self.groups).then_some(())
    }

    /// Dynamic or assigned groups; both together are all groups.
    fn kinds(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        let first = leaves.first().and_then(is_dynamic)?;
        if leaves.iter().all(|leaf| is_dynamic(leaf) == Some(first)) {
            let is_new = self.dynamic.is_none();
            self.dynamic = Some(first);
            return is_new.then_some(());
        }
        Some(())
    }

    /// A text to look for. Attributes that `$search` does not cover are left out if the display name is among the
    /// others, which finds fewer objects and never more.
    fn search(&mut self, leaves: &[Leaf<'_>]) -> Option<()> {
        let text = leaves.first()?.value;
        let looked_in: Vec<_> = leaves.iter().map(|leaf| leaf.attribute.clone()).collect();
        // A further word of the same text, which must be looked for in the same attributes.
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

    /// The `$search` for users or groups; none without a text, or if no property applies to them.
    pub fn searched(&self, users: bool) -> Option<GraphSearch> {
        let has = |place: &&Searched| if users { place.of_users } else { place.of_groups };
        let properties: Vec<_> = self.searched_places().filter(has).map(|place| place.property).collect();
        GraphSearch::any(&properties, &self.text)
    }

    /// The filter for dynamic or assigned groups, and for groups without owners; none if all are wanted.
    pub fn group_filter(&self) -> Option<GraphFilter> {
        let dynamic = GraphFilter::any_eq("groupTypes", "DynamicMembership");
        let kind = self.dynamic.map(|wanted| if wanted { dynamic } else { dynamic.negated() });
        let ownerless = self.ownerless.then(|| GraphFilter::has_no("owners"));
        GraphFilter::all(&kind.into_iter().chain(ownerless).collect::<Vec<_>>())
    }

    /// The names as filters without duplicates; none if the search has no names.
    pub fn filters(&self, users: bool) -> Option<Vec<GraphFilter>> {
        let mut filters: Vec<GraphFilter> = Vec::new();
        for named in self.names.as_ref()? {
            // Nobody in Graph has a name for which there is no property.
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

/// A condition without children.
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
    let attribute = criterion.attribute.get()?.to_ascii_lowercase();
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

/// Whether a condition asks for dynamic (true) or for assigned groups (false); none if it is about something else.
fn is_dynamic(leaf: &Leaf<'_>) -> Option<bool> {
    let is_kind = leaf.attribute == "imsgmanagedgrouptype" && leaf.value == MANAGED_SMART;
    match leaf.operator {
        "Is Exactly" if is_kind => Some(true),
        "Is Not" if is_kind => Some(false),
        _ => None,
    }
}

/// Graph's property for a directory attribute.
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
