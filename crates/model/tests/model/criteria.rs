//! Rules: their dialects, edits and what they mean.

mod account;
mod corpus;
mod diff;
mod doubts;
mod edits;
mod entra;
mod eval;
mod groupid;
mod holds;
mod idioms;
mod ldap;
mod leave_out;
mod lint;
mod meaning;
mod mutations;
mod odata;
mod pasted;
mod round_trips;
mod same;
mod schema;
mod search;
mod strict;
mod trees;
mod unlisted;
mod value;
mod words;
