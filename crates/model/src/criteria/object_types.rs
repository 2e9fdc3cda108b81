//! What distinguishes the types of objects of a rule from each other within a kind, as conditions. The directory decides
//! them for the members of a smart group; these conditions are for a preview, and for the embedded service (assumption
//!

use super::{Condition, Criteria, Join, Node, Operator};
use crate::wire::attributes::{MAIL_NICKNAME, USER_ACCOUNT_CONTROL};
use crate::wire::object_types::ObjectType;

/// The Exchange attribute that only objects with a mailbox have.
pub const MAILBOX: &str = "msExchHomeServerName";
/// The Exchange attribute with an external e-mail address.
pub const EXTERNAL_MAIL: &str = "targetAddress";
const OPERATING_SYSTEM: &str = "operatingSystem";
/// The bit of `userAccountControl` that domain controllers have (`SERVER_TRUST_ACCOUNT`).
const SERVER_TRUST: &str = "8192";

/// The conditions that objects of a type satisfy in addition to their kind; `None` if every object of the kind is one.
pub fn conditions(of: ObjectType) -> Option<Criteria> {
    let present = |name: &str| Condition::bare(name, Operator::Present);
    let controller = |operator| Condition::new(USER_ACCOUNT_CONTROL, operator, SERVER_TRUST);
    let system = |operator| Condition::new(OPERATING_SYSTEM, operator, "Server");
    let all: Vec<Condition> = match of {
        ObjectType::User | ObjectType::Contact | ObjectType::Group | ObjectType::MailEnabledPublicFolder => {
            return None;
        }
        ObjectType::UserWithMailbox => vec![present(MAILBOX)],
        ObjectType::UserWithExternalMail => {
            vec![present(EXTERNAL_MAIL), Condition::bare(MAILBOX, Operator::NotPresent)]
        }
        ObjectType::ContactWithExternalMail => vec![present(EXTERNAL_MAIL)],
        ObjectType::MailEnabledGroup => vec![present(MAIL_NICKNAME)],
        ObjectType::Workstation => vec![system(Operator::NotContains), controller(Operator::AllFlagsOff)],
        ObjectType::Server => vec![system(Operator::Contains), controller(Operator::AllFlagsOff)],
        ObjectType::DomainController => vec![controller(Operator::AllFlagsOn)],
    };
    Some(Criteria::of(Node::group(Join::All, all.into_iter().map(Node::condition).collect())))
}
