//! The password field: masked until Show is pressed, with the policy in words. The password is only in this field and
//! in the request body.

use super::state::NewUser;
use crate::i18n::{t, tv};
use crate::ui::error_panel::copy_secret;
use crate::ui::field::{FieldText, required_mark};
use crate::ui::focus;
use crate::ui::icon::Icon;
use crate::ui::toast::Toasts;
use crate::words::problem_text;
use leptos::prelude::*;
use model::config::{PasswordPolicy, StoreConfig};
use model::user::{CannotMeet, Password, UserDraft, UserField};

#[component]
pub fn PasswordField(
    /// The form's state.
    user: NewUser,
) -> impl IntoView {
    let toasts = Toasts::expect();
    let shown = RwSignal::new(false);
    let cannot = RwSignal::new(None::<CannotMeet>);
    let policy = user.with_store(|store| store.users.password.clone());
    let error =
        move || cannot.get().map(cannot_meet).or_else(|| user.problem(&UserField::Password).as_ref().map(problem_text));
    let text = FieldText::new("password", || t!(create_user.password), error).hint(move || in_words(&policy));
    // Counts generated passwords, so that each is announced; the password itself is never read aloud.
    let generated = RwSignal::new(0_u32);
    let announced = move || match generated.get() {
        0 => String::new(),
        // A no-break space makes the text differ, so that screen readers announce it again.
        count => format!("{}{}", t!(create_user.generated), if count % 2 == 0 { "\u{a0}" } else { "" }),
    };
    let typed = move |text: String| {
        cannot.set(None);
        generated.set(0);
        user.set_password(Password::new(text), false);
    };
    let generate = move |_| match user.draft.with_untracked(|draft| user.with_store(|store| generate(draft, store))) {
        Ok(password) => {
            cannot.set(None);
            generated.update(|count| *count += 1);
            user.set_password(password, true);
            shown.set(true);
        }
        Err(reason) => {
            cannot.set(Some(reason));
            focus::soon("[id=\"password\"]");
        }
    };
    let empty = move || user.password.with(Password::is_empty);
    let copied = move |_| copy_secret(user.password.with_untracked(|password| password.expose().to_owned()), toasts);
    view! {
        <div class="field secret" on:focusout=move |_| user.leave(&UserField::Password)>
            <label for=text.id>{text.label_view()} {required_mark()}</label>
            <div class="row">
                <input class="input" class:mono=move || shown.get() id=text.id type=move || if shown.get() { "text" } else { "password" }
                    autocomplete="new-password" autocapitalize="off" spellcheck="false" aria-required="true"
                    aria-describedby=text.described_by() aria-invalid=text.invalid()
                    prop:value=move || user.password.with(|password| password.expose().to_owned())
                    on:input:target=move |ev| typed(ev.target().value())/>
                <button type="button" class="btn" aria-pressed=move || shown.get().to_string() aria-controls="password"
                    on:click=move |_| { shown.update(|shown| *shown = !*shown); generated.set(0) }>
                    {tv!(create_user.show)}
                </button>
                <button type="button" class="btn" on:click=generate>{tv!(create_user.generate)}</button>
                <Show when=move || !empty()>
                    <button type="button" class="btn quiet" on:click=copied>
                        {Icon::Copy.view()} {tv!(create_user.copy_password)}
                    </button>
                </Show>
            </div>
            <div class="visually-hidden" role="status">{announced}</div>
            {text.below()}
        </div>
    }
}

/// Generates a password that the store's policy allows.
pub fn generate(draft: &UserDraft, store: &StoreConfig) -> Result<Password, CannotMeet> {
    let names = draft.secret_names(&store.users);
    let names: Vec<&str> = names.iter().map(String::as_str).collect();
    Password::generate(&store.users.password, &names, &mut random)
}

/// Fills a buffer from the browser's cryptographic random source; false if that fails.
fn random(buffer: &mut [u8]) -> bool {
    window().crypto().is_ok_and(|crypto| crypto.get_random_values_with_u8_array(buffer).is_ok())
}

/// The policy in words; reactive.
pub fn in_words(policy: &PasswordPolicy) -> String {
    let (least, most) = policy.lengths();
    let mut said = vec![t!(create_user.policy_length, least = least as i64, most = most as i64)];
    if policy.kinds > 1 {
        said.push(t!(create_user.policy_kinds, count = policy.kinds as i64));
    }
    if !policy.may_hold_names {
        said.push(t!(create_user.policy_names).to_owned());
    }
    said.join(" ")
}

/// Why no password can be generated, as a sentence; reactive.
pub fn cannot_meet(reason: CannotMeet) -> String {
    match reason {
        CannotMeet::Lengths { shortest, longest } => {
            t!(create_user.cannot_lengths, shortest = shortest as i64, longest = longest as i64)
        }
        CannotMeet::Kinds { wanted, possible } => {
            t!(create_user.cannot_kinds, wanted = wanted as i64, possible = possible as i64)
        }
        CannotMeet::NoRandomness => t!(create_user.cannot_random).to_owned(),
        CannotMeet::Names => t!(create_user.cannot_names).to_owned(),
    }
}
