//! The pages, one folder per destination. A page calls the api, renders components of `ui`, and keeps its state in
//! signals.

pub mod compare;
pub mod create_group;
pub mod create_user;
pub mod dashboard;
pub mod first_run;
pub mod groups;
pub mod not_found;
pub mod search;
pub mod sign_in;
pub mod tasks;
pub mod users;
