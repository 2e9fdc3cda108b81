//! What a new AD group must obey. The portal checks the same before it sends (`model::group`); here it is checked
//! again, against the directory, within the transaction that makes the group.

mod people;

use crate::directory::{Abort, Change, Failed, Kind, NewObject, Reason, Store};
use crate::{clock, schema};
use model::names::{self, Dn, NameProblem};
use model::wire::CreateGroup;
use model::wire::codes::{
    AdGroupType, CLASS_GROUP, CLASS_MAIL_ENABLED_GROUP, GroupScope, MANAGED_STATIC, SecurityType,
};

/// A group that never expires (seed: Entra's static group).
pub const NEVER: &str = "9999 December 31 00:00:00";

/// What the caller may set on a new group and the directory keeps as it came.
const KEPT: [&str; 6] =
    ["displayName", "description", "info", "objectCategory", "XGroupExpirationPolicy", "XGroupExpirationDate"];
/// What may be said and says nothing new.
const IGNORED: [&str; 4] = ["identityStoreId", "UpdateOptions", "enableofficefeatures", "objectType"];
/// What is read one by one below.
const READ: [&str; 15] = [
    "name",
    "CN",
    "sAMAccountName",
    "objectClass",
    "groupType",
    "XGroupScope",
    "XGroupSecurity",
    "managedBy",
    "mailNickname",
    "XAdditionalOwner",
    "member",
    "IMSGManagedGroupType",
    "ContainerDistinguishedName",
    "container",
    "mail",
];

/// Everything that is wrong, attribute by attribute.
#[derive(Default)]
struct Reasons(Vec<Reason>);

impl Reasons {
    fn add(&mut self, attribute: &str, sentence: impl Into<String>) {
        self.0.push(Reason { attribute: attribute.to_owned(), sentence: sentence.into(), is_taken: false });
    }

    /// Another object has the name.
    fn taken(&mut self, attribute: &str, sentence: impl Into<String>) {
        self.0.push(Reason { attribute: attribute.to_owned(), sentence: sentence.into(), is_taken: true });
    }

    fn check(&mut self, attribute: &str, check: Result<(), NameProblem>) -> bool {
        match check {
            Ok(()) => true,
            Err(problem) => {
                self.add(attribute, sentence(problem));
                false
            }
        }
    }
}

fn sentence(problem: NameProblem) -> String {
    match problem {
        NameProblem::Empty => "A value is required.".to_owned(),
        NameProblem::TooLong(most) => format!("At most {most} characters are allowed."),
        NameProblem::Forbidden(c) if c.is_control() => "Control characters are not allowed.".to_owned(),
        NameProblem::Forbidden(c) => format!("The character {c} is not allowed."),
        NameProblem::EdgeSpace => "A space at the start or the end is not allowed.".to_owned(),
        NameProblem::EndsInDot => "A dot at the start or the end is not allowed.".to_owned(),
        NameProblem::NoLetter => "At least one letter is needed.".to_owned(),
        NameProblem::NotAnAddress => "The form name@suffix is needed.".to_owned(),
    }
}

/// One request under examination.
struct Group<'a> {
    change: &'a dyn Change,
    store: &'a Store,
    body: &'a CreateGroup,
    reasons: Reasons,
}

/// The group to be, or every reason against it.
pub fn new_group(change: &dyn Change, store: &Store, body: &CreateGroup, guid: &str) -> Result<NewObject, Abort> {
    let mut group = Group { change, store, body, reasons: Reasons::default() };
    group.known_attributes();
    let dn = group.place()?;
    let sam = group.sam()?;
    let kind = group.kind();
    let security = group.security();
    let mail = group.mail(kind)?;
    let mut links = group.owners()?;
    links.extend(group.members(kind.map(|kind| kind.scope))?);
    let (Some(dn), Some(kind), true) = (dn, kind, group.reasons.0.is_empty()) else {
        return Err(Abort::Refused(group.reasons.0));
    };
    let name = body.group_name.clone();
    let mut attributes = vec![
        ("objectClass", vec![CLASS_GROUP.to_owned()]),
        ("name", vec![name.clone()]),
        ("CN", vec![name]),
        ("sAMAccountName", vec![sam]),
        ("groupType", vec![kind.code().to_string()]),
        ("XGroupScope", vec![kind.scope.wire().to_owned()]),
        ("XGroupSecurity", vec![security.wire().to_owned()]),
        ("IMSGManagedGroupType", vec![MANAGED_STATIC.to_owned()]),
        ("whenCreated", vec![clock::generalized()]),
    ];
    if let Some(nickname) = mail {
        let address = format!("{nickname}@{}", store.mail_suffix);
        attributes.push(("mailNickname", vec![nickname]));
        attributes.push(("proxyAddresses", vec![format!("SMTP:{address}")]));
        attributes.push(("mail", vec![address]));
    }
    for name in KEPT {
        let default = match name {
            "XGroupExpirationPolicy" => Some("0"),
            "XGroupExpirationDate" => Some(NEVER),
            _ => None,
        };
        if let Some(text) = body.attributes().first(name).or(default) {
            attributes.push((name, vec![text.to_owned()]));
        }
    }
    let attributes =
        attributes.into_iter().filter_map(|(name, values)| Some((schema::attribute(name)?, values))).collect();
    Ok(NewObject { store: store.id, guid: guid.to_owned(), kind: Kind::Group, dn, attributes, links })
}

