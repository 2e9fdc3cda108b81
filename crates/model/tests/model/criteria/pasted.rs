//! What people paste: texts with what is read from them, what is put right, where they are refused and how they can be
//! corrected. One list a dialect, in `corpus/`.

use model::criteria::opath::why_not;
use model::criteria::{Content, Correction, Criteria, NodeId, ParseError, Raw, Read, groupid, ldap, leave_out, opath};
use serde_json::Value;
use std::fmt::Debug;
use std::fs;
use std::path::Path;

fn corpus(dialect: &str, least: usize) -> Vec<Value> {
    let file = format!("tests/model/criteria/corpus/{dialect}.json");
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(file)).unwrap();
    let Value::Array(all) = serde_json::from_str(&text).unwrap() else { panic!("{dialect} is no list") };
    assert!(all.len() >= least, "{} texts of {dialect}", all.len());
    all
}

/// Collects what differs, so that a change shows all of it at once.
#[derive(Default)]
struct Differences(Vec<String>);

impl Differences {
    fn same<T: PartialEq + Debug>(&mut self, what: &str, text: &str, is: &T, wanted: &T) {
        if is != wanted {
            self.0.push(format!("{what} of {text:?}\n    is     {is:?}\n    wanted {wanted:?}"));
        }
    }

    fn refused(&mut self, entry: &Value, text: &str, read: &Result<Read, ParseError>, fix: Option<Correction>) {
        match read {
            Ok(read) => self.0.push(format!("{text:?} is read: {:?}", read.criteria)),
            Err(error) => {
                let is = (error.at as u64, format!("{:?}", error.expected));
                self.same("place", text, &is, &(entry["at"].as_u64().unwrap(), string(&entry["expected"])));
            }
        }
        let wanted = entry.get("fix").map(string);
        self.same("fix", text, &fix.map(|fix| fix.text), &wanted);
    }

    fn repairs(&mut self, entry: &Value, text: &str, read: &Read) {
        let mut is: Vec<String> = read.repairs.iter().map(|repair| format!("{:?}", repair.kind)).collect();
        let mut wanted: Vec<String> =
            entry.get("repairs").and_then(Value::as_array).into_iter().flatten().map(string).collect();
        is.sort();
        wanted.sort();
        self.same("repairs", text, &is, &wanted);
    }
}

impl Drop for Differences {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            assert!(self.0.is_empty(), "{} differences:\n{}", self.0.len(), self.0.join("\n"));
        }
    }
}

