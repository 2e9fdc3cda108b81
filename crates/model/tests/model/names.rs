//! Distinguished names hold for any text.

use model::names::Dn;
use proptest::prelude::*;

proptest! {
    #[test]
    fn what_is_escaped_is_read_again(values in prop::collection::vec("\\PC{1,12}|[ #,+\"\\\\<>;=\u{0}-\u{1f}a]{1,8}", 1..5)) {
        let base = Dn::parse("DC=local").unwrap();
        let dn = values.iter().fold(base, |dn, value| dn.child("CN", value));
        let again = Dn::parse(&dn.to_string());
        prop_assert_eq!(again.as_ref(), Ok(&dn));
        let value = again.map(|dn| dn.rdn().value().to_owned());
        prop_assert_eq!(value, Ok(values[values.len() - 1].clone()));
        prop_assert!(Dn::parse(&dn.normalized()).is_ok_and(|n| n.same(&dn)) || values.iter().any(|v| v.trim_matches(' ').is_empty()));
    }

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,40}|[CN=,+\\\\\"# a-f0-9]{0,40}") {
        if let Err(error) = Dn::parse(&text) {
            prop_assert!(error.at <= text.len());
        }
    }
}