impl Group<'_> {
    fn first(&self, name: &str) -> Option<&str> {
        self.body.attributes().first(name)
    }

    /// Names that the schema does not have, that are not the caller's to set, or that have too many values.
    fn known_attributes(&mut self) {
        for (name, values) in self.body.attributes().iter() {
            let among = |list: &[&str]| list.iter().any(|known| known.eq_ignore_ascii_case(name));
            match schema::attribute(name) {
                None => self.reasons.add(name, format!("{name} is no attribute of this directory.")),
                Some(_) if !among(&KEPT) && !among(&IGNORED) && !among(&READ) => {
                    self.reasons.add(name, format!("{name} cannot be set on a new static group."));
                }
                Some(known) if !known.multi && values.iter().filter(|value| value.text().is_some()).count() > 1 => {
                    self.reasons.add(name, format!("{name} holds one value only."));
                }
                Some(_) => {}
            }
        }
    }

    /// The name and the container.
    fn place(&mut self) -> Result<Option<Dn>, Failed> {
        let name = &self.body.group_name;
        let named = self.reasons.check("GroupName", names::check_cn(name));
        for attribute in ["CN", "name"] {
            match self.first(attribute) {
                Some(text) if text != name => {
                    self.reasons.add(attribute, format!("{attribute} must be the group's name."))
                }
                None if attribute == "CN" => self.reasons.add(attribute, "A value is required."),
                _ => {}
            }
        }
        let container = match Dn::parse(&self.body.container) {
            Err(error) => {
                self.reasons.add("Container", format!("This is no distinguished name: {error}."));
                return Ok(None);
            }
            Ok(dn) => self.change.container(self.store.id, &dn)?,
        };
        let Some(container) = container else {
            self.reasons.add("Container", "There is no such container in this identity store.");
            return Ok(None);
        };
        for attribute in ["container", "ContainerDistinguishedName"] {
            let same = |text: &str| Dn::parse(text).is_ok_and(|dn| dn.same(&container));
            if self.first(attribute).is_some_and(|text| !same(text)) {
                self.reasons.add(attribute, format!("{attribute} must be the same as Container."));
            }
        }
        if !named {
            return Ok(None);
        }
        let dn = container.child("CN", name);
        if self.change.is_taken(self.store.id, &dn)? {
            self.reasons.taken("CN", format!("An object named {name} already exists in this container."));
        }
        Ok(Some(dn))
    }

    fn sam(&mut self) -> Result<String, Failed> {
        let sam = self.first("sAMAccountName").unwrap_or_default().to_owned();
        if self.reasons.check("sAMAccountName", names::check_group_sam(&sam)) {
            self.unique("sAMAccountName", &sam)?;
        }
        Ok(sam)
    }

    fn unique(&mut self, attribute: &str, value: &str) -> Result<(), Failed> {
        let Some(known) = schema::attribute(attribute) else { return Ok(()) };
        if self.change.has_value(self.store.id, known, value)? {
            self.reasons.taken(attribute, format!("{value} is already in use in this identity store."));
        }
        Ok(())
    }

    /// `groupType` and `XGroupScope`, which say the same twice.
    fn kind(&mut self) -> Option<AdGroupType> {
        let Some(text) = self.first("groupType") else {
            self.reasons.add("groupType", "A value is required.");
            return None;
        };
        let kind = text.trim().parse().ok().and_then(AdGroupType::from_code);
        match (kind, self.first("XGroupScope")) {
            (None, _) => self.reasons.add("groupType", format!("{text} is no group type of Active Directory.")),
            (Some(_), None) => {}
            (Some(kind), Some(scope)) => match GroupScope::from_wire(scope) {
                None => self.reasons.add("XGroupScope", format!("{scope} is no group scope.")),
                Some(scope) if scope != kind.scope => {
                    self.reasons.add("XGroupScope", format!("groupType {text} is of the scope {}.", kind.scope.wire()));
                }
                Some(_) => {}
            },
        }
        if self.first("IMSGManagedGroupType").is_some_and(|managed| managed != MANAGED_STATIC) {
            self.reasons.add("IMSGManagedGroupType", "A static group is of the type 1.");
        }
        kind
    }

    fn security(&mut self) -> SecurityType {
        let body = self.body;
        let Some(text) = body.attributes().first("XGroupSecurity") else { return SecurityType::Private };
        SecurityType::from_wire(text).unwrap_or_else(|| {
            let sentence = format!("{text} is no security type.");
            self.reasons.add("XGroupSecurity", sentence);
            SecurityType::Private
        })
    }

    /// The mail nickname, if the group is mail-enabled.
    fn mail(&mut self, kind: Option<AdGroupType>) -> Result<Option<String>, Failed> {
        let class = self.first("objectClass").unwrap_or(CLASS_GROUP).to_owned();
        let enabled = class.eq_ignore_ascii_case(CLASS_MAIL_ENABLED_GROUP);
        if !enabled && !class.eq_ignore_ascii_case(CLASS_GROUP) {
            self.reasons.add("objectClass", format!("{class} is no class of a group."));
        }
        let nickname = self.first("mailNickname").unwrap_or_default().to_owned();
        if !enabled {
            if !nickname.is_empty() {
                self.reasons.add("mailNickname", "Only a mail-enabled group has an alias.");
            }
            return Ok(None);
        }
        if kind.is_some_and(|kind| kind.scope != GroupScope::Universal) {
            self.reasons.add("XGroupScope", "A mail-enabled group needs the universal scope.");
        }
        if self.reasons.check("mailNickname", names::check_mail_nickname(&nickname)) {
            self.unique("mailNickname", &nickname)?;
        }
        Ok(Some(nickname))
    }
}