fn string(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[test]
fn filters() {
    let mut differences = Differences::default();
    for entry in corpus("ldap", 100) {
        let text = string(&entry["text"]);
        let read = ldap::read(&text);
        if entry.get("at").is_some() {
            differences.refused(&entry, &text, &read, ldap::correction(&text));
            continue;
        }
        match read {
            Ok(read) => {
                let written = ldap::print(&read.criteria).unwrap();
                differences.same("text", &text, &written, &string(&entry["reads"]));
                differences.repairs(&entry, &text, &read);
                // What is written strictly has nothing that is put right.
                assert_eq!(ldap::read(&written).map(|read| read.repairs), Ok(Vec::new()), "{written}");
            }
            Err(error) => differences.0.push(format!("{text:?}: {error}")),
        }
        assert_eq!(ldap::correction(&text), None, "{text}");
    }
}

#[test]
fn groupid_criteria() {
    let mut differences = Differences::default();
    for entry in corpus("groupid", 100) {
        let text = string(&entry["text"]);
        let read = groupid::read(&text);
        if entry.get("at").is_some() {
            differences.refused(&entry, &text, &read, groupid::correction(&text));
            continue;
        }
        match read {
            Ok(read) => {
                let same = groupid::parse(&string(&entry["same"]));
                differences.same("criteria", &text, &Ok(read.criteria.clone()), &same);
                differences.repairs(&entry, &text, &read);
            }
            Err(error) => differences.0.push(format!("{text:?}: {error}")),
        }
    }
}

#[test]
fn filters_of_exchange() {
    let mut differences = Differences::default();
    for entry in corpus("opath", 40) {
        let text = string(&entry["text"]);
        let read = opath::read(&text);
        if entry.get("at").is_some() {
            differences.refused(&entry, &text, &read, None);
            continue;
        }
        let read = match read {
            Ok(read) => read,
            Err(error) => {
                differences.0.push(format!("{text:?}: {error}"));
                continue;
            }
        };
        differences.repairs(&entry, &text, &read);
        let left = left(&read.criteria);
        let reasons: Vec<Vec<String>> = left.iter().map(|(_, text, why)| vec![text.clone(), why.clone()]).collect();
        let wanted: Vec<Vec<String>> = entry.get("leaves").and_then(Value::as_array).map_or_else(Vec::new, |list| {
            list.iter().map(|pair| pair.as_array().unwrap().iter().map(string).collect()).collect()
        });
        differences.same("what is left", &text, &reasons, &wanted);
        if left.is_empty() {
            let written = ldap::print(&read.criteria).unwrap();
            differences.same("text", &text, &written, &string(&entry["reads"]));
            continue;
        }
        // No dialect writes what was not carried over.
        assert!(ldap::print(&read.criteria).is_err() && groupid::print(&read.criteria).is_err(), "{text}");
        let nodes: Vec<NodeId> = left.iter().map(|(node, ..)| *node).collect();
        let without = leave_out(&read.criteria, &nodes).ok().map(|rest| ldap::print(&rest).unwrap());
        differences.same("what is not left out", &text, &without, &entry["without"].as_str().map(str::to_owned));
    }
}

/// The raw pieces of a filter of Exchange.
fn left(criteria: &Criteria) -> Vec<(NodeId, String, String)> {
    let mut found = Vec::new();
    criteria.root().visit(&mut |node| {
        if let Content::Raw(Raw { text, .. }) = &node.content {
            found.push((node.id, text.clone(), format!("{:?}", why_not(text).unwrap())));
        }
    });
    found
}

#[test]
fn a_repair_says_where_and_what() {
    let read = ldap::read("(&(l=Graz)(!title = Baker))").unwrap();
    let repairs: Vec<_> = read.repairs.iter().map(|repair| (repair.at, repair.text.as_str())).collect();
    assert_eq!(repairs, [(12, "(title=Baker)"), (12, "(!(title=Baker))")]);
    let read = ldap::read("(memberOf=CN=Fl\n eet,DC=demo)").unwrap();
    assert_eq!((read.repairs[0].at, read.repairs[0].text.as_str()), (10, "CN=Fleet,DC=demo"));
    assert!(!ldap::print(&read.criteria).unwrap().contains("\\0a"));
}

#[test]
fn a_stored_rule_keeps_its_line_breaks() {
    let text = "(info Is Exactly \"a\n b\")";
    assert_eq!(groupid::print(&groupid::parse(text).unwrap()).as_deref(), Ok(text));
    assert_eq!(groupid::read(text).unwrap().repairs[0].text, "ab");
    // What has several readings is left for the checks.
    assert_eq!(groupid::read("(info Is Exactly \"a\nb\")").unwrap().repairs, []);
}

#[test]
fn a_filter_says_which_recipients_it_means() {
    assert!(opath::names_recipients("(recipienttypedetails -eq 'UserMailbox')"));
    assert!(!opath::names_recipients("(City -eq 'Graz')"));
    assert_eq!(why_not("City -eq 'Graz'"), None);
    assert_eq!(why_not("(l=Graz)"), None);
}

#[test]
fn a_long_text_is_refused_soon() {
    let brackets = "(&(l=Graz)".repeat(20_000);
    assert_eq!(ldap::correction(&brackets), None);
    assert_eq!(groupid::correction(&"(".repeat(100_000)), None);
}
