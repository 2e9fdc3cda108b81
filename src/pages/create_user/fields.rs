//! The fields of the form.

use super::password_field::PasswordField;
use super::state::NewUser;
use crate::i18n::{code, language, t, tv};
use crate::ui::choice::{CheckBox, Choice, Choices, Select};
use crate::ui::container_picker::ContainerPicker;
use crate::ui::field::{FieldText, TextField};
use crate::words::problem_text;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::group::Problem;
use model::user::{UserDraft, UserField};
use model::wire::attributes;

/// A section of the form: its heading and its fields, in order.
type Part = (fn() -> &'static str, &'static [UserField]);

/// The sections. A field that the store's form does not have is left out, and so is a section without fields.
const PARTS: [Part; 3] = [
    (
        || t!(create_user.who),
        &[UserField::Container, UserField::FirstName, UserField::LastName, UserField::DisplayName],
    ),
    (
        || t!(create_user.names),
        &[UserField::LogonName, UserField::UpnSuffix, UserField::Sam, UserField::Mail, UserField::DirectoryRole],
    ),
    (
        || t!(create_user.sign_in),
        &[UserField::Password, UserField::ChangePassword, UserField::PasswordNeverExpires, UserField::AccountEnabled],
    ),
];

/// All sections, and the profile.
#[component]
pub fn Fields(
    /// The form's state.
    user: NewUser,
) -> impl IntoView {
    let form = user.form();
    let part = |(heading, fields): Part| {
        let fields: Vec<_> = fields.iter().filter(|field| form.asks(field)).map(|field| one(user, field)).collect();
        (!fields.is_empty()).then(|| {
            view! {
                <section class="part">
                    <h2>{crate::i18n::text(heading)}</h2>
                    <div class="fields">{fields}</div>
                </section>
            }
        })
    };
    let profile = user.with_store(|store| store.users.profile.clone());
    let some = !profile.is_empty();
    let profile = profile.into_iter().map(|attribute| view! { <Profile user attribute/> }).collect_view();
    view! {
        {PARTS.map(part).into_iter().collect_view()}
        {some.then(|| view! {
            <section class="part">
                <h2>{tv!(create_user.profile)}</h2>
                <div class="fields">{profile}</div>
            </section>
        })}
    }
}

/// The fields whose values can be shared by many users: all except names and passwords.
#[component]
pub fn Common(
    /// The form's state.
    user: NewUser,
) -> impl IntoView {
    const FIELDS: &[UserField] = &[
        UserField::Container,
        UserField::DirectoryRole,
        UserField::ChangePassword,
        UserField::PasswordNeverExpires,
        UserField::AccountEnabled,
    ];
    let form = user.form();
    let fields: Vec<_> = FIELDS.iter().filter(|field| form.asks(field)).map(|field| one(user, field)).collect();
    let profile = user.with_store(|store| store.users.profile.clone());
    let profile = profile.into_iter().map(|attribute| view! { <Profile user attribute/> }).collect_view();
    view! {
        {fields}
        <Suffix user/>
        {profile}
    }
}

pub fn label(field: &UserField) -> &'static str {
    match field {
        UserField::Container => t!(general.container),
        UserField::FirstName => t!(users.first_name),
        UserField::LastName => t!(users.last_name),
        UserField::DisplayName => t!(users.display_name),
        UserField::LogonName => t!(users.logon),
        UserField::UpnSuffix => t!(create_user.suffix),
        UserField::Sam => t!(users.sam),
        UserField::Mail => t!(group.mail),
        UserField::Password => t!(create_user.password),
        UserField::ChangePassword => t!(create_user.change_password),
        UserField::PasswordNeverExpires => t!(create_user.password_never_expires),
        UserField::AccountEnabled => t!(create_user.account_enabled),
        UserField::DirectoryRole => t!(users.role),
        // These have no fixed label; see `name_of`.
        UserField::Profile(_) | UserField::Whole => "",
    }
}

