//! The colour scheme: light, dark, or that of the system.

use crate::storage;
use leptos::prelude::*;
use std::sync::LazyLock;

/// The key in local storage.
const KEY: &str = storage::SETTINGS[1];

static CHOSEN: LazyLock<ArcRwSignal<Theme>> = LazyLock::new(|| ArcRwSignal::new(Theme::System));

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Theme {
    /// The setting of the operating system.
    #[default]
    System,
    Light,
    Dark,
}

impl Theme {
    /// In the order of the menu.
    pub const ALL: [Self; 3] = [Self::System, Self::Light, Self::Dark];

    fn code(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    pub fn chosen() -> Self {
        CHOSEN.get()
    }

    /// Applies the saved scheme; also called when another tab has changed it.
    pub fn follow() {
        let kept = storage::get(KEY);
        Self::ALL.into_iter().find(|theme| Some(theme.code()) == kept.as_deref()).unwrap_or_default().apply();
    }

    /// Applies the scheme and saves it.
    pub fn choose(self) {
        storage::set(KEY, self.code());
        self.apply();
    }

    fn apply(self) {
        // Called for every change in local storage, most of which concern drafts.
        if CHOSEN.get_untracked() == self {
            return;
        }
        CHOSEN.set(self);
        if let Some(root) = document().document_element() {
            // Every element accepts both calls, so they cannot fail.
            let _ = match self {
                Self::System => root.remove_attribute("data-theme"),
                chosen => root.set_attribute("data-theme", chosen.code()),
            };
        }
    }
}
