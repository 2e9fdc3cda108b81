//! The rules for names. The portal checks them before it sends; the directory has the last word.

use super::ascii::to_ascii;

/// The maximum length of a CN in characters (`ub-common-name` of the AD schema).
pub const MAX_CN: usize = 64;
/// The maximum length of a group's sAMAccountName in characters (rangeUpper of the AD schema).
pub const MAX_GROUP_SAM: usize = 256;
/// The maximum length of a user's sAMAccountName in characters (SAM rules).
pub const MAX_USER_SAM: usize = 20;
/// The maximum length of a mailNickname in characters (part A, "Graph").
pub const MAX_MAIL_NICKNAME: usize = 64;

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    Empty,
    /// The name has more characters than this number.
    TooLong(usize),
    /// The name contains a character that is not allowed.
    Forbidden(char),
    /// The name begins or ends with a space.
    EdgeSpace,
    /// The name ends with a dot; for logon names and mail nicknames also if it begins with one.
    EndsInDot,
    /// The name consists of dots and spaces only, which Active Directory rejects for an account.
    NoLetter,
    /// The text does not have the form `name@suffix`.
    NotAnAddress,
}

/// The maximum length of a display name in Entra ID, in characters (part A, "Graph").
pub const MAX_DISPLAY_NAME: usize = 256;
/// The maximum length of a group's description in Entra ID, in characters (Graph's `group` entity).
pub const MAX_CLOUD_DESCRIPTION: usize = 1_024;

pub(super) type Check = Result<(), NameProblem>;

pub(super) fn length(name: &str, most: usize) -> Check {
    match name.chars().count() {
        0 => Err(NameProblem::Empty),
        n if n > most => Err(NameProblem::TooLong(most)),
        _ => Ok(()),
    }
}

pub(super) fn forbids(name: &str, forbidden: impl Fn(char) -> bool) -> Check {
    name.chars().find(|c| forbidden(*c) || c.is_control()).map_or(Ok(()), |c| Err(NameProblem::Forbidden(c)))
}

fn edges(name: &str) -> Check {
    if name.starts_with(' ') || name.ends_with(' ') { Err(NameProblem::EdgeSpace) } else { Ok(()) }
}

/// Checks a common name: 1 to 64 characters. Special characters are escaped in the DN, so only control characters are
/// rejected.
pub fn check_cn(name: &str) -> Check {
    check_label(name, MAX_CN)
}

/// Checks a name for people: 1 to `most` characters, no control characters, no spaces at the ends.
pub fn check_label(name: &str, most: usize) -> Check {
    length(name.trim(), most)?;
    forbids(name, |_| false)?;
    edges(name)
}

/// Checks a text for people: up to `most` characters, possibly none, on one or more lines.
pub fn check_text(text: &str, most: usize) -> Check {
    let lines = text.replace(['\n', '\r', '\t'], " ");
    if lines.is_empty() { Ok(()) } else { length(&lines, most).and_then(|()| forbids(&lines, |_| false)) }
}

/// The characters that a sAMAccountName may not contain (MS-SAMR, 3.1.1.6).
const SAM_FORBIDDEN: &str = "\"/\\[]:;|=,+*?<>";

fn check_sam(name: &str, most: usize, forbidden: impl Fn(char) -> bool) -> Check {
    length(name.trim(), most)?;
    forbids(name, |c| SAM_FORBIDDEN.contains(c) || forbidden(c))?;
    edges(name)?;
    if name.ends_with('.') {
        return Err(NameProblem::EndsInDot);
    }
    if name.chars().all(|c| c == '.' || c == ' ') {
        return Err(NameProblem::NoLetter);
    }
    Ok(())
}

/// Checks a group's pre-Windows 2000 name.
pub fn check_group_sam(name: &str) -> Check {
    check_sam(name, MAX_GROUP_SAM, |_| false)
}

/// Checks a user's pre-Windows 2000 logon name, which may not contain `@` either.
pub fn check_user_sam(name: &str) -> Check {
    check_sam(name, MAX_USER_SAM, |c| c == '@')
}

