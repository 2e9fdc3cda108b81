//! Saving a rule: only changed attributes are sent. If someone else has changed the rule, both versions are shown. If
//! many members would be removed, the user must type their number.

mod both;

use crate::api::Api;
use crate::criteria::Builder;
use crate::criteria::panels::preview::{Change, PreviewState, PreviewWatcher};
use crate::drafts::RuleDraft;
use crate::forms::warn_of_parts;
use crate::groups::check_saved_rule;
use crate::http::ApiError;
use crate::i18n::{t, tv};
use crate::pages::groups::group_page::rights::AskOwners;
use crate::pages::groups::group_page::work::GroupWork;
use crate::session::Session;
use crate::task::Lifetime;
use crate::ui::dialog::Dialog;
use crate::ui::error_panel::{ErrorPanel, sentence};
use crate::ui::field::{FieldText, TextField};
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::toast::{ToastId, Toasts};
use both::Both;
use leptos::prelude::*;
use model::group::{MembershipRule, Problems, is_nearly_everyone};
use model::wire::{ActionResult, AttributeBag, DirectoryObject, UpdateGroup};

/// The attribute with the text of a rule.
const RULE: &str = "IMSGCriteria";

/// The rule that is being edited. Copies share the same state.
#[derive(Clone, Copy)]
pub struct Saving {
    pub group: StoredValue<DirectoryObject>,
    /// The rule as it was read; saving compares the current one with it.
    pub before: StoredValue<MembershipRule>,
    /// The rule as edited.
    pub edited: RwSignal<MembershipRule>,
    /// Whether `edited` differs from the rule that was read.
    pub changed: Memo<bool>,
    pub problems: Memo<Problems>,
    /// Whether saving was tried; errors are shown from then on.
    pub tried: RwSignal<bool>,
    /// The preview of the rule.
    pub watch: PreviewWatcher,
    /// Whether the dialog that confirms discarding is open.
    pub discarding: RwSignal<bool>,
    /// Called when editing ends; with true if the group must be read again.
    pub done: Callback<bool>,
}

/// The state of saving.
#[derive(Clone, PartialEq)]
enum State {
    Idle,
    Busy,
    Failed(ApiError),
    /// Someone else has changed the rule; the group as it is now.
    Changed(Box<DirectoryObject>),
}

/// What the user must type to confirm.
#[derive(Debug, Clone, PartialEq, Eq)]
enum ToConfirm {
    /// The number of members to be removed, of how many.
    Number(i64, i64),
    /// The number of future members, of how many objects: nearly everyone.
    Everyone(i64, i64),
    /// The group's name, because the number of removed members is unknown.
    Name(String),
}

