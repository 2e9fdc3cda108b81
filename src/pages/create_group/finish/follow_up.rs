//! The steps after a creation in Graph, and the dialog that lists what failed, with a button to try again.

use super::owners::LeftOut;
use super::progress::{Progress, ProgressView, Stage};
use crate::api::Api;
use crate::api::graph::GraphMade;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::create_group::state::Wizard;
use crate::routes::{Navigator, Route};
use crate::task::Lifetime;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::sentence;
use crate::ui::principal::Avatar;
use crate::ui::toast::Toasts;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::graph::{GraphGroup, Relation, RelationKind};
use model::group::{GroupDraft, Principal};
use model::wire::ObjectId;
use model::wire::object::ObjectKind;

/// A group that was created, with what failed afterwards.
#[derive(Debug, Clone, PartialEq)]
pub struct PartialCreation {
    id: ObjectId,
    name: String,
    missing: Vec<Missing>,
    unset: Option<(GraphGroup, ApiError)>,
    left_out: Option<LeftOut>,
}

/// An owner or member that was not added.
#[derive(Debug, Clone, PartialEq)]
struct Missing {
    relation: Relation,
    name: String,
    kind: ObjectKind,
    /// The error; none if it was not tried.
    why: Option<ApiError>,
}

impl PartialCreation {
    /// What was not done; none if everything was.
    pub(super) fn of(
        made: &GraphMade,
        draft: &GroupDraft,
        left_out: Option<LeftOut>,
        store: &StoreConfig,
    ) -> Option<Self> {
        let people: Vec<&Principal> =
            draft.owners.iter().chain(draft.members.iter().map(|member| &member.who)).collect();
        let missing = |relation: &Relation, why: Option<&ApiError>| {
            let who = people.iter().find(|who| who.id == relation.id);
            Missing {
                relation: relation.clone(),
                name: who.map_or_else(|| relation.id.to_string(), |who| who.name.clone()),
                kind: who.map_or(ObjectKind::Other, |who| who.kind),
                why: why.cloned(),
            }
        };
        let failed = made.failed.iter().map(|(relation, why)| missing(relation, Some(why)));
        let owners = if left_out.is_some() { draft.owner_relations(store) } else { Vec::new() };
        let untried = made.unsent.iter().chain(&owners).map(|relation| missing(relation, None));
        let missing = failed.chain(untried).collect::<Vec<_>>();
        // The PATCH does not depend on the caller.
        let patch = || draft.to_graph(store, None).ok().and_then(|creation| creation.patch);
        let unset = made.unset.clone().and_then(|why| patch().map(|patch| (patch, why)));
        let (id, name) = (made.id.clone(), draft.general.full_name());
        (!missing.is_empty() || unset.is_some()).then_some(Self { id, name, missing, unset, left_out })
    }

    /// Shows warnings to a user who has left the wizard meanwhile.
    pub(super) fn warn(&self, toasts: Toasts) {
        let name = self.name.clone();
        if !self.missing.is_empty() {
            let names = self.missing.iter().map(|missing| missing.name.as_str()).collect::<Vec<_>>().join(", ");
            let name = name.clone();
            toasts.warn(move || t!(wizard.missing_said, name = name.as_str(), names = names.as_str()));
        }
        if let Some(left_out) = self.left_out {
            let name = name.clone();
            toasts.warn(move || match left_out {
                LeftOut::NoOwners => t!(wizard.no_owners_said, name = name.as_str()),
                LeftOut::Unknown => t!(wizard.owners_left_out_said, name = name.as_str()),
            });
        }
        if let Some((_, why)) = self.unset.clone() {
            toasts.warn(move || t!(wizard.unset_said, name = name.as_str(), said = sentence(&why)));
        }
    }

    /// Tries the failed steps again. Returns what still failed, if anything did.
    async fn again(self, api: Api, progress: Progress) -> Option<Self> {
        let store = api.current_store();
        let relations = self.missing.iter().map(|missing| missing.relation.clone()).collect();
        let (id, patch) = (self.id.clone(), self.unset.as_ref().map(|(patch, _)| patch));
        let made = api.graph_follow(&store, id, relations, patch, progress.tell(), progress.stop()).await;
        progress.end();
        let find = |relation: &Relation, why: Option<&ApiError>| {
            let known = self.missing.iter().find(|missing| missing.relation == *relation)?;
            Some(Missing { why: why.cloned(), ..known.clone() })
        };
        let failed = made.failed.iter().filter_map(|(relation, why)| find(relation, Some(why)));
        let missing: Vec<_> = failed.chain(made.unsent.iter().filter_map(|relation| find(relation, None))).collect();
        let unset = patch.cloned().zip(made.unset);
        // As soon as an owner was added, there is nothing more to say about owners in general.
        let owners =
            |missing: &[Missing]| missing.iter().filter(|one| one.relation.kind == RelationKind::Owners).count();
        let left_out = self.left_out.filter(|_| owners(&missing) == owners(&self.missing));
        (!missing.is_empty() || unset.is_some()).then_some(Self { missing, unset, left_out, ..self })
    }

