//! The body of operations 1 to 4 for any draft, be it good or not: written by hand after the samples, so that the
//! service's word on bad drafts can be heard, and that of a good one is written twice.

use model::config::StoreKind;
use model::criteria::groupid;
use model::group::{GroupDraft, GroupKind, Member, Membership, Principal};
use model::wire::codes::{AdGroupType, SMART_INFO};
use serde_json::{Map, Value, json};

/// The body.
pub fn plain_body(draft: &GroupDraft, store: StoreKind) -> Value {
    let smart = draft.kind == GroupKind::Smart;
    match store {
        StoreKind::ActiveDirectory if smart => smart_body(draft),
        StoreKind::ActiveDirectory => static_body(draft),
        _ => entra_body(draft, smart),
    }
}

fn short(value: &str, action: i64) -> Value {
    json!({ "Value": value, "Action": action })
}

fn noted(mut entry: Value, notes: Value) -> Value {
    entry["AttributeCollection"] = notes;
    entry
}

/// Attributes of one value each, with their action.
fn bag(values: &[(&str, &str, i64)], entry: fn(&str, i64) -> Value) -> Map<String, Value> {
    values.iter().map(|(name, value, action)| ((*name).to_owned(), json!([entry(value, *action)]))).collect()
}

/// Adds a list that holds something.
fn list(bag: &mut Map<String, Value>, name: &str, entries: Vec<Value>) {
    if !entries.is_empty() {
        bag.insert(name.to_owned(), Value::Array(entries));
    }
}

fn window(entry: Value, member: &Member, permanent: Option<Value>) -> Value {
    match (&member.membership, permanent) {
        (Membership::Permanent, None) => entry,
        (Membership::Permanent, Some(notes)) => noted(entry, notes),
        (Membership::Temporary { from, to }, _) => noted(
            entry,
            json!({ "XMembershipType": "2", "XBeginningDate": format!("{from}T00:00:00"), "XEndingDate": format!("{to}T23:59:59") }),
        ),
    }
}

fn starts(draft: &GroupDraft) -> Vec<Value> {
    let start = |start: &model::group::StartPath| {
        noted(short(start.dn.trim(), 1), json!({ "Scope": if start.one_level { "1" } else { "2" } }))
    };
    draft.rule.start_in.iter().map(start).collect()
}

fn names(people: &[Principal]) -> Vec<Value> {
    people.iter().map(|who| short(&who.dn, 1)).collect()
}

fn additional(draft: &GroupDraft, action: i64) -> Vec<Value> {
    let owners = draft.additional_owners.iter().map(|owner| {
        let entry = short(&owner.who.dn, action);
        if owner.do_not_notify { noted(entry, json!({ "DoNotNotify": "true" })) } else { entry }
    });
    owners.collect()
}

/// What operations 1 and 2 say of mail, type and description.
struct Common {
    name: String,
    sam: String,
    code: String,
    class: &'static str,
}

fn common(draft: &GroupDraft) -> Common {
    let general = &draft.general;
    Common {
        name: general.full_name(),
        sam: general.sam_text(),
        code: AdGroupType { scope: general.scope, purpose: general.purpose }.code().to_string(),
        class: if general.mail_enabled { "MailEnabledGroup" } else { "group" },
    }
}

fn optional(draft: &GroupDraft, action: i64, of_mail: i64, bag: &mut Map<String, Value>) {
    let general = &draft.general;
    if general.mail_enabled {
        bag.insert("mailNickname".to_owned(), json!([short(&general.alias_text(), of_mail)]));
    }
    if !general.description.trim().is_empty() {
        bag.insert("description".to_owned(), json!([short(general.description.trim(), action)]));
    }
}

fn static_body(draft: &GroupDraft) -> Value {
    let (general, Common { name, sam, code, class }) = (&draft.general, common(draft));
    let mut bag = bag(
        &[
            ("sAMAccountName", &sam, 0),
            ("name", &name, 0),
            ("CN", &name, 0),
            ("objectClass", class, 0),
            ("groupType", &code, 0),
            ("XGroupScope", general.scope.wire(), 0),
            ("XGroupSecurity", general.security.wire(), 0),
        ],
        short,
    );
    list(&mut bag, "managedBy", draft.primary_owner.iter().map(|owner| short(&owner.dn, 0)).collect());
    optional(draft, 0, 0, &mut bag);
    list(&mut bag, "XAdditionalOwner", additional(draft, 0));
    let members = draft.members.iter().map(|member| window(short(&member.who.dn, 0), member, None));
    list(&mut bag, "member", members.collect());
    json!({ "GroupName": name, "Container": general.container.trim(), "AttributesCollection": { "AttributesCollection": bag } })
}

