//! The kinds of recipients, as Exchange keeps them in Active Directory.

use crate::criteria::{Condition, Join, Node, Operator};

/// The numbers that `msExchRecipientTypeDetails` has for each kind.
static DETAILS: &[(&str, &str)] = &[
    ("UserMailbox", "1"),
    ("LinkedMailbox", "2"),
    ("SharedMailbox", "4"),
    ("LegacyMailbox", "8"),
    ("RoomMailbox", "16"),
    ("EquipmentMailbox", "32"),
    ("MailContact", "64"),
    ("MailUser", "128"),
    ("MailUniversalDistributionGroup", "256"),
    ("MailNonUniversalGroup", "512"),
    ("MailUniversalSecurityGroup", "1024"),
    ("DynamicDistributionGroup", "2048"),
    ("PublicFolder", "4096"),
    ("SystemAttendantMailbox", "8192"),
    ("SystemMailbox", "16384"),
    ("MailForestContact", "32768"),
    ("User", "65536"),
    ("Contact", "131072"),
    ("UniversalDistributionGroup", "262144"),
    ("UniversalSecurityGroup", "524288"),
    ("NonUniversalGroup", "1048576"),
    ("DisabledUser", "2097152"),
    ("MicrosoftExchange", "4194304"),
    ("ArbitrationMailbox", "8388608"),
    ("MailboxPlan", "16777216"),
    ("LinkedUser", "33554432"),
    ("RoomList", "268435456"),
    ("DiscoveryMailbox", "536870912"),
    ("RoleGroup", "1073741824"),
    ("RemoteUserMailbox", "2147483648"),
    ("RemoteRoomMailbox", "8589934592"),
    ("RemoteEquipmentMailbox", "17179869184"),
    ("RemoteSharedMailbox", "34359738368"),
    ("PublicFolderMailbox", "68719476736"),
    ("TeamMailbox", "137438953472"),
];

/// What `RecipientType` means: Assumption A-57, the conditions that Exchange writes for it into an LDAP filter. `None` for
/// a kind whose conditions are not known.
pub(super) fn recipient_type(kind: &str) -> Option<Node> {
    let has = |attribute: &str| Node::condition(Condition::bare(attribute, Operator::Present));
    let has_no = |attribute: &str| Node::condition(Condition::bare(attribute, Operator::NotPresent));
    let is = |attribute: &str, operator, value: &str| Node::condition(Condition::new(attribute, operator, value));
    let person = || is("objectCategory", Operator::IsExactly, "person");
    let class = |class: &str| is("objectClass", Operator::IsExactly, class);
    let scope = |operator, mask: &str| is("groupType", operator, mask);
    let alias = || has("mailNickname");
    let children = match kind.to_ascii_lowercase().as_str() {
        "usermailbox" => vec![person(), class("user"), alias(), has("msExchHomeServerName")],
        "mailuser" => {
            vec![person(), class("user"), alias(), has("targetAddress"), has_no("msExchHomeServerName")]
        }
        "mailcontact" => vec![class("contact"), alias()],
        // 8 is the universal scope, 2147483648 a security group.
        "mailuniversaldistributiongroup" => {
            vec![class("group"), alias(), scope(Operator::AllFlagsOn, "8"), scope(Operator::AllFlagsOff, "2147483648")]
        }
        "mailuniversalsecuritygroup" => vec![class("group"), alias(), scope(Operator::AllFlagsOn, "2147483656")],
        "mailnonuniversalgroup" => vec![class("group"), alias(), scope(Operator::AllFlagsOff, "8")],
        _ => return None,
    };
    Some(Node::group(Join::All, children))
}

/// What `RecipientTypeDetails` means.
pub(super) fn recipient_details(kind: &str) -> Option<Node> {
    let (_, number) = DETAILS.iter().find(|(name, _)| name.eq_ignore_ascii_case(kind))?;
    Some(Node::condition(Condition::new("msExchRecipientTypeDetails", Operator::IsExactly, *number)))
}
