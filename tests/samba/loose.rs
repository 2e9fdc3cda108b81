//! Filters that Active Directory takes although RFC 4515 does not: what Samba reads of them, it reads as we do.

use super::client;
use super::domain::Domain;
use super::load::Ldap;
use model::criteria::ldap;

/// Forms that Samba reads too.
const READ: [&str; 8] = [
    "(displayName = A*)",
    "(department= Sales)",
    "(department =Sales)",
    "( department = Sales )",
    "(&\n  (department=Sales)\n  (displayName=A*)\n)",
    "(| (department=Sales) (department=Marketing) )",
    "(&(displayName = A*)(!(department=Sales)))",
    "(mail = *)",
];

/// Forms that Samba may refuse.
const PERHAPS: [&str; 4] = [
    "(!department=Sales)",
    "(&(displayName=A*)(!department=Sales))",
    "( ! (department=Sales) )",
    "(&(displayName=A*)(! department = Sales))",
];

/// Compares our reading with Samba's: as many objects are found by what we write.
pub fn compare(domain: &mut Domain, server: &mut Ldap) {
    let url = domain.url();
    for (filter, must_be_read) in
        READ.map(|filter| (filter, true)).into_iter().chain(PERHAPS.map(|filter| (filter, false)))
    {
        let read = ldap::read(filter).unwrap_or_else(|error| panic!("{filter:?}: {error}"));
        assert!(!read.repairs.is_empty(), "{filter:?} is strict");
        let strict = ldap::print(&read.criteria).unwrap();
        let ours = server.find(&strict).unwrap().len();
        match client::count_by_samba(&url, filter) {
            Some(theirs) => assert_eq!(ours, theirs, "Samba reads {filter:?} otherwise than {strict}"),
            None => assert!(!must_be_read, "Samba refuses {filter:?}"),
        }
        println!("{filter:?} is {strict}: {ours} objects");
    }
}
