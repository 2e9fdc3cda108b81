//! The reader's own choices: colours and language.

use crate::i18n::{self, Language, t};
use crate::theme::Theme;
use crate::ui::choice::{Choice, Radios, Select};
use crate::ui::field::FieldText;
use leptos::prelude::*;

/// The reader's own choices.
#[component]
pub fn Preferences() -> impl IntoView {
    let theme = RwSignal::new(Theme::kept());
    let themes = Theme::ALL.into_iter().map(|theme| {
        Choice::new(theme, move || {
            match theme {
                Theme::System => t!(theme.system),
                Theme::Light => t!(theme.light),
                Theme::Dark => t!(theme.dark),
            }
            .to_owned()
        })
    });
    let languages =
        vec![Choice::new(Language::en, || "English".to_owned()), Choice::new(Language::de, || "Deutsch".to_owned())];
    let choose = move |chosen: Theme| {
        theme.set(chosen);
        chosen.choose();
    };
    view! {
        <div class="stack" style:padding="var(--s2) var(--s3)">
            <Radios text=FieldText::new("theme", || t!(theme.label).to_owned(), || None) choices=themes.collect()
                value=theme on_choose=choose/>
            <Select text=FieldText::new("language", || t!(frame.language).to_owned(), || None) choices=languages
                value=Signal::derive(i18n::language) on_choose=i18n::choose/>
        </div>
    }
}
