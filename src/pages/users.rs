//! People: the list and one person's page.

mod list;
mod user_page;

pub use list::UsersPage;
pub use user_page::UserPage;