/// Checks a user principal name: `name@suffix`, with the local part of RFC 822 without spaces and a suffix of dotted
/// labels.
pub fn check_upn(name: &str) -> Check {
    length(name, 1024)?;
    let (local, suffix) = name.rsplit_once('@').ok_or(NameProblem::NotAnAddress)?;
    forbids(local, |c| c == '@' || c.is_whitespace() || "\"\\/[]:;|=,+*?<>()".contains(c))?;
    let label = |l: &str| {
        !l.is_empty() && l.chars().all(|c| c.is_alphanumeric() || c == '-') && !l.starts_with('-') && !l.ends_with('-')
    };
    if local.is_empty() || local.starts_with('.') || local.ends_with('.') || !suffix.split('.').all(label) {
        return Err(NameProblem::NotAnAddress);
    }
    Ok(())
}

/// Checks a mail nickname: ASCII without `@ () \ [] " ; : < > ,` and spaces (part A, "Graph"), and without a dot at
/// either end.
pub fn check_mail_nickname(name: &str) -> Check {
    length(name, MAX_MAIL_NICKNAME)?;
    forbids(name, |c| !c.is_ascii() || "@()\\[]\";:<>, ".contains(c))?;
    if name.starts_with('.') || name.ends_with('.') { Err(NameProblem::EndsInDot) } else { Ok(()) }
}

/// Derives a pre-Windows 2000 name from a name by leaving out forbidden characters.
pub fn suggest_sam(name: &str, most: usize) -> String {
    let kept: String = name.chars().filter(|c| !SAM_FORBIDDEN.contains(*c) && !c.is_control()).take(most).collect();
    kept.trim().trim_end_matches('.').trim_end().to_owned()
}

/// Derives a mail nickname from a name: transliterated to ASCII, without forbidden characters.
pub fn suggest_mail_nickname(name: &str) -> String {
    let mut out = to_ascii(name);
    out.retain(|c| !c.is_control() && !"@()\\[]\";:<>, ".contains(c));
    out.truncate(MAX_MAIL_NICKNAME);
    out.trim_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_directory() {
        assert_eq!(check_cn(&"é".repeat(64)), Ok(()));
        assert_eq!(check_cn(&"é".repeat(65)), Err(NameProblem::TooLong(64)));
        assert_eq!(check_cn("  "), Err(NameProblem::Empty));
        assert_eq!(check_cn(" a"), Err(NameProblem::EdgeSpace));
        assert_eq!(check_cn("a\u{0}"), Err(NameProblem::Forbidden('\u{0}')));
        assert_eq!(check_group_sam("Sales, EMEA"), Err(NameProblem::Forbidden(',')));
        assert_eq!(check_group_sam("Sales."), Err(NameProblem::EndsInDot));
        assert_eq!(check_group_sam(". ."), Err(NameProblem::EndsInDot));
        assert_eq!(check_user_sam("a@b"), Err(NameProblem::Forbidden('@')));
        assert_eq!(check_user_sam(&"a".repeat(21)), Err(NameProblem::TooLong(20)));
        assert_eq!(check_mail_nickname("sales.emea"), Ok(()));
        assert_eq!(check_mail_nickname("für"), Err(NameProblem::Forbidden('ü')));
        assert_eq!(check_upn("ann.lee@demo.local"), Ok(()));
        for bad in ["ann", "@demo.local", "ann@", "ann@demo..local", ".a@b.c"] {
            assert_eq!(check_upn(bad), Err(NameProblem::NotAnAddress), "{bad}");
        }
    }

    #[test]
    fn suggestions_are_valid() {
        for name in ["Sales, EMEA", "Größe & Maß (West).", " O'Neill ", "a\tb"] {
            assert_eq!(check_group_sam(&suggest_sam(name, MAX_GROUP_SAM)), Ok(()), "{name}");
            assert_eq!(check_mail_nickname(&suggest_mail_nickname(name)), Ok(()), "{name}");
        }
        assert_eq!(suggest_mail_nickname("محمد"), "");
    }
}
