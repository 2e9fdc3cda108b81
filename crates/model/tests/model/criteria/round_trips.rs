//! What is written is read again as the same rule, in every dialect; what is incomplete is written in none.

use super::trees::{May, criteria, criteria_with, incomplete};
use model::criteria::{
    Cannot, Condition, Content, Criteria, Dialect, Expected, Join, MAX_CONDITIONS, MAX_DEPTH, MAX_TEXT, Node, Operator,
    ParseError, PrintError, PrintReason, groupid, ldap, search,
};
use proptest::prelude::*;
use std::hash::{DefaultHasher, Hash, Hasher};

type Parse = fn(&str) -> Result<Criteria, ParseError>;
type Print = fn(&Criteria) -> Result<String, PrintError>;
type Speech = (Dialect, Parse, Print, fn(&Criteria) -> Criteria);

const DIALECTS: [Speech; 3] = [
    (Dialect::GroupId, groupid::parse, groupid::print_with_not, groupid::canonical_with_not),
    (Dialect::Ldap, ldap::parse, ldap::print, ldap::canonical),
    (Dialect::Search, search::parse, search::print, search::canonical),
];

/// Raw pieces: some stay, some can be read after all, some are no filter.
const RAW: &[&str] = &[
    "(cn~=x)",
    "(a=b*c)",
    "(cn;lang-de=x)",
    " (a=) ",
    "(o:dn:=x)",
    "(:1.2.3:=\\28)",
    "(objectGUID=\\12\\00\\ff)",
    "(userAccountControl:1.2.840.113556.1.4.803:=0)",
    "(a=b)",
    "(!(a=b))",
    "(|(a=b)(a=c))",
    "(&(a=b)(c>=d))",
];

