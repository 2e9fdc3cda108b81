//! Import from group: the members of another group become members of this one.

use crate::api::searches::Window;
use crate::api::{Api, ApiError};
use crate::i18n::{t, tv, words};
use crate::task::Life;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::field::FieldText;
use crate::ui::people_picker::PeoplePicker;
use crate::ui::progress::progress;
use leptos::prelude::*;
use model::group::Principal;
use model::wire::object::ObjectKind;

/// Members per call.
const BATCH: i64 = 200;

/// The dialog.
#[component]
pub fn ImportDialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// The members that were found, and how many of the group's were left out.
    on_add: Callback<(Vec<Principal>, i64)>,
    /// The object classes that can be members here; others are left out.
    classes: &'static [&'static str],
) -> impl IntoView {
    let api = StoredValue::new(Api::expect());
    let done = RwSignal::new(None::<(i64, i64)>);
    let failed = RwSignal::new(None::<ApiError>);
    // Another choice or closing ends what is under way.
    let turn = StoredValue::new(0_u32);
    let life = Life::new();
    let stop = move || {
        turn.update_value(|turn| *turn += 1);
        done.set(None);
        failed.set(None);
    };
    Effect::new(move |_| {
        if !open.get() {
            stop();
        }
    });
    let picked = move |group: Principal| {
        stop();
        let own = turn.get_value();
        done.set(Some((0, 0)));
        life.spawn(async move {
            let api = api.get_value();
            let mut members = Vec::new();
            let mut page = 0;
            let outcome = loop {
                page += 1;
                let window = Window { page, ..Window::first(BATCH) };
                let store = api.current_store().id;
                let answer = api.members(store, &group.id, None, &window, &Principal::ATTRIBUTES).await;
                if turn.get_value() != own {
                    return;
                }
                match answer {
                    Err(error) => break Err(error),
                    Ok(answer) => {
                        let empty = answer.data.is_empty();
                        members.extend(answer.data.iter().map(Principal::of));
                        let read = members.len() as i64;
                        done.set(Some((read, answer.total.unwrap_or(read))));
                        // A service may give shorter pages than were asked for.
                        if empty || answer.total.is_some_and(|total| read >= total) {
                            break Ok(());
                        }
                    }
                }
            };
            done.set(None);
            match outcome {
                Ok(()) => {
                    open.set(false);
                    let all = members.len();
                    members.retain(|who| fits(who, classes));
                    let left_out = (all - members.len()) as i64;
                    on_add.run((members, left_out));
                }
                Err(error) => failed.set(Some(error)),
            }
        });
    };
    let text = FieldText::new("import-group", || t!(members.import_which), || None);
    let text = StoredValue::new(text);
    let shown = move || {
        done.get().map(|(read, total)| progress(t!(members.importing, read = read, total = total), read, total))
    };
    view! {
        <Dialog open id="import-members" title=words(|| t!(members.import))>
            <p class="muted">{tv!(members.import_hint)}</p>
            <PeoplePicker text=text.get_value() classes=&["group"] on_pick=picked/>
            {shown}
            {move || failed.get().map(|error| view! { <ErrorPanel error/> })}
            <div class="buttons" style:min-block-size="12rem" style:align-items="end">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
            </div>
        </Dialog>
    }
}

/// Whether somebody is of one of the classes; of whom it is not known, the service has the last word.
fn fits(who: &Principal, classes: &[&str]) -> bool {
    who.kind == ObjectKind::Other || classes.iter().any(|class| ObjectKind::of(class) == who.kind)
}
