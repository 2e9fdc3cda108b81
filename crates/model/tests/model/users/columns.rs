//! Headings of real kinds of files, and what each column is used as.

use model::attribute::Schema;
use model::config::{AttributeConfig, Config, StoreConfig, Syntax, find_attributes};
use model::csv;
use model::user::{Guess, UserField, may_be_password};
use model::wire::StoreId;
use serde_json::Value;

/// The store of Active Directory that the demo configuration describes.
pub const AD: i64 = 2;
/// Its store of Entra ID.
pub const ENTRA: i64 = 3;

pub fn demo(store: i64) -> StoreConfig {
    let demo: Value = serde_json::from_str(include_str!("../../../../dataservice/assets/config.json")).unwrap();
    Config::read(&demo).unwrap().store(StoreId(store)).unwrap().clone()
}

fn short(field: &UserField) -> String {
    match field {
        UserField::Container => "container",
        UserField::FirstName => "first",
        UserField::LastName => "last",
        UserField::DisplayName => "display",
        UserField::LogonName => "logon",
        UserField::UpnSuffix => "suffix",
        UserField::Sam => "sam",
        UserField::Mail => "mail",
        UserField::Password => "password",
        UserField::DirectoryRole => "role",
        UserField::Profile(attribute) => attribute,
        other => panic!("{other:?} is in no column"),
    }
    .to_owned()
}

/// What each column is used as: a field, `-` for nothing, or `?` before the fields that are asked about.
pub fn meaning(guess: &Guess) -> String {
    let one = |at: usize| match guess.mapping.of(at) {
        Some(field) => short(field),
        None if guess.password == Some(at) => "password".to_owned(),
        None if guess.questions[at].is_empty() => "-".to_owned(),
        None => format!("?{}", guess.questions[at].iter().map(short).collect::<Vec<_>>().join("/")),
    };
    (0..guess.mapping.len()).map(one).collect::<Vec<_>>().join(" ")
}

fn read(header: &str, store: i64) -> String {
    meaning(&Guess::of(&csv::parse(header).unwrap().header, &demo(store), &[]))
}