/// The error of a field as a sentence; reactive.
pub fn said(field: &UserField, problem: &Problem) -> String {
    match (field, problem) {
        (UserField::Mail, Problem::Taken) => t!(create_user.mail_taken).to_owned(),
        (_, problem) => problem_text(problem),
    }
}

fn one(user: NewUser, field: &'static UserField) -> AnyView {
    match field {
        UserField::Container => view! { <ContainerField user/> }.into_any(),
        UserField::FirstName => line(user, "first-name", field, || t!(users.first_name), |_| String::new()),
        UserField::LastName => line(user, "last-name", field, || t!(users.last_name), |_| String::new()),
        UserField::DisplayName => {
            let view = line(
                user,
                "display-name",
                field,
                || t!(users.display_name),
                |_| t!(create_user.follows_names).to_owned(),
            );
            view! { <div class="wide">{view}</div> }.into_any()
        }
        UserField::LogonName => view! { <Logon user/> }.into_any(),
        UserField::Sam => line(user, "sam", field, || t!(users.sam), |_| t!(create_user.follows_logon).to_owned()),
        UserField::Mail => {
            line(user, attributes::MAIL, field, || t!(group.mail), |_| t!(create_user.mail_hint).to_owned())
        }
        UserField::DirectoryRole => view! { <Role user/> }.into_any(),
        UserField::Password => view! { <div class="wide"><PasswordField user/></div> }.into_any(),
        UserField::ChangePassword => check(
            user,
            "change-password",
            field,
            || t!(create_user.change_password),
            |d| d.change_password,
            UserDraft::set_change_password,
        ),
        UserField::PasswordNeverExpires => check(
            user,
            "password-never-expires",
            field,
            || t!(create_user.password_never_expires),
            |d| d.password_never_expires,
            UserDraft::set_password_never_expires,
        ),
        UserField::AccountEnabled => check(
            user,
            "account-enabled",
            field,
            || t!(create_user.account_enabled),
            |d| d.account_enabled,
            |d, on| d.account_enabled = on,
        ),
        // The suffix is rendered with the logon name, and profile attributes in a section of their own.
        UserField::UpnSuffix | UserField::Profile(_) | UserField::Whole => ().into_any(),
    }
}

/// A text field. Its errors are shown once it has been left.
fn line(
    user: NewUser,
    id: &'static str,
    field: &'static UserField,
    label: fn() -> &'static str,
    hint: fn(&NewUser) -> String,
) -> AnyView {
    let text = FieldText::new(id, label, move || user.problem(field).map(|problem| said(field, &problem)))
        .hint(move || hint(&user));
    let required = user.form().requires(field);
    let value = Signal::derive(move || user.text(field));
    view! {
        <div on:focusout=move |_| user.leave(field)>
            <TextField text value required on_input=move |text| user.enter(field, text)/>
        </div>
    }
    .into_any()
}

fn check(
    user: NewUser,
    id: &'static str,
    field: &'static UserField,
    label: fn() -> &'static str,
    get: fn(&UserDraft) -> bool,
    set: fn(&mut UserDraft, bool),
) -> AnyView {
    let text = FieldText::new(id, label, move || user.problem(field).as_ref().map(problem_text));
    let value = Signal::derive(move || user.draft.with(get));
    view! { <CheckBox text value on_change=move |on| user.edit(field, |draft| set(draft, on))/> }.into_any()
}

#[component]
fn ContainerField(user: NewUser) -> impl IntoView {
    let problem = move || user.problem(&UserField::Container).as_ref().map(problem_text);
    let text =
        FieldText::new("container", || t!(general.container), problem).hint(|| t!(general.container_hint).to_owned());
    let containers = user.with_store(|store| store.containers.clone());
    view! {
        <div class="wide" on:focusout=move |_| user.leave(&UserField::Container)>
            <ContainerPicker text containers value=Signal::derive(move || user.text(&UserField::Container))
                on_change=move |text| user.enter(&UserField::Container, text)/>
        </div>
    }
}