/// The bar with Save and Cancel, and the messages above it.
#[component]
pub fn SaveBar(
    /// The rule to save, with its state.
    saving: Saving,
    /// Flushed before saving, because it reports typing with a delay.
    builder: Builder,
) -> impl IntoView {
    let (api, life) = (StoredValue::new(Api::expect()), Lifetime::new());
    let toasts = Toasts::expect();
    let work = use_context::<GroupWork>();
    let session = use_context::<Session>();
    let state = RwSignal::new(State::Idle);
    let asked = RwSignal::new(None::<ToConfirm>);
    let confirming = RwSignal::new(false);
    let asking = move || saving.watch.preview.with(|preview| *preview == PreviewState::Asking);
    let send = Callback::new(move |()| {
        if state.get_untracked() == State::Busy {
            return;
        }
        state.set(State::Busy);
        let name = saving.group.with_value(|group| group.label().to_owned());
        let change = ExpectedChange::of(saving);
        let own = work.map(|work| Box::new(work.updater(name.clone())) as Update);
        let offered = work.map(|work| Box::new(work.updater(name.clone())) as Update);
        let label = name.clone();
        let check = read_back(saving, api.get_value(), toasts);
        let check_left = check.clone();
        let then = move |outcome: Result<Saved, ApiError>| match outcome {
            Ok(Saved::Done(result)) => {
                let offer = message(result.as_ref(), label, change, own, toasts);
                if let Some(work) = work {
                    work.offer.set_value(offer);
                }
                check(result.is_some());
                saving.done.run(true);
            }
            Ok(Saved::Changed(group)) => state.set(State::Changed(group)),
            Err(error) => state.set(State::Failed(error)),
        };
        let user = session.and_then(|session| session.user_now());
        let kept = user.map(|user| saving.group.with_value(|group| RuleDraft::new(&user, &group.id)));
        let left = move |outcome: Result<Saved, ApiError>| match outcome {
            Ok(Saved::Done(result)) => {
                if let Some(kept) = kept {
                    kept.forget();
                }
                check_left(result.is_some());
                message(result.as_ref(), name, change, offered, toasts);
            }
            Ok(Saved::Changed(_)) => toasts.warn(move || t!(rule.changed_said, name = name.as_str())),
            Err(error) => toasts.warn(move || t!(rule.not_saved_said, name = name.as_str(), said = sentence(&error))),
        };
        life.run_to_end(save(api.get_value(), Edit::of(saving)), then, left);
    });
    let save = move |_| {
        builder.settle();
        saving.tried.set(true);
        if saving.problems.with_untracked(|problems| !problems.is_empty()) {
            focus::soon("[id=\"rule\"]");
            return;
        }
        // The preview is still running; the button is marked as disabled until it is done.
        if untrack(asking) {
            return;
        }
        asked.set(question(saving, builder.store(|store| store.groups.leave_threshold)));
        if asked.with_untracked(Option::is_some) {
            confirming.set(true);
        } else {
            send.run(());
        }
    };
    let cancel = move |_| {
        // A save that is running cannot be taken back; its outcome is reported.
        if saving.changed.get_untracked() && state.with_untracked(|state| *state != State::Busy) {
            saving.discarding.set(true);
        } else {
            saving.done.run(false);
        }
    };
    let busy = move || state.with(|state| *state == State::Busy);
    let shown = move || match state.get() {
        State::Failed(error) => {
            let ask = error.is_denied().then(|| view! { <AskOwners group=saving.group.get_value()/> });
            view! { <div class="body"><ErrorPanel error advice=t!(rule.not_saved)/> {ask}</div> }.into_any()
        }
        State::Changed(now) => view! { <div class="body"><Both saving now=*now send builder/></div> }.into_any(),
        _ => ().into_any(),
    };
    view! {
        {shown}
        <footer>
            <button type="button" class="btn" on:click=cancel>{tv!(rule.cancel_edit)}</button>
            <span class="grow"></span>
            <button type="button" class="btn primary" on:click=save
                aria-disabled=move || (busy() || asking()).to_string()>
                {move || busy().then(|| view! { <span class="busy" aria-hidden="true"></span> })}
                {tv!(rule.save)}
            </button>
        </footer>
        <Confirm open=confirming asked send/>
    }
}

/// Returns a function that checks in the background what the service has stored, if anything was sent.
fn read_back(saving: Saving, api: Api, toasts: Toasts) -> impl Fn(bool) + Clone {
    let Edit { group, before, rule } = Edit::of(saving);
    let before = MembershipRule::of(&group).is_ok().then_some(before);
    move |is_sent| {
        if is_sent {
            let name = group.label().to_owned();
            check_saved_rule(&api, group.id.clone(), name, before.clone(), rule.clone(), toasts);
        }
    }
}

/// What the user must type before the rule is saved; none if nothing.
fn question(saving: Saving, threshold: usize) -> Option<ToConfirm> {
    saving.watch.preview.with_untracked(|preview| match preview {
        PreviewState::Ready(known) if is_nearly_everyone(known.total, known.everyone) => {
            Some(ToConfirm::Everyone(known.total, known.everyone))
        }
        PreviewState::Ready(known) => match &known.change {
            Some(Change::Each { compared, .. }) => {
                let asked = ToConfirm::Number(compared.leaving.len() as i64, compared.before() as i64);
                compared.needs_confirmation(threshold).then_some(asked)
            }
            _ => Some(ToConfirm::Name(saving.group.with_value(|group| group.label().to_owned()))),
        },
        _ => Some(ToConfirm::Name(saving.group.with_value(|group| group.label().to_owned()))),
    })
}

/// Asks before a rule is saved that matches nearly everyone, or removes many members or an unknown number.
#[component]
fn Confirm(open: RwSignal<bool>, asked: RwSignal<Option<ToConfirm>>, send: Callback<()>) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    Effect::new(move |_| {
        open.track();
        typed.set(String::new());
    });
    let fits = move || {
        asked.with(|asked| match asked {
            Some(ToConfirm::Number(number, _) | ToConfirm::Everyone(number, _)) => {
                typed.with(|typed| format::is_number(typed, *number))
            }
            Some(ToConfirm::Name(name)) => typed.with(|typed| typed.trim() == name.trim()),
            None => false,
        })
    };
    let message = move || match asked.get() {
        Some(ToConfirm::Number(leaving, of)) => t!(rule.leave_question, count = leaving, of = format::count(of)),
        Some(ToConfirm::Everyone(total, everyone)) => {
            t!(rule.everyone_question, total = format::count(total), everyone = format::count(everyone))
        }
        _ => t!(rule.leave_unknown).to_owned(),
    };
    let title = Signal::derive(move || match asked.get() {
        Some(ToConfirm::Everyone(..)) => t!(rule.everyone_title).to_owned(),
        _ => t!(rule.leave_title).to_owned(),
    });
    let act = move || match asked.get() {
        Some(ToConfirm::Everyone(..)) => t!(rule.everyone_confirm),
        _ => t!(rule.leave_confirm),
    };
    let label: fn() -> &'static str = || t!(rule.confirm_label);
    let text = StoredValue::new(FieldText::new("leave-confirm", label, || None).hint(move || match asked.get() {
        Some(ToConfirm::Name(name)) => name,
        _ => String::new(),
    }));
    let go = move || {
        if untrack(fits) {
            open.set(false);
            send.run(());
        }
    };
    view! {
        <Dialog open id="many-leave" title=title>
            <form class="stack" on:submit=move |ev: leptos::ev::SubmitEvent| { ev.prevent_default(); go() }>
                <div class="panel warn">{Icon::Warning.view()}<p>{message}</p></div>
                <TextField text=text.get_value() value=typed on_input=move |text| typed.set(text)/>
                <div class="buttons">
                    <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                    <button type="submit" class="btn danger" disabled=move || !fits()>{act}</button>
                </div>
            </form>
        </Dialog>
    }
}