/// Headings, and their meanings in Active Directory.
const IN_AD: &[(&str, &str)] = &[
    // The words of forms, in both languages.
    ("First name,Last name,Display name", "first last display"),
    ("Vorname;Nachname;Anzeigename", "first last display"),
    ("First Name,Last Name,Logon Name,Email", "first last logon mail"),
    ("FIRST_NAME,LAST_NAME,E_MAIL", "first last mail"),
    ("first,last,e-mail", "first last mail"),
    ("Forename,Surname,Team", "first last department"),
    ("Given name,Family name,Company name", "first last company"),
    ("Rufname;Zuname;Firma", "first last company"),
    ("Vorname;Familienname;Firmenname", "first last company"),
    ("Name,Job Title,Office Phone", "display title telephoneNumber"),
    ("Name;Vorname;Position", "last first title"),
    ("Vorname;Name;Stellenbezeichnung", "first last title"),
    ("Vorname;Name;Nachname", "first display last"),
    ("Full name,Position,Department", "display title department"),
    ("Vollständiger Name;Abteilung;Büro", "display department physicalDeliveryOfficeName"),
    ("Name;Abt.;Buero", "display department physicalDeliveryOfficeName"),
    ("Name,Dept,Room number", "display department physicalDeliveryOfficeName"),
    ("Name;Ressort;Raumnummer", "display department physicalDeliveryOfficeName"),
    ("Name,Employer,Business phone", "display company telephoneNumber"),
    ("Name;Unternehmen;Telefon geschäftlich", "display company telephoneNumber"),
    ("Name;Telefonnummer;Funktion", "display telephoneNumber title"),
    ("Name;Rufnummer;Berufsbezeichnung", "display telephoneNumber title"),
    ("Name;Telefon Büro;Titel", "display telephoneNumber title"),
    ("Name;Durchwahl;Zimmer", "display telephoneNumber physicalDeliveryOfficeName"),
    ("Name,Work phone,Office location", "display telephoneNumber physicalDeliveryOfficeName"),
    // The names of LDAP and of the command line.
    ("givenName,sn,cn,sAMAccountName,userPrincipalName,mail", "first last display sam logon mail"),
    ("GivenName,Surname,SamAccountName,EmailAddress,OUName", "first last sam mail container"),
    ("DisplayName,UserPrincipalName,Path,AccountPassword", "display logon - password"),
    (
        "displayName,physicalDeliveryOfficeName,telephoneNumber,title",
        "display physicalDeliveryOfficeName telephoneNumber title",
    ),
    ("name,title,company,department", "display title company department"),
    ("UPN,UPN suffix,Password", "logon suffix password"),
    ("Anmeldename;UPN-Suffix;Kennwort", "logon suffix password"),
    ("Benutzername;Domänensuffix;Passwort", "logon suffix password"),
    ("Loginname;Anfangskennwort", "logon password"),
    ("Logon name,Logon name (pre-Windows 2000)", "logon sam"),
    ("Anmeldename;Anmeldename (Prä-Windows 2000)", "logon sam"),
    ("Benutzeranmeldename;Benutzeranmeldename (Prä-Windows 2000)", "logon sam"),
    ("Vorname;Nachname;OU", "first last container"),
    ("Vorname;Nachname;OU-Name", "first last container"),
    ("First name,Last name,Organizational Unit", "first last container"),
    ("Vorname;Nachname;Organisationseinheit", "first last container"),
    ("Vorname;Nachname;Mailadresse;Tel.", "first last mail telephoneNumber"),
    // Columns that the form has no field for.
    ("First name,Last name,Shoe size,Badge", "first last - -"),
    ("Name,City,Country,Employee ID,Manager,Notes", "display - - - - -"),
    ("Name;Ort;Land;Personalnummer;Vorgesetzter", "display - - - -"),
    ("Name,Alias,Proxy addresses,Enabled", "display - - -"),
    ("E-Mail,mail,Name", "mail - display"),
    ("Abteilung,department,Name", "department - display"),
    // Templates with the attribute in brackets.
    ("Name [displayName] Required,User name [userPrincipalName] Required", "display logon"),
    ("Initial password [passwordProfile] Required,Block sign in (Yes/No) [accountEnabled] Required", "password -"),
    ("First name [givenName];Last name [surname];Job title [jobTitle]", "first last title"),
    ("Street [streetAddress],State [state],City [city],Mobile phone [mobile]", "- - - -"),
    (
        "Office [physicalDeliveryOfficeName],Office phone [telephoneNumber]",
        "physicalDeliveryOfficeName telephoneNumber",
    ),
    ("Telefon [privat];Name [geb.]", "?telephoneNumber ?display"),
    // Spelt nearly right.
    ("UserPrincipleName,Dispaly Name", "?logon ?display"),
    ("Frist name,Lastnam,Emial", "?first ?last ?mail"),
    ("Vornmae;Nachnahme;Abteilnug", "?first ?last ?department"),
    ("Departement,Tittle,Telphone", "?department ?title ?telephoneNumber"),
    ("sAMAcountName;Adress", "?sam -"),
    ("Pasword,Nmae", "?password ?display"),
    ("Kenwort;Vorname;Naem", "?password first ?last"),
    ("Telephone2,Telephone,Manger", "- telephoneNumber -"),
    ("First name (required),Last name*", "?first last"),
    ("Name (Pflicht);Vorname (Pflicht)", "?display ?first"),
    // Words with several meanings.
    ("Location,Name", "?physicalDeliveryOfficeName display"),
    ("Standort;Bereich;Name", "?physicalDeliveryOfficeName ?department display"),
    ("Username,userPrincipalName", "?sam logon"),
    ("Password hint,Name", "?password display"),
    (",=Vorname,ИМЯ", "- first -"),
];

