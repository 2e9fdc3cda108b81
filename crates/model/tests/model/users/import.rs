//! People from a table.

use super::{AD, ENTRA, store};
use model::config::StoreConfig;
use model::csv::{self, Table};
use model::group::Problem;
use model::names::NameProblem;
use model::user::{Guess, Import, ImportRow, Mapping, UserDraft, UserField, failed_csv};

fn mapping(header: &[String], store: &StoreConfig) -> Mapping {
    Guess::of(header, store, &[]).mapping
}

fn rows(table: &Table, store: &StoreConfig) -> Vec<ImportRow> {
    let mut import = Import::new(mapping(&table.header, store), UserDraft::new(store));
    std::iter::from_fn(|| import.next_row(table, store)).collect()
}

fn guess(header: &str, store: &StoreConfig) -> Vec<Option<UserField>> {
    let table = csv::parse(header).unwrap();
    let found = mapping(&table.header, store);
    (0..found.len()).map(|at| found.of(at).cloned()).collect()
}

#[test]
fn columns_are_known_by_their_names() {
    use UserField::*;
    let (ad, entra) = (store(AD), store(ENTRA));
    let profile = |name: &str| Some(Profile(name.to_owned()));
    assert_eq!(
        guess("First name,Last_Name,E-Mail,Department,Shoe size", &ad),
        [Some(FirstName), Some(LastName), Some(Mail), profile("department"), None]
    );
    assert_eq!(
        guess("Vorname;Name;Anmeldename;Abteilung;Position;Kennwort", &ad),
        [Some(FirstName), Some(LastName), Some(LogonName), profile("department"), profile("title"), None]
    );
    assert_eq!(
        guess("givenName\tsn\tcn\tuserPrincipalName\tsAMAccountName\tmail", &ad),
        [Some(FirstName), Some(LastName), Some(DisplayName), Some(LogonName), Some(Sam), Some(Mail)]
    );
    // A name by itself is the whole one; a field is found once; Entra ID asks for no mail.
    assert_eq!(guess("name,E-Mail,Vorname,First name", &entra), [Some(LastName), None, Some(FirstName), None]);
    assert_eq!(guess("name,login", &entra), [Some(DisplayName), Some(LogonName)]);
    assert_eq!(guess("Password,Rolle", &entra), [None, Some(DirectoryRole)]);
    assert!(!Mapping::targets(&entra).contains(&Password) && Mapping::targets(&ad).contains(&Mail));
}

#[test]
fn a_mapping_can_be_changed() {
    let store = store(AD);
    let mut mapping = self::mapping(&["Vorname".to_owned(), "Nachname".to_owned()], &store);
    mapping.set(1, Some(UserField::FirstName));
    assert_eq!((mapping.of(0), mapping.of(1)), (None, Some(&UserField::FirstName)));
    assert!(mapping.names_people());
    mapping.set(1, None);
    mapping.set(7, Some(UserField::Mail));
    assert!(!mapping.names_people() && mapping.column(&UserField::Mail).is_none());
}

#[test]
fn rows_become_drafts() {
    let store = store(AD);
    let text = "Vorname;Nachname;UPN;Abteilung;Telefon\r\n\
                Ann;Lee;;Vertrieb;1\r\n\
                Bob;Ray;bob@Corp.Demo.Local;;2\r\n\
                Cyd;Fox;cyd@else.org;;3\r\n\
                ;;;Vertrieb;4\r\n\
                Dan;Poe;'-dan;;5\r\n";
    let table = csv::parse(text).unwrap();
    let mut template = UserDraft::new(&store);
    template.profile.insert("department".to_owned(), "Pool".to_owned());
    let mut import = Import::new(mapping(&table.header, &store), template);
    let rows: Vec<_> = std::iter::from_fn(|| import.next_row(&table, &store)).collect();
    assert_eq!(import.read(), 5);
    let policy = &store.users;
    let upns: Vec<_> = rows.iter().map(|row| row.draft.upn(policy)).collect();
    assert_eq!(upns, ["ann.lee@demo.local", "bob@corp.demo.local", "cyd@else.org", "", "-dan@demo.local"]);
    assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [2, 3, 4, 5, 6]);
    assert_eq!(rows.iter().map(ImportRow::is_ready).collect::<Vec<_>>(), [true, true, false, false, true]);
    // An empty cell says nothing.
    assert_eq!(rows[0].draft.profile_text("department"), "Vertrieb");
    assert_eq!(rows[1].draft.profile_text("department"), "Pool");
    assert_eq!(rows[2].problems.get(&UserField::UpnSuffix), Some(&Problem::NotConfigured));
    assert_eq!(rows[3].problems.get(&UserField::LogonName), Some(&Problem::Name(NameProblem::Empty)));
    assert_eq!(rows[0].draft.key(policy), "ann.lee@demo.local");
}

#[test]
fn a_suffix_of_its_own_splits_no_logon_name() {
    let store = store(AD);
    let table = csv::parse("Logon name,UPN suffix\nann@demo.local,corp.demo.local\n").unwrap();
    let row = &rows(&table, &store)[0];
    assert_eq!(row.problems.get(&UserField::LogonName), Some(&Problem::Name(NameProblem::Forbidden('@'))));
}