    /// Whether all that is missing are owners that were left out.
    fn is_about_owners(&self) -> bool {
        let owners = || self.missing.iter().all(|missing| missing.relation.kind == RelationKind::Owners);
        self.left_out.is_some() && self.unset.is_none() && owners()
    }
}

/// The dialog. Closing it opens the page of the new group.
#[component]
pub fn PartialCreationDialog(
    /// The wizard's state.
    wizard: Wizard,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Lifetime::new());
    let (navigator, toasts) = (StoredValue::new_local(Navigator::expect()), Toasts::expect());
    let open = RwSignal::new(false);
    let stage = RwSignal::new(None::<Stage>);
    let stopping = RwSignal::new(false);
    let busy = RwSignal::new(false);
    let go = move |partly: PartialCreation| {
        wizard.keeper().forget();
        let name = partly.name;
        toasts.say(move || t!(wizard.created, name = name.as_str()));
        navigator.with_value(|navigator| navigator.replace(&Route::Group(partly.id)));
    };
    Effect::new(move |before: Option<bool>| {
        let partly = wizard.creation.incomplete.get();
        let is_open = open.get();
        match (partly, is_open, before) {
            (Some(partly), false, Some(true)) => go(partly),
            (Some(_), false, _) => open.set(true),
            _ => {}
        }
        is_open
    });
    let again = move |_| {
        let Some(partly) = wizard.creation.incomplete.get_untracked().filter(|_| !busy.get_untracked()) else { return };
        busy.set(true);
        let progress = Progress::start(stage, stopping);
        let done = partly.clone();
        let then = move |rest: Option<PartialCreation>| {
            busy.set(false);
            wizard.creation.incomplete.set(rest.clone());
            if rest.is_none() {
                open.set(false);
                go(done);
            }
        };
        let left = move |rest: Option<PartialCreation>| {
            if let Some(rest) = rest {
                rest.warn(toasts);
            }
        };
        life.run_to_end(partly.again(api.get_value(), progress), then, left);
    };
    let title = Signal::derive(move || {
        let name = wizard
            .creation
            .incomplete
            .with(|partly| partly.as_ref().map(|partly| partly.name.clone()))
            .unwrap_or_default();
        t!(wizard.partly_title, name = name)
    });
    let about_owners =
        move || wizard.creation.incomplete.with(|partly| partly.as_ref().is_some_and(PartialCreation::is_about_owners));
    view! {
        <Dialog open id="partly" title wide=true>
            {move || wizard.creation.incomplete.get().map(|partly| missing(&partly))}
            <ProgressView stage stopping before=0/>
            <div class="buttons">
                <button type="button" class="btn" aria-disabled=move || busy.get().then_some("true") on:click=again>
                    {move || if about_owners() { t!(owners.add) } else { t!(common.try_again) }}
                </button>
                <button type="button" class="btn primary" on:click=move |_| open.set(false)>{tv!(wizard.to_group)}</button>
            </div>
        </Dialog>
    }
}

/// The owners and members that are missing, with the reasons, and the error of the PATCH.
fn missing(partly: &PartialCreation) -> AnyView {
    let row = |Missing { relation, name, kind, why }: Missing| {
        let role = match relation.kind {
            RelationKind::Owners => t!(group.owner),
            RelationKind::Members => t!(group.member),
        };
        let said = why.as_ref().map_or_else(|| t!(wizard.not_tried).to_owned(), sentence);
        view! {
            <li>
                <span class="who"><Avatar name=name.clone() kind/><span>{name}<small>{said}</small></span></span>
                <span class="controls"><span class="tag">{role}</span></span>
            </li>
        }
    };
    let count = partly.missing.len() as i64;
    let people = (count > 0).then(|| {
        let rows = partly.missing.iter().cloned().map(row).collect_view();
        view! {
            <p>{t!(wizard.missing, count = count)}</p>
            <ul class="list missing" tabindex="0" aria-label=t!(wizard.missing, count = count)>{rows}</ul>
        }
    });
    let unset = partly.unset.as_ref().map(|(_, why)| view! { <p>{t!(wizard.unset, said = sentence(why))}</p> });
    let owners = partly.left_out.map(|left_out| view! { <p>{left_out.sentence()}</p> });
    view! { <div class="stack">{owners} {people} {unset}</div> }.into_any()
}
