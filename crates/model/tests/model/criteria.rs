//! Rules: their dialects, edits and what they mean.

mod corpus;
mod diff;
mod edits;
mod entra;
mod eval;
mod groupid;
mod holds;
mod ldap;
mod lint;
mod meaning;
mod mutations;
mod round_trips;
mod schema;
mod search;
mod trees;
mod value;
mod words;
