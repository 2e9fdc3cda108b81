//! The page that stands in for a missing `config.json`: it says what to do, writes a first one, and checks the addresses
//! that are entered.

mod check;
mod fields;
pub mod parts;

use crate::config::FILE;
use crate::forms::ConfigFaults;
use crate::i18n::{t, tv, words};
use crate::task::{Latest, Lifetime};
use crate::ui::download::save_json;
use crate::ui::error_panel::copy;
use crate::ui::icon::Icon;
use crate::ui::title::PageTitle;
use crate::ui::toast::Toasts;
use check::{Address, Answering, addresses, check};
use fields::{ServiceFields, StoreFields};
use leptos::prelude::*;
use model::config::{Config, FirstConfig, FirstStore};

#[component]
pub fn FirstRunPage() -> impl IntoView {
    let toasts = Toasts::expect();
    let config = RwSignal::new(FirstConfig::new());
    let document = Memo::new(move |_| config.with(FirstConfig::document));
    let faults = Memo::new(move |_| document.with(|document| Config::read(document).err().unwrap_or_default()));
    let text = move || document.with(|document| format!("{document:#}\n"));
    let count = Memo::new(move |_| config.with(|config| config.stores.len()));
    let add = move |_| config.update(|config| config.stores.push(FirstStore::new(config.stores.len() + 1)));
    let save = move |_| {
        let is_saved = save_json(FILE, &untrack(text));
        toasts.say(move || if is_saved { t!(first_run.saved) } else { t!(first_run.not_saved) }.to_owned());
    };
    let wrong = move || {
        let errors = faults.get();
        (!errors.is_empty()).then(|| {
            view! {
                <div class="panel warn">
                    {Icon::Warning.view()}
                    <div><p>{tv!(first_run.incomplete)}</p><ConfigFaults errors/></div>
                </div>
            }
        })
    };
    let folder = crate::config::address();
    view! {
        <main class="broken stack first-run">
            <PageTitle text=words(|| t!(first_run.heading))/>
            <p>{move || t!(first_run.why, file = folder.as_str())}</p>
            <ServiceFields config/>
            {move || (0..count.get()).map(|at| view! { <StoreFields config at/> }).collect_view()}
            <div class="row"><button type="button" class="btn" on:click=add>{tv!(first_run.add_store)}</button></div>
            <Checks config/>
            <section class="card" aria-labelledby="first-file">
                <header><h2 id="first-file">{FILE}</h2></header>
                <div class="body stack">
                    {wrong}
                    <pre tabindex="0" aria-label=FILE>{text}</pre>
                    <p>{tv!(first_run.next)}</p>
                    <div class="row">
                        <button type="button" class="btn primary" on:click=save>{tv!(first_run.save)}</button>
                        <button type="button" class="btn" on:click=move |_| copy(untrack(text), toasts)>
                            {Icon::Copy.view()} {tv!(common.copy)}
                        </button>
                    </div>
                </div>
            </section>
        </main>
    }
}

/// The addresses with what answers there, on request.
#[component]
fn Checks(config: RwSignal<FirstConfig>) -> impl IntoView {
    let (life, latest) = (Lifetime::new(), Latest::new());
    let results = RwSignal::new(Vec::<(Address, Option<Answering>)>::new());
    let start = move |_| {
        let is_current = latest.begin();
        let all = config.with_untracked(addresses);
        results.set(all.iter().map(|address| (address.clone(), None)).collect());
        for (at, address) in all.into_iter().enumerate() {
            life.spawn(async move {
                let found = check(address).await;
                if is_current() {
                    results.update(|results| {
                        if let Some(result) = results.get_mut(at) {
                            result.1 = Some(found);
                        }
                    });
                }
            });
        }
    };
    let row = |(address, found): (Address, Option<Answering>)| {
        let is_good = found.as_ref().is_some_and(|found| found.is_good);
        let icon = found.as_ref().map(|_| if is_good { Icon::Check } else { Icon::Warning }.view());
        let said = found.map_or_else(|| t!(app.loading).to_owned(), |found| found.sentence());
        view! { <tr><td class="mono">{address.address}</td><td>{icon} " " {said}</td></tr> }
    };
    let table = move || {
        let rows = results.get();
        (!rows.is_empty()).then(|| {
            view! {
                <div class="table-wrap" tabindex="0">
                    <table>
                        <thead><tr>
                            <th scope="col">{tv!(first_run.address)}</th><th scope="col">{tv!(first_run.found)}</th>
                        </tr></thead>
                        <tbody>{rows.into_iter().map(row).collect_view()}</tbody>
                    </table>
                </div>
            }
        })
    };
    view! {
        <section class="card" aria-labelledby="first-checks">
            <header><h2 id="first-checks">{tv!(first_run.checks)}</h2></header>
            <div class="body stack">
                <p>{tv!(first_run.checks_why)}</p>
                <div class="row"><button type="button" class="btn" on:click=start>{tv!(first_run.check)}</button></div>
                <div role="status">{table}</div>
            </div>
        </section>
    }
}
