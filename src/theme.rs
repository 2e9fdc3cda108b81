//! Light, dark, or as the system has it.

use crate::storage;
use leptos::prelude::*;
use std::sync::LazyLock;

/// Where the choice is kept.
const KEY: &str = "theme";

static CHOSEN: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| ArcRwSignal::new(Theme::System));

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

    /// What is chosen; reactive.
    pub fn chosen() -> Self {
        CHOSEN.get()
    }

    /// Shows the page as it was chosen here before, or in another tab.
    pub fn follow() {
        let kept = storage::get(KEY);
        Self::ALL.into_iter().find(|theme| Some(theme.code()) == kept.as_deref()).unwrap_or_default().apply();
    }

    /// Shows the page so and keeps the choice.
    pub fn choose(self) {
        storage::set(KEY, self.code());
        self.apply();
    }

    fn apply(self) {
        // Whatever another tab keeps is told here: most of it is a draft.
        if CHOSEN.get_untracked() == self {
            return;
        }
        CHOSEN.set(self);
        if let Some(root) = document().document_element() {
            // Both calls work on every element: nothing can fail.
            let _ = match self {
                Self::System => root.remove_attribute("data-theme"),
                chosen => root.set_attribute("data-theme", chosen.code()),
            };
        }
    }
}
