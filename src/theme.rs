//! Light, dark, or as the system has it.

use crate::storage;
use leptos::prelude::*;

/// Where the choice is kept.
const KEY: &str = "theme";

/// A choice of colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Theme {
    /// In the order people read them.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The kept choice.
    pub fn kept() -> Self {
        let kept = storage::get(KEY);
        Self::ALL.into_iter().find(|theme| Some(theme.code()) == kept.as_deref()).unwrap_or_default()
    }

    /// Shows the page so.
    pub fn apply(self) {
        if let Some(root) = document().document_element() {
            // Both calls work on every element: nothing can fail.
            let _ = match self {
                Self::System => root.remove_attribute("data-theme"),
                chosen => root.set_attribute("data-theme", chosen.code()),
            };
        }
    }

    /// Shows the page so and keeps the choice.
    pub fn choose(self) {
        storage::set(KEY, self.code());
        self.apply();
    }
}
