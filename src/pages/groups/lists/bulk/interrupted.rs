//! Above a list: the actions on many groups that a reload or a crash has interrupted, or of which nobody has seen the end.

use super::words::{counts_text, kind_title};
use super::{Asked, Kind};
use crate::api::Api;
use crate::drafts::SavedRun;
use crate::i18n::{t, tv};
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::list::bulk::{Counts, Run};
use std::sync::Arc;

/// A run as the list shows it.
#[derive(Clone, PartialEq)]
struct Interrupted {
    saved: SavedRun,
    kind: Kind,
    counts: Counts,
}

impl Interrupted {
    fn of(saved: SavedRun, run: &Run) -> Self {
        Self { saved, kind: Kind::of(run.action()), counts: run.counts() }
    }
}

#[component]
pub fn InterruptedRuns(asked: Asked) -> impl IntoView {
    let store = StoredValue::new(Arc::new(Api::expect().current_store()));
    let user = use_context::<Session>().and_then(|session| session.user_now());
    let life = Lifetime::new();
    let all = RwSignal::new(Vec::<Interrupted>::new());
    Effect::new(move |_| {
        // Its dialog may continue one of them.
        if asked.open.get() {
            return;
        }
        all.set(Vec::new());
        for saved in user.iter().flat_map(SavedRun::all) {
            let store = store.get_value();
            life.spawn(async move {
                // It may still go on in another tab.
                saved.at_rest().await;
                let Some(run) = saved.load(&store) else { return };
                all.update(|all| {
                    all.retain(|other| other.saved != saved);
                    all.push(Interrupted::of(saved, &run));
                    // The newest stands first.
                    model::sort::by_text(all, |one| format!("{:020}", u64::MAX - one.saved.begun() as u64));
                });
            });
        }
    });
    let panel = move |Interrupted { saved, kind, counts }: Interrupted| {
        let begun = saved.begun();
        let id = format!("interrupted-{begun}");
        let Counts { waiting, doubt, done, failed } = counts;
        let said = move || {
            let what = kind_title(kind, (waiting + doubt + done + failed) as i64);
            let when = format::moment_of(begun);
            let said = match waiting + doubt {
                0 => t!(bulk.finished_unseen, what = what, when = when),
                _ => t!(bulk.interrupted, what = what, when = when),
            };
            [said, counts_text(counts)].join(" ")
        };
        let is_open = waiting + doubt > 0;
        let own = saved.clone();
        let show = move |_| asked.resume(own.clone());
        let dismiss = move |_| {
            saved.forget();
            all.update(|all| all.retain(|other| other.saved != saved));
            focus::rescue("main h1");
        };
        let dismiss = (!is_open).then(|| {
            view! { <button type="button" class="btn s quiet" on:click=dismiss>{tv!(common.dismiss)}</button> }
        });
        let (class, icon) = if is_open { ("panel warn", Icon::Warning) } else { ("panel info", Icon::Info) };
        let label = move || if is_open { t!(bulk.go_on) } else { t!(bulk.show) };
        view! {
            <div class=class>
                {icon.view()}
                <div>
                    <p id=id.clone()>{said}</p>
                    <div class="row">
                        <button type="button" class="btn s" aria-describedby=id on:click=show>{label}</button>
                        {dismiss}
                    </div>
                </div>
            </div>
        }
    };
    view! { <div class="stack interrupted">{move || all.get().into_iter().map(panel).collect_view()}</div> }
}
