//! Users: the list, and the page of a user.

mod list;
mod user_page;

pub use list::UsersPage;
pub use user_page::UserPage;
