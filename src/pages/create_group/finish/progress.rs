//! The progress of a creation that takes several requests to Graph, with a button that stops the ones not sent yet.

use crate::api::graph::{GraphProgress, Stop};
use crate::i18n::t;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::graph::MOST_RELATIONS;
use std::rc::Rc;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stage {
    /// The step that runs.
    pub work: GraphProgress,
    /// The seconds left of a pause, because Graph is too busy.
    pub wait: Option<u32>,
}

/// Reports the progress to a page; it may outlive the page.
pub struct Progress {
    stage: RwSignal<Option<Stage>>,
    stopping: RwSignal<bool>,
    tell: Callback<GraphProgress>,
    /// Owns the callback, so that it stays valid when the page is left.
    _owner: Owner,
}

impl Progress {
    /// Starts with no stage and resets an earlier stop.
    pub fn start(stage: RwSignal<Option<Stage>>, stopping: RwSignal<bool>) -> Self {
        stage.set(None);
        stopping.set(false);
        let owner = Owner::new_root(None);
        let told = move |now: GraphProgress| {
            let before = stage.try_get_untracked().flatten().map_or(GraphProgress::Creating, |stage| stage.work);
            // Setting the signal does nothing if the page was left.
            stage.try_set(Some(match now {
                GraphProgress::Waiting { seconds } => Stage { work: before, wait: Some(seconds) },
                work => Stage { work, wait: None },
            }));
        };
        let tell = owner.with(|| Callback::new(told));
        Self { stage, stopping, tell, _owner: owner }
    }

    /// Receives progress while the requests run.
    pub fn tell(&self) -> Callback<GraphProgress> {
        self.tell
    }

    /// Tells the running requests whether the user has pressed Stop.
    pub fn stop(&self) -> Stop {
        let stopping = self.stopping;
        Rc::new(move || stopping.try_get_untracked() == Some(true))
    }

    /// Ends the work and returns whether it was stopped.
    pub fn end(&self) -> bool {
        self.stage.try_set(None);
        self.stopping.try_get_untracked() == Some(true)
    }
}

/// The step as a sentence; reactive. `before` people were part of the creation itself.
fn sentence(work: GraphProgress, before: usize) -> String {
    match work {
        GraphProgress::Adding { done, of } => {
            let [first, last] = [done + 1, (done + MOST_RELATIONS).min(of)].map(|n| format::count((before + n) as i64));
            t!(wizard.adding, first = first, last = last, of = format::count((before + of) as i64))
        }
        GraphProgress::Setting => t!(wizard.setting).to_owned(),
        GraphProgress::Creating | GraphProgress::Waiting { .. } => t!(wizard.creating).to_owned(),
    }
}

/// The progress of the requests; hidden while only the creation itself runs.
#[component]
pub fn ProgressView(
    /// The current stage; none while nothing runs.
    stage: RwSignal<Option<Stage>>,
    /// Set by the Stop button.
    stopping: RwSignal<bool>,
    /// How many people were part of the creation itself.
    before: usize,
) -> impl IntoView {
    let bar = move || match stage.get()?.work {
        GraphProgress::Adding { done, of } => {
            let said = sentence(GraphProgress::Adding { done, of }, before);
            Some(progress(said, (before + done) as i64, (before + of) as i64))
        }
        work => Some(view! { <p>{sentence(work, before)}</p> }.into_any()),
    };
    let pause = move || {
        let seconds = i64::from(stage.get()?.wait?);
        Some(view! { <p class="nums">{t!(wizard.waiting, count = seconds)}</p> })
    };
    // The seconds are not in the live region, because each of them would interrupt the screen reader.
    let said = Memo::new(move |_| match stage.get() {
        Some(Stage { wait: Some(_), .. }) => t!(wizard.waits).to_owned(),
        Some(Stage { work, .. }) => sentence(work, before),
        None => String::new(),
    });
    // A creation that is still waiting is cancelled as a whole; in later steps only the rest is skipped.
    let stop = move || match stage.get() {
        Some(Stage { work: GraphProgress::Creating, wait: Some(_) }) => Some(t!(common.cancel)),
        Some(Stage { work: GraphProgress::Creating | GraphProgress::Setting, .. }) | None => None,
        Some(_) => Some(t!(wizard.stop)),
    };
    let can_stop = Memo::new(move |_| stop().is_some());
    let is_long = Memo::new(move |_| {
        stage.get().is_some_and(|stage| stage.wait.is_some() || stage.work != GraphProgress::Creating)
    });
    view! {
        <div class="visually-hidden" role="status">{said}</div>
        <Show when=move || is_long.get()>
            <div class="panel info">
                {Icon::Info.view()}
                <div>
                    {bar}
                    {pause}
                    // The button stays in the page, and focused, while the seconds count down.
                    <Show when=move || can_stop.get()>
                        <button type="button" class="btn s" aria-disabled=move || stopping.get().then_some("true")
                            on:click=move |_| stopping.set(true)>
                            {move || if stopping.get() { t!(wizard.stopping) } else { stop().unwrap_or_default() }}
                        </button>
                    </Show>
                </div>
            </div>
        </Show>
    }
}
