//! A list as somebody has saved it: its filters, text and sorting under a name.

use crate::wire::lenient::json_object;

json_object! {
    /// A saved view of a list.
    pub struct SavedView {
        /// The name that people gave it; unique within a list.
        pub name: String = "name",
        /// The query of the list's URL, without `?` and without a page number.
        pub query: String = "query",
    }
}

impl SavedView {
    /// Puts a view into the list; one of the same name is replaced where it stands.
    pub fn save(views: &mut Vec<Self>, view: Self) {
        match views.iter_mut().find(|own| own.name == view.name) {
            Some(own) => *own = view,
            None => views.push(view),
        }
    }

    /// Gives a view another name. A view that has that name already is replaced by it.
    pub fn rename(views: &mut Vec<Self>, from: &str, to: &str) {
        if from == to {
            return;
        }
        views.retain(|view| view.name != to);
        if let Some(view) = views.iter_mut().find(|view| view.name == from) {
            to.clone_into(&mut view.name);
        }
    }
}