/// The choice of the domain suffix after the logon name.
#[component]
fn Suffix(user: NewUser) -> impl IntoView {
    let suffixes = user.with_store(|store| store.suffixes());
    let choices = suffixes.into_iter().map(|suffix| {
        let said = format!("@{suffix}");
        (suffix, Choice::new(move || said.clone()))
    });
    let choices = Choices::of(
        choices.collect(),
        move || user.text(&UserField::UpnSuffix),
        move |suffix| user.enter(&UserField::UpnSuffix, suffix),
    );
    let suffix = FieldText::new(
        "upn-suffix",
        || t!(create_user.suffix),
        move || user.problem(&UserField::UpnSuffix).as_ref().map(problem_text),
    );
    view! { <Select text=suffix choices/> }
}

/// The logon name with its suffix, and a suggestion for a free one if it is taken.
#[component]
fn Logon(user: NewUser) -> impl IntoView {
    let free = move || {
        let free = user.free_logon()?;
        let (said, taken) = (free.clone(), free);
        Some(view! {
            <div class="row" role="status">
                <button type="button" class="btn s" id="use-free"
                    on:click=move |_| {
                        user.enter(&UserField::LogonName, taken.clone());
                        // The button with the focus was removed.
                        crate::ui::focus::soon("[id=\"logon-name\"]");
                    }>
                    {move || t!(create_user.use_free, name = said.as_str())}
                </button>
                <span class="small muted">{tv!(create_user.is_free)}</span>
            </div>
        })
    };
    view! {
        <div class="wide stack tight">
            <div class="logon">
                {line(user, "logon-name", &UserField::LogonName, || t!(users.logon), |_| t!(create_user.follows_names).to_owned())}
                <Suffix user/>
            </div>
            {free}
        </div>
    }
}

#[component]
fn Role(user: NewUser) -> impl IntoView {
    let roles = user.with_store(|store| store.users.directory_roles.clone());
    let choices = Choices::of(
        roles.into_iter().map(|role| (role.id, Choice::new(move || role.name.clone()))).collect(),
        move || user.text(&UserField::DirectoryRole),
        move |id| user.enter(&UserField::DirectoryRole, id),
    );
    let text = FieldText::new(
        "role",
        || t!(users.role),
        move || user.problem(&UserField::DirectoryRole).as_ref().map(problem_text),
    );
    view! { <Select text choices/> }
}

/// A profile attribute with its configured label.
#[component]
fn Profile(user: NewUser, attribute: String) -> impl IntoView {
    let field = StoredValue::new(UserField::Profile(attribute.clone()));
    let id = format!("profile-{attribute}");
    let label = move || field.with_value(|field| user.with_store(|store| name_of(field, store)));
    let error = Signal::derive(move || field.with_value(|field| user.problem(field).as_ref().map(problem_text)));
    let error_id = format!("{id}-error");
    let described = {
        let error_id = error_id.clone();
        move || error.with(|error| error.is_some()).then(|| error_id.clone())
    };
    view! {
        <div class="field" on:focusout=move |_| if let Some(field) = field.try_get_value() { user.leave(&field) }>
            <label for=id.clone()>{label}</label>
            <input class="input" id=id.clone() type="text" autocomplete="off" spellcheck="false"
                aria-describedby=described aria-invalid=move || error.with(|error| error.is_some()).then_some("true")
                prop:value=move || field.with_value(|field| user.text(field))
                on:input:target=move |ev| user.enter(&field.get_value(), ev.target().value())/>
            <crate::ui::field::ErrorText id=error_id error/>
        </div>
    }
}

/// The label of any field; reactive.
pub fn name_of(field: &UserField, store: &StoreConfig) -> String {
    match field {
        UserField::Profile(attribute) => store.label(attribute, code(language())).to_owned(),
        other => label(other).to_owned(),
    }
}
