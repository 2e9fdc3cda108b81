//! The "Show as text" dialog: the rule in every language, to read and to copy. Where a language cannot express a part, it names
//! the part and the reason.

use crate::criteria::state::Builder;
use crate::criteria::words::phrases::print_reason;
use crate::i18n::{t, tv, words};
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::copy;
use crate::ui::icon::Icon;
use crate::ui::soft;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Criteria, PrintError, entra, ldap};

/// A language: its heading and its printer for a store.
type Language = (fn() -> &'static str, fn(&StoreConfig, &Criteria) -> Result<String, PrintError>);

const LANGUAGES: [Language; 3] = [
    (|| t!(rule.dialect_groupid), |store, rule| store.groups.print(rule)),
    (|| t!(rule.dialect_ldap), |_, rule| ldap::print(rule)),
    (|| t!(rule.dialect_entra), |_, rule| entra::print(rule)),
];

#[component]
pub fn TextDialog(
    open: RwSignal<bool>,
    /// The builder whose rule is shown.
    builder: Builder,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let text = move |(name, print): Language| {
        let shown = move || match builder.store(|store| print(store, &builder.settled())) {
            Ok(text) => {
                let kept = text.clone();
                view! {
                    <pre tabindex="0" aria-label=name()>{soft::code(&text)}</pre>
                    <button type="button" class="btn s" aria-label=t!(rule.copy_of, name = name())
                        on:click=move |_| copy(kept.clone(), toasts)>
                        {Icon::Copy.view()} {tv!(common.copy)}
                    </button>
                }
                .into_any()
            }
            Err(error) => {
                let node = error.node;
                let go = move |_| {
                    open.set(false);
                    builder.go_to(node);
                };
                view! {
                    <div class="panel warn">
                        {Icon::Warning.view()}
                        <div>
                            <p>{builder.store(|store| print_reason(store, &builder.settled(), &error))}</p>
                            <button type="button" class="btn s" on:click=go>{tv!(rule.go_there)}</button>
                        </div>
                    </div>
                }
                .into_any()
            }
        };
        view! { <section class="rule-text"><h3>{move || name()}</h3>{shown}</section> }
    };
    let copy_words = || {
        let name = t!(rule.dialect_words);
        t!(rule.copy_of, name = name)
    };
    let plain = move || builder.sentence_of(&builder.settled());
    view! {
        <Dialog open id="rule-text" title=words(|| t!(rule.text_title)) wide=true>
            <div class="stack">
                <section class="rule-text">
                    <h3>{tv!(rule.dialect_words)}</h3>
                    <p class="plain" id="rule-in-words" tabindex="0">{plain}</p>
                    <button type="button" class="btn s" aria-label=copy_words
                        on:click=move |_| copy(untrack(plain), toasts)>
                        {Icon::Copy.view()} {tv!(common.copy)}
                    </button>
                </section>
                {LANGUAGES.map(text).collect_view()}
            </div>
            <div class="buttons">
                <button type="button" class="btn primary" autofocus on:click=move |_| open.set(false)>{tv!(common.close)}</button>
            </div>
        </Dialog>
    }
}
