//! Drafts of groups by chance, for every kind of store: good ones, and such as have something wrong in a place or two.
//! The same ones at every run.

use super::trees::RuleGenerator;
use dataservice::random::Random;
use model::config::{StoreConfig, StoreKind};
use model::criteria::{Condition, Criteria, Dialect, Node, Operator, Schema};
use model::group::{DerivedText, Form, GroupDraft, GroupKind, Member, Membership, Owner, Principal, StartPath};
use model::wire::cloud::{CloudType, Visibility};
use model::wire::codes::{GroupPurpose, GroupScope, SecurityType};
use model::wire::object::ObjectKind;
use model::wire::object_types::{ObjectType, ObjectTypes};
use model::wire::{DirectoryObject, ObjectId};
use std::collections::BTreeSet;

/// How many of a hundred places are wrong on purpose.
const WRONG: usize = 3;

/// What names are made of; every character has its rule somewhere.
const LETTERS: &str = "abcXYZ0189 äßé京ñ😀'&.-_,*\"<>#+=;\\/@()[]:|?!~$%^`{}\u{a0}İς";

/// What drafts are made of.
pub struct Drafts<'a> {
    store: &'a StoreConfig,
    /// Everything that is there.
    objects: Vec<Principal>,
    /// Containers that are there.
    containers: Vec<String>,
    soil: RuleGenerator<'a>,
}

impl<'a> Drafts<'a> {
    /// For a store and all that is in it, with the attributes of [`Principal::ATTRIBUTES`] and of the store.
    pub fn new(store: &'a StoreConfig, objects: &[DirectoryObject]) -> Self {
        let mut containers = Vec::new();
        let mut waiting: Vec<_> = store.containers.iter().collect();
        while let Some(container) = waiting.pop() {
            containers.push(container.dn.clone());
            waiting.extend(&container.children);
        }
        let held = |name: &str| -> Vec<String> {
            let texts = objects.iter().flat_map(|object| object.attributes().texts(name));
            texts.map(str::to_owned).collect::<BTreeSet<_>>().into_iter().collect()
        };
        let attributes = Schema::new(&store.attributes).attributes().iter().filter(|attribute| attribute.in_rules);
        let soil =
            RuleGenerator { attributes: attributes.map(|attribute| (attribute, held(&attribute.name))).collect() };
        Self { store, objects: objects.iter().map(Principal::of).collect(), containers, soil }
    }

    /// A draft.
    pub fn draft(&self, random: &mut Random, kind: GroupKind) -> GroupDraft {
        let types = Form::of(self.store.kind, CloudType::default()).types;
        let mut draft = GroupDraft::new(self.store, None);
        draft.set_kind(kind);
        draft.cloud = match types {
            [] => *random.one(&CloudType::ALL),
            _ if random.often(WRONG) => *random.one(&CloudType::ALL),
            types => *random.one(types),
        };
        let form = draft.form(self.store.kind);
        self.general(random, &form, &mut draft);
        self.options(random, &form, &mut draft);
        if kind == GroupKind::Static || random.often(5) {
            self.members(random, &form, &mut draft);
        }
        if kind == GroupKind::Smart || random.often(5) {
            self.rule(random, &form, &mut draft);
        }
        self.owners(random, &mut draft);
        draft
    }

    fn general(&self, random: &mut Random, form: &Form, draft: &mut GroupDraft) {
        let general = &mut draft.general;
        general.prefix = match &self.store.groups.prefixes[..] {
            _ if random.often(1) => "ZZ-".to_owned(),
            [] => String::new(),
            prefixes => random.one(prefixes).clone(),
        };
        let room = form.longest_name - general.prefix.len();
        general.name = text(random, room);
        if random.often(85) {
            // Otherwise nearly every derived name would have lost something.
            general.name.retain(|c| c.is_alphanumeric() || " -_'".contains(c));
        }
        if random.often(20) {
            general.sam = DerivedText(Some(if random.often(60) { plain(random) } else { text(random, 256) }));
        }
        if random.often(20) {
            general.alias = DerivedText(Some(if random.often(70) { plain(random) } else { text(random, 64) }));
        }
        general.mail_enabled = random.often(30);
        general.scope = *random.one(&GroupScope::ALL);
        if general.mail_enabled && !random.often(WRONG) {
            general.scope = GroupScope::Universal;
        }
        general.purpose = *random.one(&GroupPurpose::ALL);
        general.security = *random.one(&SecurityType::ALL);
        general.office_features = random.often(50);
        general.description = if random.often(60) { String::new() } else { text(random, 1_024) };
        general.container = self.container(random);
    }

