//! Names in a directory: distinguished names (RFC 4514), and the rules of CN, sAMAccountName, UPN and mailNickname.

mod ascii;
mod dn;
mod pattern;
mod person;
mod rules;

pub use ascii::to_ascii;
pub use dn::{Dn, DnError, Rdn};
pub use pattern::{Pattern, PatternError};
pub use person::{
    MAX_CLOUD_LOGON, MAX_MAIL, MAX_PERSON_NAME, check_cloud_upn, check_mail, check_person_name, suggest_logon,
};
pub use rules::{
    MAX_CLOUD_DESCRIPTION, MAX_CN, MAX_DISPLAY_NAME, MAX_GROUP_SAM, MAX_MAIL_NICKNAME, MAX_USER_SAM, NameProblem,
    check_cn, check_group_sam, check_label, check_mail_nickname, check_text, check_upn, check_user_sam,
    suggest_mail_nickname, suggest_sam,
};

/// Whether a text is a GUID in its usual form, `8-4-4-4-12` hexadecimal digits, without braces.
pub fn is_guid(text: &str) -> bool {
    let text = text.trim();
    text.len() == 36
        && text.bytes().enumerate().all(|(at, byte)| match at {
            8 | 13 | 18 | 23 => byte == b'-',
            _ => byte.is_ascii_hexdigit(),
        })
}