fn comes_back(criteria: &Criteria, (dialect, parse, print, canonical): Speech) {
    let expected = canonical(criteria);
    let text = match print(criteria) {
        Ok(text) => text,
        Err(error) => return assert!(is_unsayable(&error), "{error}"),
    };
    let again = parse(&text).unwrap_or_else(|error| panic!("{dialect:?}: {error}\n{text}"));
    assert_eq!(again, expected, "{dialect:?}: {text}");
    assert_eq!(canonical(&expected), expected, "{dialect:?}: {text}");
    // What is in the dialect's shape comes back as it was, and as the same text.
    assert_eq!(print(&expected).as_ref(), Ok(&text), "{dialect:?}");
    assert_eq!(print(&again).as_ref(), Ok(&text), "{dialect:?}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(if cfg!(debug_assertions) { 400 } else { 10_000 }))]

    #[test]
    fn what_is_written_is_read(criteria in criteria_with(May { locked: true, ..May::default() })) {
        for dialect in DIALECTS {
            comes_back(&criteria, dialect);
        }
    }

    /// Another shape never has another meaning.
    #[test]
    fn the_shape_means_the_same(criteria in criteria(), salts in any::<[u64; 8]>()) {
        for (dialect, .., canonical) in DIALECTS {
            let shape = canonical(&criteria);
            for salt in salts {
                prop_assert_eq!(means(criteria.root(), salt), means(shape.root(), salt), "{:?}", dialect);
            }
        }
    }

    #[test]
    fn raw_pieces_come_out_unchanged(criteria in criteria_with(May { raw: Some((Dialect::Ldap, RAW)), ..May::default() })) {
        comes_back(&criteria, DIALECTS[1]);
        let mut raw = Vec::new();
        ldap::canonical(&criteria).root().visit(&mut |node| if let model::criteria::Content::Raw(piece) = &node.content {
            raw.push(piece.text.clone());
        });
        let text = ldap::print(&criteria).unwrap();
        for piece in raw {
            prop_assert!(RAW.iter().any(|known| known.trim() == piece) && text.contains(&piece));
        }
    }

    #[test]
    fn dates_that_move_are_refused(criteria in criteria_with(May { relative: true, ..May::default() })) {
        let mut moves = None;
        criteria.root().visit(&mut |node| {
            let values = node.as_condition().map_or(&[][..], |condition| &condition.values);
            if moves.is_none() && values.iter().any(|value| value.as_text().is_none()) {
                moves = Some(node.id);
            }
        });
        for (dialect, _, print, canonical) in DIALECTS {
            let refused = moves.map(|node| PrintError { node, dialect, reason: PrintReason::Cannot(Cannot::RelativeDate) });
            let error = print(&criteria).err();
            if error.as_ref().is_some_and(is_unsayable) {
                continue;
            }
            prop_assert_eq!(error, refused);
            if moves.is_some() {
                prop_assert_eq!(canonical(&criteria), criteria.clone());
            }
        }
    }

    /// In group membership a condition that disappears means everyone.
    #[test]
    fn what_is_incomplete_is_never_written((criteria, node) in incomplete()) {
        for (dialect, _, print, _) in DIALECTS {
            let error = print(&criteria).unwrap_err();
            prop_assert_eq!(error.dialect, dialect);
            prop_assert_eq!(error.node, node);
            let missing = criteria.node(node).unwrap().missing().unwrap();
            prop_assert_eq!(error.reason, PrintReason::Incomplete(missing));
        }
    }

    #[test]
    fn any_text_is_read_or_refused(
        text in "\\PC{0,30}|[a-c(){}\\[\\]\"'\\\\*=<>~!&|:;., 0-9\u{0}\n-]{0,40}|[()]{0,20}",
    ) {
        for dialect in DIALECTS {
            answers(&text, dialect);
        }
    }

    /// A text with something missing, twice or strange in it.
    #[test]
    fn any_damage_is_read_or_refused(
        criteria in criteria(),
        from in any::<prop::sample::Index>(),
        length in 0_usize..4,
        put in "|[()\"\\\\*&|!= a0\u{e9}\u{0}]{1,2}",
    ) {
        for dialect in DIALECTS {
            let Ok(text) = (dialect.2)(&criteria) else { continue };
            let mut signs: Vec<char> = text.chars().collect();
            let from = from.index(signs.len());
            let to = (from + length).min(signs.len());
            signs.splice(from..to, put.chars());
            let damaged: String = signs.into_iter().collect();
            answers(&damaged, dialect);
        }
    }
}

/// Whether a rule negates what has no opposite, which a search cannot say.
fn is_unsayable(error: &PrintError) -> bool {
    error.dialect == Dialect::Search && matches!(error.reason, PrintReason::Cannot(Cannot::Negated(_)))
}

/// Whether a node is met where every single question is answered by chance: by its text and the salt.
fn means(node: &Node, salt: u64) -> bool {
    let met = match &node.content {
        Content::Group(Join::All, children) => children.iter().all(|child| means(child, salt)),
        Content::Group(Join::Any, children) => children.iter().any(|child| means(child, salt)),
        Content::Condition(condition) => {
            let own = condition.operator.unwrap();
            let positive = if own.is_negative() { own.complement().unwrap() } else { own };
            let answer = |value: &str| {
                let mut hasher = DefaultHasher::new();
                (salt, &condition.attribute, positive, value.trim()).hash(&mut hasher);
                hasher.finish().is_multiple_of(2)
            };
            let any = match own.takes_value() {
                true => condition.values.iter().any(|value| answer(value.as_text().unwrap())),
                false => answer(""),
            };
            any != own.is_negative()
        }
        Content::Raw(raw) => panic!("{raw:?}"),
    };
    met != node.not
}

/// What is read can be written and is read from that again; an error stands at a character.
fn answers(text: &str, (_, parse, print, canonical): Speech) {
    match parse(text) {
        Err(error) => {
            assert!(text.is_char_boundary(error.at), "{text:?}: {error}");
            assert!(text[error.at..].starts_with(&error.found), "{text:?}: {error}");
            assert_eq!(error.found.is_empty(), error.at == text.len(), "{text:?}: {error}");
        }
        Ok(read) => {
            let shape = canonical(&read);
            match print(&read) {
                Ok(text) => assert_eq!(parse(&text), Ok(shape), "{text}"),
                Err(error) => assert!(is_unsayable(&error), "{text:?}: {error}"),
            }
        }
    }
}

/// A megabyte of anything is answered, and no stack is used up.
#[test]
fn a_megabyte_is_answered_at_once() {
    let fill = |piece: &str| piece.repeat(MAX_TEXT / piece.len());
    let pieces = [
        "(",
        ")",
        "((",
        "(!",
        "(!(",
        "(&",
        "(|(",
        "(a=",
        "(a=b)",
        "(&(a=b)",
        "(a=*",
        "*",
        "\\",
        "\\41",
        "\\4",
        "(a:",
        "(a:b:",
        "Not ",
        "(Not ",
        "Not (",
        "(a Is ",
        "(a Contains \"",
        "\"",
        "\\\"",
        "(a Contains \"x\") And ",
        "((a Is 1) Or ",
        "a",
        " ",
        "'",
        "{",
        "[",
        "{\"child\":[",
        "{\"operator\":\"And\",\"child\":[",
        "[[],",
        "\"\\u0022\"",
        "é",
        "\u{1f469}",
        "1",
        "-",
        "{\"operator\":\"Is\",\"attribute\":\"a\",\"value\":\"x\"},",
    ];
    for piece in pieces {
        let wrapped = ["", "(", "(a=", "(&", "(a Contains \"", "{\"operator\":\"And\",\"child\":["];
        for text in
            wrapped.map(|before| format!("{before}{}", &fill(piece)[..MAX_TEXT - 40 - (MAX_TEXT - 40) % piece.len()]))
        {
            for (dialect, parse, ..) in DIALECTS {
                let start = std::time::Instant::now();
                let _ = parse(&text);
                let took = start.elapsed();
                let limit = if cfg!(debug_assertions) { 3000 } else { 300 };
                assert!(took.as_millis() < limit, "{dialect:?} took {took:?} for {piece:?} {:?}", &text[..20]);
            }
        }
    }
}

/// The deepest and the longest rule can be written and read; one more cannot.
#[test]
fn the_limits_hold_on_both_sides() {
    let leaf = |at: usize| Node::condition(Condition::new("title", Operator::StartsWith, at.to_string()));
    let deep = |depth: usize| {
        let join = |at: usize| if at.is_multiple_of(2) { Join::All } else { Join::Any };
        let inner = Node::group(Join::All, vec![leaf(0), leaf(1)]);
        Criteria::of((1..depth).fold(inner, |inner, at| Node::group(join(at), vec![leaf(at), inner])))
    };
    let wide = |count: usize| Criteria::of(Node::group(Join::All, (0..count).map(leaf).collect()));
    let values = |count: usize| {
        let values = (0..count).map(|at| model::criteria::Value::text(at.to_string())).collect();
        let condition = Condition { values, ..Condition::bare("title", Operator::IsNot) };
        Criteria::of(Node::condition(condition))
    };
    let long =
        |length: usize| Criteria::of(Node::condition(Condition::new("title", Operator::IsExactly, "x".repeat(length))));
    for (dialect, parse, print, _) in DIALECTS {
        let reads = |criteria: &Criteria| assert_eq!(parse(&print(criteria).unwrap()).as_ref(), Ok(criteria));
        let refuses = |criteria: &Criteria| {
            let reason = PrintReason::TooLarge;
            assert_eq!(print(criteria), Err(PrintError { node: criteria.root().id, dialect, reason }));
        };
        reads(&deep(MAX_DEPTH));
        refuses(&deep(MAX_DEPTH + 1));
        reads(&wide(MAX_CONDITIONS));
        refuses(&wide(MAX_CONDITIONS + 1));
        reads(&values(MAX_CONDITIONS));
        refuses(&values(MAX_CONDITIONS + 1));
        reads(&long(MAX_TEXT - 200));
        refuses(&long(MAX_TEXT));
        let error = parse(&" ".repeat(MAX_TEXT + 1)).unwrap_err();
        assert_eq!((error.at, error.expected), (MAX_TEXT, Expected::Shorter));
    }
    // Groups beside each other are not deeper than one.
    let beside = |_| Node::group(Join::Any, vec![leaf(0), Node::condition(Condition::bare("mail", Operator::Present))]);
    let beside = Criteria::of(Node::group(Join::All, (0..MAX_DEPTH * 2).map(beside).collect()));
    for (_, parse, print, _) in DIALECTS {
        assert_eq!(parse(&print(&beside).unwrap()).as_ref(), Ok(&beside));
    }
    // Written out, several values are a group of their own.
    let deepest = Node::condition(Condition {
        values: ["a", "b"].map(model::criteria::Value::text).to_vec(),
        ..Condition::bare("title", Operator::IsExactly)
    });
    let nested = (0..MAX_DEPTH).fold(deepest, |inner, _| Node::group(Join::All, vec![leaf(0), inner]));
    for (_, _, print, _) in DIALECTS {
        assert_eq!(print(&Criteria::of(nested.clone())).unwrap_err().reason, PrintReason::TooLarge);
    }
}
