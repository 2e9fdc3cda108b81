//! The reader's preferences: colour scheme and language.

use crate::i18n::{self, Language, t};
use crate::theme::Theme;
use crate::ui::choice::{Choice, Choices, Radios, Select};
use crate::ui::field::FieldText;
use leptos::prelude::*;

#[component]
pub fn Preferences() -> impl IntoView {
    let name = |theme| match theme {
        Theme::System => t!(theme.system),
        Theme::Light => t!(theme.light),
        Theme::Dark => t!(theme.dark),
    };
    let themes = Theme::ALL.map(|theme| (theme, Choice::new(move || name(theme).to_owned()))).to_vec();
    let languages = vec![
        (Language::en, Choice::new(|| "English".to_owned())),
        (Language::de, Choice::new(|| "Deutsch".to_owned())),
    ];
    view! {
        <div class="stack preferences">
            <Radios text=FieldText::new("theme", || t!(theme.label), || None)
                choices=Choices::of(themes, Theme::chosen, Theme::choose)/>
            <Select text=FieldText::new("language", || t!(frame.language), || None)
                choices=Choices::of(languages, i18n::language, i18n::choose)/>
        </div>
    }
}