/// The input of a save.
struct Edit {
    group: DirectoryObject,
    before: MembershipRule,
    rule: MembershipRule,
}

impl Edit {
    fn of(saving: Saving) -> Self {
        Self { group: saving.group.get_value(), before: saving.before.get_value(), rule: saving.edited.get_untracked() }
    }
}

/// The result of a save.
enum Saved {
    /// The rule was saved; the result lists parts that failed. None if nothing had changed.
    Done(Option<ActionResult>),
    /// Someone else has changed the rule; the group as it is now.
    Changed(Box<DirectoryObject>),
}

async fn save(api: Api, edit: Edit) -> Result<Saved, ApiError> {
    let store = api.current_store().id;
    let id = &edit.group.id;
    let now = api.group(store, id).await?;
    let is_changed = match MembershipRule::of(&now) {
        Ok(rule) => !rule.is_same(&edit.before),
        // Both cannot be read: they are the same if their texts are.
        Err(_) => MembershipRule::of(&edit.group).is_ok() || now.first(RULE) != edit.group.first(RULE),
    };
    if is_changed {
        return Ok(Saved::Changed(Box::new(now)));
    }
    // The rule was validated before, so `changes` cannot fail. Without changes no request is sent.
    let before = edit.before.with_own_locked(&api.current_store());
    let changes = edit.rule.changes(&before, &api.current_store()).unwrap_or_default();
    if changes.is_empty() {
        return Ok(Saved::Done(None));
    }
    let mut attributes = model::wire::Attributes::new();
    for (name, values) in changes {
        attributes.set(name, values);
    }
    let change = UpdateGroup { attributes: AttributeBag::bare(attributes), ..UpdateGroup::default() };
    api.act(api.update_group(store, id, &change)).await.map(|result| Saved::Done(Some(result)))
}

/// Starts the update of the members.
type Update = Box<dyn Fn() + Send + Sync>;

/// What the next update will change, as far as the preview knew when the rule was saved.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ExpectedChange {
    /// How many members will be added and removed.
    Each(i64, i64),
    /// The preview did not know.
    Unknown,
}

impl ExpectedChange {
    fn of(saving: Saving) -> Self {
        saving.watch.preview.with_untracked(|preview| match preview {
            PreviewState::Ready(known) => match &known.change {
                Some(Change::Each { joining, compared, .. }) => Self::Each(*joining, compared.leaving.len() as i64),
                _ => Self::Unknown,
            },
            _ => Self::Unknown,
        })
    }

    fn message(self, name: &str) -> String {
        match self {
            Self::Each(0, 0) => t!(rule.saved_same, name = name),
            Self::Each(joining, leaving) => {
                let (joining, leaving) = (format::count(joining), format::count(leaving));
                t!(rule.saved_change, name = name, joining = joining, leaving = leaving)
            }
            Self::Unknown => t!(rule.saved_unknown, name = name),
        }
    }
}

/// Announces that the rule was saved, which parts failed, and that the members stay the same until the next update.
/// Returns the toast that offers the update, if any.
fn message(
    result: Option<&ActionResult>,
    name: String,
    coming: ExpectedChange,
    update: Option<Update>,
    toasts: Toasts,
) -> Option<ToastId> {
    if let Some(result) = result {
        warn_of_parts(result, toasts);
    }
    let words = move || coming.message(&name);
    match update.filter(|_| coming != ExpectedChange::Each(0, 0)) {
        Some(update) => Some(toasts.offer(words, || t!(rule.update_offer), update)),
        None => {
            toasts.say(words);
            None
        }
    }
}
