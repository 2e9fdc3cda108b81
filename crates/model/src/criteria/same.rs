//! Whether two rules are the same rule, however they are spelled.

use super::{Content, Criteria, Dialect, Node, Raw, entra, groupid, ldap};

impl Criteria {
    /// Whether both rules are the same when they are sent in that dialect. White space, superfluous brackets, the
    /// spelling of operators and locks make no difference, nor does the letter case of an attribute where the dialect
    /// ignores it. The order of the conditions does, because people arrange them. A rule that cannot be sent is the
    /// same as an identical one only.
    #[must_use]
    pub fn is_same_in(&self, other: &Self, dialect: Dialect) -> bool {
        let canonical = match dialect {
            // Exchange filters are only read, so that no rule is sent as one.
            Dialect::GroupId | Dialect::Search | Dialect::Opath => groupid::canonical,
            Dialect::Ldap => ldap::canonical,
            Dialect::Entra => entra::canonical,
        };
        // Entra ID distinguishes the letter case of properties, so that a corrected one has to be sent.
        let ignores_case = dialect != Dialect::Entra;
        self == other || is_same(canonical(self).root(), canonical(other).root(), ignores_case)
    }
}

fn is_same(one: &Node, other: &Node, ignores_case: bool) -> bool {
    one.not == other.not
        && match (&one.content, &other.content) {
            (Content::Group(join, children), Content::Group(other_join, others)) => {
                join == other_join
                    && children.len() == others.len()
                    && children.iter().zip(others).all(|(child, other)| is_same(child, other, ignores_case))
            }
            (Content::Condition(one), Content::Condition(other)) => {
                let has_name = one.attribute == other.attribute
                    || ignores_case && one.attribute.eq_ignore_ascii_case(&other.attribute);
                has_name && one.operator == other.operator && one.values == other.values
            }
            (Content::Raw(one), Content::Raw(other)) => one.dialect == other.dialect && spelled(one) == spelled(other),
            _ => false,
        }
}

/// The text of a raw piece. In a rule of Entra ID, white space outside of quotes is reduced to what separates words.
fn spelled(raw: &Raw) -> String {
    // What a backtick means outside of quotes is not documented.
    let is_plain = raw.dialect == Dialect::Entra && !raw.text.contains('`');
    if !is_plain {
        return raw.text.clone();
    }
    let is_of_word = |one: char| one.is_alphanumeric() || matches!(one, '_' | '-' | '.' | '–');
    let (mut out, mut quote, mut is_apart) = (String::with_capacity(raw.text.len()), None, false);
    for one in raw.text.chars() {
        match quote {
            None if one.is_ascii_whitespace() => {
                is_apart = true;
                continue;
            }
            None if is_apart && is_of_word(one) && out.ends_with(is_of_word) => out.push(' '),
            _ => {}
        }
        is_apart = false;
        out.push(one);
        quote = match quote {
            None if matches!(one, '"' | '\'') => Some(one),
            Some(open) if open == one => None,
            quote => quote,
        };
    }
    out
}
