//! The fields of a first configuration.

use crate::i18n::{t, text, tv};
use crate::session::sso::home;
use crate::ui::choice::{Choice, Choices, Look, Radios};
use crate::ui::field::FieldText;
use leptos::prelude::*;
use model::config::{FirstConfig, FirstStore, SignInMethod, StoreKind};

/// The kinds of store, in the order of the field.
const KINDS: [StoreKind; 3] = [StoreKind::ActiveDirectory, StoreKind::EntraId, StoreKind::MicrosoftGraph];

fn kind_label(kind: StoreKind) -> &'static str {
    match kind {
        StoreKind::ActiveDirectory => t!(first_run.active_directory),
        StoreKind::EntraId => t!(first_run.entra_id),
        StoreKind::MicrosoftGraph => t!(first_run.microsoft_graph),
    }
}

/// A text field; `at` numbers those that occur several times.
fn field(
    id: &str,
    label: fn() -> &'static str,
    value: impl Fn() -> String + Send + 'static,
    change: impl Fn(String) + 'static,
) -> AnyView {
    let id = format!("first-{id}");
    view! {
        <div class="field">
            <label for=id.clone()>{text(label)}</label>
            <input class="input" id=id autocomplete="off" spellcheck="false" prop:value=value
                on:input:target=move |ev| change(ev.target().value())/>
        </div>
    }
    .into_any()
}

/// The addresses of the services, and how the portal signs in there.
#[component]
pub fn ServiceFields(config: RwSignal<FirstConfig>) -> impl IntoView {
    let own = move |id, label, of: fn(&mut FirstConfig) -> &mut String| {
        let value = move || config.with(|config| of(&mut config.clone()).clone());
        field(id, label, value, move |text| config.update(|config| *of(config) = text))
    };
    let by_code = Memo::new(move |_| config.with(|config| config.method == SignInMethod::Pkce));
    let method = move || {
        let list = vec![
            (
                SignInMethod::Pkce,
                Choice::new(|| t!(first_run.by_code).to_owned()).meaning(|| t!(first_run.by_code_why)),
            ),
            (
                SignInMethod::Password,
                Choice::new(|| t!(first_run.by_password).to_owned()).meaning(|| t!(first_run.by_password_why)),
            ),
        ];
        let choose = move |method| config.update(|config| config.method = method);
        let choices = Choices::of(list, move || config.with(|config| config.method), choose);
        let text = FieldText::new("first-method", || t!(first_run.method), || None);
        view! { <Radios text choices look=Look::Cards/> }
    };
    let address = home().unwrap_or_default();
    let client_hint = move || match by_code.get() {
        true => t!(first_run.client_of_codes, address = address.as_str()),
        false => t!(first_run.client_id_hint).to_owned(),
    };
    view! {
        <section class="card" aria-labelledby="first-services">
            <header><h2 id="first-services">{tv!(first_run.services)}</h2></header>
            <div class="body stack">
                {own("data", || t!(first_run.data_service), |config| &mut config.data_service)}
                {own("security", || t!(first_run.security_service), |config| &mut config.security_service)}
                {method()}
                {own("client", || t!(first_run.client_id), |config| &mut config.client_id)}
                <p class="hint">{client_hint}</p>
            </div>
        </section>
    }
}

/// An identity store.
#[component]
pub fn StoreFields(
    config: RwSignal<FirstConfig>,
    /// Its place in the list.
    at: usize,
) -> impl IntoView {
    let store = move || config.with(|config| config.stores.get(at).cloned().unwrap_or_else(|| FirstStore::new(at)));
    let change = move |change: &dyn Fn(&mut FirstStore)| {
        config.update(|config| {
            if let Some(store) = config.stores.get_mut(at) {
                change(store);
            }
        });
    };
    let own = move |id: &str, label, of: fn(&mut FirstStore) -> &mut String| {
        let value = move || of(&mut store()).clone();
        field(&format!("{id}-{at}"), label, value, move |text| change(&|store| of(store).clone_from(&text)))
    };
    let is_graph = Memo::new(move |_| store().kind == StoreKind::MicrosoftGraph);
    let remove = move |_| {
        config.update(|config| {
            if at < config.stores.len() {
                config.stores.remove(at);
            }
        });
    };
    let is_alone = move || config.with(|config| config.stores.len() < 2);
    let kinds = move |kind: StoreKind| {
        let index = KINDS.iter().position(|one| *one == kind).unwrap_or_default();
        view! { <option value=index.to_string() selected=move || store().kind == kind>{move || kind_label(kind)}</option> }
    };
    let choose = move |index: String| {
        if let Some(kind) = index.parse().ok().and_then(|index: usize| KINDS.get(index)) {
            change(&|store| store.kind = *kind);
        }
    };
    let place = move || {
        if is_graph.get() {
            return view! {
                {own("tenant", || t!(first_run.tenant), |store| &mut store.tenant)}
                {own("application", || t!(first_run.application), |store| &mut store.application)}
            }
            .into_any();
        }
        let id = format!("first-containers-{at}");
        view! {
            <div class="field">
                <label for=id.clone()>{tv!(first_run.containers)}</label>
                <textarea class="input mono" id=id.clone() rows="3" spellcheck="false" aria-describedby=format!("{id}-hint")
                    prop:value=move || store().containers
                    on:input:target=move |ev| change(&|store| store.containers = ev.target().value())></textarea>
                <p class="hint" id=format!("{id}-hint")>{tv!(first_run.containers_hint)}</p>
            </div>
        }
        .into_any()
    };
    let title = format!("first-store-{at}");
    view! {
        <section class="card" aria-labelledby=title.clone()>
            <header>
                <h2 id=title.clone()>{move || t!(first_run.store, number = at + 1)}</h2>
                <div class="end">
                    <Show when=move || !is_alone()>
                        <button type="button" class="btn s" on:click=remove>{tv!(first_run.remove_store)}</button>
                    </Show>
                </div>
            </header>
            <div class="body stack">
                {own("name", || t!(first_run.name), |store| &mut store.name)}
                {own("id", || t!(first_run.id), |store| &mut store.id)}
                <div class="field">
                    <label for=format!("first-kind-{at}")>{tv!(first_run.kind)}</label>
                    <select class="input" id=format!("first-kind-{at}") on:change:target=move |ev| choose(ev.target().value())>
                        {KINDS.map(kinds).collect_view()}
                    </select>
                </div>
                {place}
            </div>
        </section>
    }
}