fn smart_body(draft: &GroupDraft) -> Value {
    let (general, Common { name, sam, code, class }) = (&draft.general, common(draft));
    let container = general.container.trim();
    let mut bag = bag(
        &[
            ("name", &name, 1),
            ("sAMAccountName", &sam, 1),
            ("GroupType", &code, 0),
            ("IMSGManagedGroupType", "2", 0),
            ("XGroupSecurity", general.security.wire(), 1),
            ("UpdateOptions", "false", 1),
            ("identityStoreId", &draft.store.to_string(), 1),
            ("IMSGCriteria", &groupid::print(&draft.rule.criteria).unwrap_or_default(), 1),
            ("SmartGroupMainType", "X.SmartGroup", 0),
            ("info", SMART_INFO, 0),
            ("displayName", &name, 0),
            ("CN", &name, 0),
            ("objectClass", class, 0),
            ("objectCategory", "group", 0),
            ("ContainerDistinguishedName", container, 0),
        ],
        short,
    );
    list(&mut bag, "managedBy", draft.primary_owner.iter().map(|owner| short(owner.id.as_str(), 1)).collect());
    optional(draft, 1, 0, &mut bag);
    let types = draft.rule.find.wire();
    list(&mut bag, "IMSGObjectTypes", types.iter().map(|code| short(code, 1)).collect());
    bag.insert("IMSGStartPath".to_owned(), Value::Array(starts(draft)));
    list(&mut bag, "IMSGIncludes", names(&draft.rule.include));
    list(&mut bag, "IMSGExcludes", names(&draft.rule.exclude));
    list(&mut bag, "XAdditionalOwner", additional(draft, 1));
    json!({ "UpdateOption": 0, "IdentityStoreID": draft.store.0, "GroupName": name, "Container": container,
        "AttributesCollection": { "AttributesCollection": bag } })
}

fn long(value: &str, action: i64) -> Value {
    json!({ "IdentityStoreId": 0, "Value": value, "DN": null, "Action": action, "AttributeCollection": {},
        "NestedAttributes": { "AttributesCollection": {}, "FilePermissionCollection": {}, "Type": null } })
}

fn pointer(who: &Principal) -> Value {
    let mut entry = long(who.id.as_str(), 1);
    entry["DN"] = json!("");
    entry
}

fn entra_body(draft: &GroupDraft, smart: bool) -> Value {
    let general = &draft.general;
    let (name, container) = (general.full_name(), general.container.trim());
    let office = general.office_features && matches!(draft.cloud.code(), "16" | "32");
    let mut bag = bag(
        &[
            ("IMSGManagedGroupType", if smart { "2" } else { "1" }, 0),
            ("displayname", &name, 1),
            ("XGroupSecurity", general.security.wire(), 1),
            ("GroupType", draft.cloud.code(), 0),
            ("enableofficefeatures", &office.to_string(), 1),
            ("userprincipalname", "", 0),
            ("commonname", "", 0),
            ("objectclass", "Group", 0),
            ("objecttype", "group", 0),
            ("ContainerDistinguishedName", container, 1),
        ],
        long,
    );
    if !general.description.trim().is_empty() {
        bag.insert("description".to_owned(), json!([long(general.description.trim(), 1)]));
    }
    let always = json!({ "XMembershipType": "" });
    let members = if smart {
        draft.rule.include.iter().map(|who| noted(pointer(who), always.clone())).collect()
    } else {
        draft.members.iter().map(|member| window(pointer(&member.who), member, Some(always.clone()))).collect()
    };
    list(&mut bag, "members", members);
    list(&mut bag, "owners", draft.owners.iter().map(pointer).collect());
    let additional = draft.additional_owners.iter().map(|owner| {
        let entry = pointer(&owner.who);
        if owner.do_not_notify { noted(entry, json!({ "DoNotNotify": "true" })) } else { entry }
    });
    list(&mut bag, "XAdditionalOwner", additional.collect());
    if smart {
        let rule = groupid::print(&draft.rule.criteria).unwrap_or_default();
        let more = [
            ("UpdateOptions", "false", 1),
            ("IMSGCriteria", &rule, 1),
            ("SmartGroupMainType", "X.SmartGroup", 0),
            ("info", SMART_INFO, 0),
        ];
        bag.extend(self::bag(&more, short));
        let types = draft.rule.find.wire();
        list(&mut bag, "IMSGObjectTypes", types.iter().map(|code| short(code, 1)).collect());
        list(&mut bag, "IMSGStartPath", starts(draft));
        list(&mut bag, "IMSGExcludes", draft.rule.exclude.iter().map(|who| short(who.id.as_str(), 1)).collect());
    }
    json!({ "IdentityStoreID": draft.store.0, "GroupName": name, "Container": container, "AttributesCollection":
        { "AttributesCollection": bag, "FilePermissionCollection": {}, "Type": null } })
}
