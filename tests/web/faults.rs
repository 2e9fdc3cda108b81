//! The fault matrix: every call that the portal makes, answered in every way in which a service, a proxy or a network
//! fails. Whatever happens is said, what may have been done is not sent again, and the page goes on to work.
//!
//! The calls come from docs/API.md and from the functions of `src/api`, which the house rules compare with `calls`; so a
//! new call is in the matrix, or the checks fail.

mod calls;
mod fault;
mod pages;
mod routes;
mod sign_in;