/// Headings, and their meanings in Entra ID.
const IN_ENTRA: &[(&str, &str)] = &[
    ("Name,Login,Directory role", "display logon role"),
    ("Verzeichnisrolle;UPN;Initialpasswort", "role logon password"),
    ("First name,Last name,User name,City,Country", "first last logon l co"),
    ("Name;Ort;Land;Position", "display l co title"),
    ("City [city],Country or region [country],State or province [state]", "l co -"),
    ("Vorname;Nachname;Benutzername;Rolle", "first last logon ?role/title"),
    ("Name,Location", "display ?physicalDeliveryOfficeName/l"),
    ("Name,E-Mail,State", "display - -"),
    ("Name,sAMAccountName,OU", "display - -"),
    ("Countrry,Ctiy,Name", "?co ?l display"),
];

#[test]
fn headings_are_recognised_asked_about_or_left_alone() {
    let mut wrong = Vec::new();
    for (store, corpus) in [(AD, IN_AD), (ENTRA, IN_ENTRA)] {
        for (header, expected) in corpus {
            let found = read(header, store);
            if found != *expected {
                wrong.push(format!("{header}\n  found    {found}\n  expected {expected}"));
            }
        }
    }
    assert!(IN_AD.len() + IN_ENTRA.len() >= 60);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn nothing_is_asked_about_a_field_that_a_column_has() {
    for (store, corpus) in [(AD, IN_AD), (ENTRA, IN_ENTRA)] {
        for (header, _) in corpus {
            let guess = Guess::of(&csv::parse(header).unwrap().header, &demo(store), &[]);
            for (at, asked) in guess.questions.iter().enumerate() {
                assert!(asked.is_empty() || guess.mapping.of(at).is_none(), "{header}");
                assert!(asked.iter().all(|field| guess.mapping.column(field).is_none()), "{header}");
            }
            let used = (0..guess.mapping.len()).filter(|at| guess.mapping.of(*at).is_some()).count();
            let unused = guess.mapping.unused(guess.password).len();
            assert_eq!(used + unused + usize::from(guess.password.is_some()), guess.mapping.len(), "{header}");
        }
    }
}

#[test]
fn words_are_data() {
    let mut store = demo(AD);
    let guess = |store: &StoreConfig, labels: &[(UserField, String)]| {
        meaning(&Guess::of(&["Kolumne".to_owned(), "Nom de connexion".to_owned()], store, labels))
    };
    assert_eq!(guess(&store, &[]), "- -");
    let department = store.attributes.iter_mut().find(|attribute| attribute.name == "department").unwrap();
    department.synonyms.push("kolumne".to_owned());
    assert_eq!(guess(&store, &[]), "department -");
    assert_eq!(guess(&store, &[(UserField::LogonName, "Nom de connexion".to_owned())]), "department logon");
    // Without any words, the names of the attributes are left.
    store.attributes.clear();
    let header = ["givenName", "sn", "Vorname", "sAMAccountName", "password"].map(str::to_owned);
    assert_eq!(meaning(&Guess::of(&header, &store, &[])), "first last - sam password");
}

#[test]
fn cells_that_may_be_passwords_are_known_whatever_the_words_are() {
    for heading in
        ["Password", "initial password", "Kennwort", "PASSWORT neu", "Initial password [passwordProfile]", "Pwd"]
    {
        assert!(may_be_password(heading), "{heading}");
    }
    for heading in ["", "Name", "Passport", "Wort"] {
        assert!(!may_be_password(heading), "{heading}");
    }
}

#[test]
fn what_exists_only_while_a_user_is_created_is_in_no_rule() {
    for store in [AD, ENTRA] {
        let store = demo(store);
        let is_named = |known: &&AttributeConfig| known.name == "password";
        let known = store.attributes.iter().find(is_named).expect("a column can contain it");
        assert!(!known.in_rules && Schema::open(&store.attributes).attribute("password").is_none());
        for text in ["", "password", "Kennwort", "UPN suffix"] {
            assert!(find_attributes(&store.attributes, text, "en").iter().all(|known| known.in_rules), "{text}");
        }
    }
    assert!(AttributeConfig::new("x", Syntax::String).in_rules);
}