    fn options(&self, random: &mut Random, form: &Form, draft: &mut GroupDraft) {
        let options = &mut draft.graph;
        options.visibility = *random.one(&Visibility::ALL);
        options.security_enabled = random.often(50);
        options.allow_external_senders = random.often(30);
        options.auto_subscribe = random.often(30);
        options.hide_from_address_lists = random.often(30);
        options.hide_from_outlook = random.often(30);
        if form.store == StoreKind::MicrosoftGraph && random.often(25) {
            if random.often(80) && draft.kind == GroupKind::Static {
                draft.set_role_assignable(true);
            } else {
                draft.graph.role_assignable = true;
            }
        }
    }

    /// A container, or what is none.
    fn container(&self, random: &mut Random) -> String {
        if random.often(WRONG) {
            let ghost = format!("OU={GHOST},{}", self.domain());
            return (*random.one(&["", " ", "Groups", "OU=", "OU=a,,DC=b", "DC=elsewhere,DC=org", &ghost])).to_owned();
        }
        let Some(own) = (!self.containers.is_empty()).then(|| random.one(&self.containers).clone()) else {
            return String::new();
        };
        match random.below(6) {
            0 => own.to_uppercase(),
            1 => format!(" {} ", own.replace(',', " , ")),
            _ => own,
        }
    }

    /// The distinguished name of the domain.
    fn domain(&self) -> &str {
        let first = self.store.containers.first().map_or("DC=nowhere", |container| &container.dn);
        first.find("DC=").map_or(first, |at| &first[at..])
    }

    /// Somebody of these kinds, or anybody, or nobody that is there.
    fn somebody(&self, random: &mut Random, kinds: &[ObjectKind]) -> Principal {
        if random.often(1) {
            let (kind, number) = (*random.one(kinds), random.below(3));
            let id = format!("00000000-0000-4000-8000-{number:012}");
            let dn = format!("CN={GHOST} {number},{}", self.domain());
            let (mail, title) = (String::new(), String::new());
            return Principal {
                id: ObjectId::new(id),
                dn,
                name: GHOST.to_owned(),
                mail,
                title,
                department: String::new(),
                kind,
                scope: None,
                purpose: None,
            };
        }
        let anybody = random.often(1);
        let fits = |who: &&Principal| anybody || kinds.contains(&who.kind);
        let fitting: Vec<_> = self.objects.iter().filter(fits).collect();
        (*random.one(&fitting)).clone()
    }

    /// Several of these kinds, seldom one of them twice.
    fn several(&self, random: &mut Random, kinds: &[ObjectKind], most: usize) -> Vec<Principal> {
        let mut people: Vec<Principal> = Vec::new();
        for _ in 0..random.below(most + 1) {
            let who = self.somebody(random, kinds);
            if random.often(WRONG) || !people.iter().any(|other| other.is(&who)) {
                people.push(who);
            }
        }
        people
    }

    fn kinds(form: &Form, random: &mut Random) -> Vec<ObjectKind> {
        // Groups in groups are often refused, so they are rarer than people.
        let all = form.members.iter().map(|class| ObjectKind::of(class));
        let groups = random.often(15);
        all.filter(|kind| groups || *kind != ObjectKind::Group).collect()
    }

    fn members(&self, random: &mut Random, form: &Form, draft: &mut GroupDraft) {
        let kinds = Self::kinds(form, random);
        let most = if random.often(3) { 45 } else { 6 };
        let membership = |random: &mut Random| {
            if !form.temporary && !random.often(1) || random.often(80) {
                return Membership::Permanent;
            }
            let (from, to) = *random.one(&[
                ("2026-12-01", "2026-12-24"),
                ("2026-12-01", "2026-12-01"),
                ("2028-02-29", "2030-01-01"),
                ("0001-01-02", "9999-12-31"),
            ]);
            let bad = *random.one(&["", "soon", "2026-02-30", "2026-13-01", "2026-1-1", "9999-12-31"]);
            let (from, to) = if random.often(WRONG) { (bad, to) } else { (from, to) };
            Membership::Temporary { from: from.to_owned(), to: to.to_owned() }
        };
        let people = self.several(random, &kinds, most);
        draft.members = people.into_iter().map(|who| Member { who, membership: membership(random) }).collect();
    }

