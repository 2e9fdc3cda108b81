//! The rules for names of people: logon names, mail addresses, first and last names.

use super::ascii::to_ascii;
use super::rules::{Check, NameProblem, check_label, check_upn, forbids, length};

/// The maximum length of a first or last name in characters (rangeUpper of `givenName` and `sn` in the AD schema; the
/// same in Entra ID).
pub const MAX_PERSON_NAME: usize = 64;
/// The maximum length of a logon name in Entra ID, without its suffix, in characters.
pub const MAX_CLOUD_LOGON: usize = 64;
/// The maximum length of the suffix of a logon name in Entra ID, in characters.
const MAX_CLOUD_SUFFIX: usize = 48;
/// The maximum length of a mail address in characters (rangeUpper of `mail` in the AD schema).
pub const MAX_MAIL: usize = 256;

/// Checks a first or last name, which may be empty.
pub fn check_person_name(name: &str) -> Check {
    if name.is_empty() { Ok(()) } else { check_label(name, MAX_PERSON_NAME) }
}

/// The characters that a logon name of Entra ID may contain besides ASCII letters and digits.
const CLOUD_LOGON: &str = "'.-_!#^~";

/// Checks a user principal name of Entra ID, which is shorter and allows fewer characters than one of Active Directory.
pub fn check_cloud_upn(name: &str) -> Check {
    check_upn(name)?;
    let (local, suffix) = name.rsplit_once('@').ok_or(NameProblem::NotAnAddress)?;
    length(local, MAX_CLOUD_LOGON)?;
    length(suffix, MAX_CLOUD_SUFFIX)?;
    forbids(local, |c| !c.is_ascii_alphanumeric() && !CLOUD_LOGON.contains(c))
}

/// Checks a mail address: `Dot-string@Domain` of RFC 5321, in ASCII.
pub fn check_mail(address: &str) -> Check {
    length(address, MAX_MAIL)?;
    forbids(address, |c| !c.is_ascii() || c.is_whitespace() || "\"\\()[]:;,<>".contains(c))?;
    let (local, domain) = address.rsplit_once('@').ok_or(NameProblem::NotAnAddress)?;
    length(local, 64).map_err(|problem| if local.is_empty() { NameProblem::NotAnAddress } else { problem })?;
    if local.contains('@') {
        return Err(NameProblem::Forbidden('@'));
    }
    let label = |l: &str| !l.is_empty() && !l.starts_with('-') && !l.ends_with('-');
    let known = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '.';
    let dotted = local.split('.').all(|atom| !atom.is_empty());
    if dotted && domain.split('.').all(label) && domain.chars().all(known) {
        Ok(())
    } else {
        Err(NameProblem::NotAnAddress)
    }
}

/// Derives a logon name from a name: in lower case and ASCII, without characters that a user principal name or a
/// pre-Windows 2000 name may not contain, without dots at the ends and without consecutive dots.
pub fn suggest_logon(name: &str, most: usize) -> String {
    let mut out = String::new();
    for c in to_ascii(name).chars() {
        let kept = c.is_ascii_alphanumeric() || CLOUD_LOGON.contains(c);
        if kept && !(c == '.' && (out.is_empty() || out.ends_with('.'))) {
            out.push(c.to_ascii_lowercase());
        }
    }
    out.truncate(most);
    out.trim_end_matches('.').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::{MAX_USER_SAM, check_user_sam};

    #[test]
    fn logon_names_follow_the_directory() {
        assert_eq!(check_cloud_upn("ann.o'neil@5cjshm.onmicrosoft.com"), Ok(()));
        assert_eq!(check_cloud_upn("jörg@5cjshm.onmicrosoft.com"), Err(NameProblem::Forbidden('ö')));
        assert_eq!(check_cloud_upn(&format!("{}@a.b", "a".repeat(65))), Err(NameProblem::TooLong(64)));
        assert_eq!(check_cloud_upn(&format!("a@{}", "a".repeat(49))), Err(NameProblem::TooLong(48)));
        assert_eq!(check_cloud_upn("ann"), Err(NameProblem::NotAnAddress));
    }

    #[test]
    fn mail_addresses() {
        assert_eq!(check_mail("ann.lee+news@demo.local"), Ok(()));
        for bad in ["ann", "@demo.local", "ann@", "a..b@demo.local", ".a@demo.local", "ann@demo..local", "ann@-d.e"] {
            assert_eq!(check_mail(bad), Err(NameProblem::NotAnAddress), "{bad}");
        }
        assert_eq!(check_mail("a b@demo.local"), Err(NameProblem::Forbidden(' ')));
        assert_eq!(check_mail("a@b@demo.local"), Err(NameProblem::Forbidden('@')));
        assert_eq!(check_mail(&format!("a@{}", "a".repeat(256))), Err(NameProblem::TooLong(256)));
    }

    #[test]
    fn a_suggested_logon_name_is_one() {
        assert_eq!(suggest_logon("Zoë.Müller-Łódź", 64), "zoe.mueller-lodz");
        assert_eq!(suggest_logon("Ann.", 64), "ann");
        assert_eq!(suggest_logon("..Ann. .Lee", 64), "ann.lee");
        for name in ["Conan O'Brien", "José.da Silva", "x".repeat(70).as_str(), "a.b.c.d.e.f.g.h.i.j.k.l"] {
            assert_eq!(check_cloud_upn(&format!("{}@demo.local", suggest_logon(name, 64))), Ok(()), "{name}");
            assert_eq!(check_user_sam(&suggest_logon(name, MAX_USER_SAM)), Ok(()), "{name}");
        }
        assert_eq!(suggest_logon("李", 64), "");
    }
}
