//! What a name may be. The service checks again; a directory has the last word.

use super::ascii::to_ascii;

/// Longest CN (`ub-common-name` of the AD schema), in characters.
pub const MAX_CN: usize = 64;
/// Longest sAMAccountName of a group (rangeUpper of the AD schema), in characters.
pub const MAX_GROUP_SAM: usize = 256;
/// Longest sAMAccountName of a user (SAM rules), in characters.
pub const MAX_USER_SAM: usize = 20;
/// Longest mailNickname, in characters (Graph, part A).
pub const MAX_MAIL_NICKNAME: usize = 64;

/// What is wrong with a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NameProblem {
    /// Nothing stands there.
    Empty,
    /// More characters than the number.
    TooLong(usize),
    /// A character that may not stand there.
    Forbidden(char),
    /// A space at the start or the end.
    EdgeSpace,
    /// It ends in a dot.
    EndsInDot,
    /// Only dots, spaces or digits, which AD refuses for an account.
    NoLetter,
    /// Not of the form name@suffix.
    NotAnAddress,
}

/// Longest display name in Entra ID, in characters (part A, "Graph").
pub const MAX_DISPLAY_NAME: usize = 256;
/// Longest description of a group in Entra ID, in characters (Graph's `group` entity).
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

/// A common name: 1 to 64 characters; special ones are escaped in the DN, so only controls are refused.
pub fn check_cn(name: &str) -> Check {
    check_label(name, MAX_CN)
}

/// A name for people: 1 to that many characters, no controls.
pub fn check_label(name: &str, most: usize) -> Check {
    length(name.trim(), most)?;
    forbids(name, |_| false)?;
    edges(name)
}

/// A text for people: up to that many characters, which may be none, on several lines.
pub fn check_text(text: &str, most: usize) -> Check {
    let lines = text.replace(['\n', '\r', '\t'], " ");
    if lines.is_empty() { Ok(()) } else { length(&lines, most).and_then(|()| forbids(&lines, |_| false)) }
}

/// Characters that no sAMAccountName may hold (MS-SAMR, 3.1.1.6).
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

/// A group's pre-Windows 2000 name.
pub fn check_group_sam(name: &str) -> Check {
    check_sam(name, MAX_GROUP_SAM, |_| false)
}

/// A user's pre-Windows 2000 logon name; `@` is refused as well.
pub fn check_user_sam(name: &str) -> Check {
    check_sam(name, MAX_USER_SAM, |c| c == '@')
}

/// A user principal name: `name@suffix`, RFC 822's local part without spaces, a suffix of dotted labels.
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

/// A mail nickname (alias): ASCII without `@ () \ [] " ; : < > ,` and space (part A, "Graph"), no dot at an end.
pub fn check_mail_nickname(name: &str) -> Check {
    length(name, MAX_MAIL_NICKNAME)?;
    forbids(name, |c| !c.is_ascii() || "@()\\[]\";:<>, ".contains(c))?;
    if name.starts_with('.') || name.ends_with('.') { Err(NameProblem::EndsInDot) } else { Ok(()) }
}

/// A pre-Windows 2000 name that follows a name: what may not stand there is left out.
pub fn suggest_sam(name: &str, most: usize) -> String {
    let kept: String = name.chars().filter(|c| !SAM_FORBIDDEN.contains(*c) && !c.is_control()).take(most).collect();
    kept.trim().trim_end_matches('.').trim_end().to_owned()
}

/// A mail nickname that follows a name: common accents are resolved, what may not stand there is left out.
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
