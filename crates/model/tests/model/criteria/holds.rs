//! What holds for any text in any dialect. `fuzz/` asks the same of what it finds.

use model::criteria::{Criteria, MAX_CONDITIONS, MAX_DEPTH, ParseError, PrintError, PrintReason, entra, groupid, ldap};

/// A dialect that is text.
pub struct Language {
    pub name: &'static str,
    pub parse: fn(&str) -> Result<Criteria, ParseError>,
    pub print: fn(&Criteria) -> Result<String, PrintError>,
    pub canonical: fn(&Criteria) -> Criteria,
}

pub const GROUPID: Language =
    Language { name: "groupid", parse: groupid::parse, print: groupid::print, canonical: groupid::canonical };
pub const LDAP: Language =
    Language { name: "ldap", parse: ldap::parse, print: ldap::print, canonical: ldap::canonical };
pub const ENTRA: Language =
    Language { name: "entra", parse: entra::parse, print: entra::print, canonical: entra::canonical };

impl Language {
    /// Whether a text is a rule. If so, it is complete and comes back from its own text; if not, the error stands at a
    /// character of the text and quotes it.
    pub fn holds(&self, text: &str) -> bool {
        let criteria = match (self.parse)(text) {
            Ok(criteria) => criteria,
            Err(error) => {
                let there = text.get(error.at..).unwrap();
                assert!(there.starts_with(&error.found), "{error:?}");
                assert_eq!(error.found.is_empty(), there.is_empty(), "{error:?}");
                return false;
            }
        };
        let root = criteria.root();
        assert!(root.depth() <= MAX_DEPTH && root.conditions() <= MAX_CONDITIONS);
        assert_eq!(criteria.incomplete(), []);
        let canonical = (self.canonical)(&criteria);
        match (self.print)(&criteria) {
            Ok(written) => {
                assert_eq!((self.parse)(&written).as_ref(), Ok(&canonical), "{written}");
                assert_eq!((self.canonical)(&canonical), canonical, "{written}");
                assert_eq!((self.print)(&canonical), Ok(written));
            }
            // What was read can be said, but perhaps not so shortly.
            Err(error) => assert_eq!(error.reason, PrintReason::TooLarge),
        }
        true
    }
}