    fn rule(&self, random: &mut Random, form: &Form, draft: &mut GroupDraft) {
        let rule = &mut draft.rule;
        rule.criteria = if random.often(2 * WRONG) {
            let condition = |name: &str, operator, value: &str| Node::condition(Condition::new(name, operator, value));
            match random.below(6) {
                0 => Criteria::default(),
                1 => Criteria::of(Node::raw(Dialect::Ldap, "(cn=a*b)")),
                2 => Criteria::of(condition("shoe_size", Operator::IsExactly, "44")),
                3 => Criteria::of(condition("displayName", Operator::Contains, " ").negated()),
                4 => Criteria::of(condition("displayName", Operator::ChainMatch, "x").negated()),
                _ => Criteria::of(Node::condition(Condition::default())),
            }
        } else {
            self.soil.rule(random)
        };
        rule.start_in.clear();
        for _ in 0..usize::from(!random.often(WRONG)) + random.below(2) {
            rule.start_in.push(StartPath { dn: self.container(random), one_level: random.often(30) });
        }
        let findable = form.findable();
        rule.find = ObjectTypes::NONE;
        for one in ObjectType::ALL.map(ObjectTypes::only) {
            let on = if random.often(WRONG) { random.often(50) } else { findable.has(one) && random.often(60) };
            rule.find = rule.find.set(one, on);
        }
        let kinds = Self::kinds(form, random);
        rule.include = self.several(random, &kinds, 2);
        rule.exclude = self.several(random, &kinds, 2);
        if !random.often(WRONG) {
            let include = rule.include.clone();
            rule.exclude.retain(|who| !include.iter().any(|other| other.is(who)));
        }
    }

    fn owners(&self, random: &mut Random, draft: &mut GroupDraft) {
        let people = [ObjectKind::User];
        if self.store.kind != StoreKind::ActiveDirectory {
            let most = if random.often(3) { 30 } else { 3 };
            draft.owners = self.several(random, &people, most);
            if draft.owners.is_empty() && !random.often(10) {
                draft.owners.push(self.somebody(random, &people));
            }
            let owners = draft.owners.clone();
            let others = self.several(random, &people, 2).into_iter();
            let new = |who: &Principal| !owners.iter().any(|owner| owner.is(who));
            if self.store.kind == StoreKind::EntraId && random.often(30) {
                draft.additional_owners =
                    others.filter(new).map(|who| Owner { who, do_not_notify: random.often(30) }).collect();
            }
            return;
        }
        draft.primary_owner = (!random.often(WRONG)).then(|| self.somebody(random, &people));
        let kinds = [ObjectKind::User, ObjectKind::Group, ObjectKind::Contact];
        let owners = self.several(random, &kinds, 2).into_iter();
        let primary = draft.primary_owner.clone();
        let new = |who: &Principal| !primary.as_ref().is_some_and(|primary| primary.is(who));
        draft.additional_owners =
            owners.filter(new).map(|who| Owner { who, do_not_notify: random.often(30) }).collect();
    }
}

/// What is no object and no container.
const GHOST: &str = "Ghost";

/// Whether somebody is nobody that is there.
pub fn is_ghost(who: &Principal) -> bool {
    who.name == GHOST
}

/// Whether a container has a name that none has.
pub fn is_ghostly(container: &str) -> bool {
    container.contains(GHOST)
}

/// A text of any letters, mostly short, now and then as long as it may be or one longer.
fn text(random: &mut Random, most: usize) -> String {
    let letters: Vec<char> = LETTERS.chars().collect();
    let length = match random.below(40) {
        0 => most,
        1 => most - 1,
        2 if random.often(50) => most + 1,
        3 if random.often(30) => 0,
        _ => 1 + random.below(20),
    };
    let mut text: String = (0..length).map(|_| *random.one(&letters)).collect();
    if random.often(WRONG) {
        let odd = *random.one(&["\u{7}", "\n", "\t", " ", "\u{0}", "\u{feff}", "."]);
        text = if random.often(50) { format!("{odd}{text}") } else { format!("{text}{odd}") };
    }
    text
}

/// A word of letters that every name may hold.
fn plain(random: &mut Random) -> String {
    let letters: Vec<char> = "abcXYZ019-_".chars().collect();
    (0..1 + random.below(12)).map(|_| *random.one(&letters)).collect()
}