#[test]
fn the_same_person_twice_is_told() {
    let store = store(AD);
    let text = "Vorname,Nachname,Login,sAMAccountName,OU\n\
                Ann,Lee,,,\n\
                Ann,Lee,,,\n\
                Ann,Lee,ann2,,\"ou=people, dc=demo,dc=local\"\n\
                Eva,Kim,,ANN2,\n\
                Ann,Lee,ann3,,\"OU=West,OU=People,DC=demo,DC=local\"\n";
    let rows = rows(&csv::parse(text).unwrap(), &store);
    let twice = |row: &ImportRow| -> Vec<UserField> {
        let is = |field: &&UserField| row.problems.get(field) == Some(&Problem::Twice);
        row.problems.fields().filter(is).cloned().collect()
    };
    use UserField::*;
    assert_eq!(twice(&rows[0]), []);
    assert_eq!(twice(&rows[1]), [LogonName, Sam, Mail, DisplayName]);
    assert_eq!(twice(&rows[2]), [DisplayName], "the same common name in the same container, whatever its spelling");
    assert_eq!(twice(&rows[3]), [Sam]);
    assert_eq!(twice(&rows[4]), []);
    assert_eq!(rows.iter().map(|row| row.same_as).collect::<Vec<_>>(), [None, Some(2), Some(2), Some(4), None]);
    // In Entra ID only the logon name is anybody's own.
    let text = "Vorname,Nachname,Login\nAnn,Lee,a\nAnn,Lee,b\nAnn,Lee,A\n";
    let rows = self::rows(&csv::parse(text).unwrap(), &super::store(ENTRA));
    assert_eq!(rows.iter().map(|row| twice(row).len()).collect::<Vec<_>>(), [0, 0, 1]);
}

#[test]
fn a_ragged_row_is_nobody() {
    let store = store(AD);
    let table = csv::parse("Vorname,Nachname,Login\nAnn,Lee\nAnn,Lee,ann,x\nAnn,Lee,ann,,\n").unwrap();
    let rows = rows(&table, &store);
    assert_eq!(rows.iter().map(|row| row.cells).collect::<Vec<_>>(), [Some(2), Some(4), None]);
    assert_eq!(rows.iter().map(ImportRow::is_ready).collect::<Vec<_>>(), [false, false, true]);
}

#[test]
fn failed_rows_can_be_mended_and_read_again() {
    let store = store(AD);
    let table = csv::parse("Vorname;Nachname;Phone\nAnn;Lee;+49 1\nBob;\"R;ay\";2\nCyd;Fox\n").unwrap();
    let failed =
        failed_csv(&table, &[(0, "=taken".to_owned()), (2, "too few".to_owned()), (9, String::new())], "Reason", &[]);
    assert_eq!(failed, "\u{FEFF}Vorname;Nachname;Phone;Reason\r\nAnn;Lee;'+49 1;'=taken\r\nCyd;Fox;;too few\r\n");
    let again = csv::parse(&failed).unwrap();
    assert_eq!((again.delimiter, again.rows.len()), (';', 2));
    assert_eq!(rows(&again, &store)[0].draft.upn(&store.users), "ann.lee@demo.local");
}

#[test]
fn rows_that_fail_again_stay_as_they_came() {
    let first =
        csv::parse("=Vorname;Password;Phone\nAnn;=Secret-1;+49 30 1\nBob;'''=1;'x\nCyd;a\nDan;b;c;-d\n").unwrap();
    let values = |table: &Table| -> Vec<Vec<String>> {
        let all = std::iter::once(&table.header).chain(table.rows.iter().map(|row| &row.cells));
        all.map(|cells| cells.iter().map(|cell| csv::unprotect(cell).to_owned()).collect()).collect()
    };
    let mut expected = values(&first);
    // Short rows are filled up.
    expected[3].push(String::new());
    let mut table = first;
    for why in ["=taken", "weak", "'gone"] {
        let all: Vec<_> = (0..table.rows.len()).map(|at| (at, why.to_owned())).collect();
        table = csv::parse(&failed_csv(&table, &all, "Reason", &[])).unwrap();
        let lasts = ["Reason", why, why, why, why];
        let with: Vec<_> =
            expected.iter().zip(lasts).map(|(own, last)| [&own[..], &[last.to_owned()]].concat()).collect();
        assert_eq!(values(&table), with, "{why}");
        assert_eq!(table.rows[0].cells[..3], ["Ann", "'=Secret-1", "'+49 30 1"]);
    }
}

#[test]
fn five_thousand_rows_are_read_one_by_one() {
    let store = store(AD);
    let mut text = "Vorname,Nachname\r\n".to_owned();
    for at in 0..csv::MAX_ROWS {
        text.push_str(&format!("First{at},Last{at}\r\n"));
    }
    let table = csv::parse(&text).unwrap();
    let rows = rows(&table, &store);
    assert!(rows.len() == csv::MAX_ROWS && rows.iter().all(ImportRow::is_ready));
}

#[test]
fn the_rows_that_failed_hold_no_password() {
    let file = "name;password;city\nAnn;S3cret-One;Bonn\nB;ob;S3cret-Two;Bonn\nCyS3cret-Three;Bonn\n";
    let table = csv::parse(file).unwrap();
    let all: Vec<_> = (0..3).map(|at| (at, "taken".to_owned())).collect();
    let text = failed_csv(&table, &all, "Reason", &[1]);
    assert!(!text.contains("S3cret"), "{text}");
    assert!(text.contains("name;password;city;Reason") && text.contains("Ann;;Bonn;taken"), "{text}");
}
