//! "Paste a rule": reads GroupID criteria, an LDAP filter, an Entra membership rule or a filter of Exchange. What was put
//! right while reading and what will change in this store is shown before the rule is used. A text that cannot be read
//! is shown with the place of the error and, where only one reading is possible, a button that corrects it.

mod exchange;
mod leave_out;
mod notes;
mod reading;
mod refused;
mod repairs;

use crate::criteria::state::Builder;
use crate::criteria::state::RuleField;
use crate::i18n::{t, tv, words};
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldText, TextArea};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::StoreConfig;
use model::criteria::{Content, Dialect, Edit, Join, Node, NodeId, Piece, Widens};
use model::group::{MembershipRule, PastedRule};
use notes::{Notes, notes};
use reading::{LANGUAGES, Reading, fault, marked, name_of, read};
use refused::refused_by_entra;
use repairs::{correct, repaired};

/// Which conditions of a pasted rule are left out.
#[derive(Debug, Clone, Copy, PartialEq)]
struct LeavesOut {
    /// Those on attributes that are not configured.
    unlisted: RwSignal<bool>,
    /// Those that could not be carried over from Exchange.
    not_carried: RwSignal<bool>,
}

impl LeavesOut {
    fn new() -> Self {
        Self { unlisted: RwSignal::new(false), not_carried: RwSignal::new(false) }
    }

    fn reset(self) {
        self.unlisted.set(false);
        self.not_carried.set(false);
    }

    /// The rule without what is left out; reactive.
    fn apply(self, pasted: PastedRule, store: &StoreConfig) -> Result<PastedRule, Widens> {
        let mut nodes: Vec<NodeId> = Vec::new();
        if self.unlisted.get() {
            nodes.extend(pasted.unlisted(store).into_iter().flat_map(|unlisted| unlisted.nodes));
        }
        if self.not_carried.get() {
            nodes.extend(pasted.not_carried().into_iter().map(|(node, ..)| node));
        }
        if nodes.is_empty() { Ok(pasted) } else { pasted.without(&nodes) }
    }
}

#[component]
pub fn PasteDialog(
    open: RwSignal<bool>,
    /// The builder that gets the conditions.
    builder: Builder,
    /// The whole rule; a pasted filter may also set the object types to look for.
    field: RuleField,
) -> impl IntoView {
    let text = RwSignal::new(String::new());
    // None detects the language.
    let language = RwSignal::new(None::<Dialect>);
    let reading = Memo::new(move |_| text.with(|text| read(text, language.get())));
    // Reset for every new text.
    let leaves_out = LeavesOut::new();
    Effect::new(move |_| {
        reading.track();
        leaves_out.reset();
    });
    let mut choices = vec![(None, Choice::new(|| t!(rule.find_out).to_owned()))];
    choices.extend(LANGUAGES.map(|(dialect, name, _)| (Some(dialect), Choice::new(move || name().to_owned()))));
    let choices = Choices::of(choices, move || language.get(), move |chosen| language.set(chosen));
    let error = move || match reading.get() {
        Reading::Failed(dialect, error) => Some(text.with(|text| fault(text, dialect, &error))),
        _ => None,
    };
    let area = StoredValue::new(FieldText::new("paste-rule", || t!(rule.paste_label), error));
    let kind = StoredValue::new(FieldText::new("paste-language", || t!(rule.paste_language), || None));
    let choices = StoredValue::new(choices);
    let left = Memo::new(move |_| {
        let Reading::Read(dialect, read) = reading.get() else { return None };
        let rule = field.rule.get_untracked();
        let apply =
            |store: &StoreConfig| leaves_out.apply(PastedRule::replacing(&read.criteria, dialect, store, &rule), store);
        builder.store(apply).ok()
    });
    let ready = move || left.with(Option::is_some);
    let use_it = move |add: bool| {
        let Reading::Read(dialect, read) = reading.get_untracked() else { return };
        let rule = MembershipRule { criteria: builder.now(), ..field.rule.get_untracked() };
        let pasted = builder.store(|store| {
            let pasted = if add {
                PastedRule::added(&read.criteria, dialect, store, &rule)
            } else {
                PastedRule::replacing(&read.criteria, dialect, store, &rule)
            };
            untrack(|| leaves_out.apply(pasted, store)).ok()
        });
        // Leaving conditions out is offered only where it works for adding as well as for replacing.
        let Some(pasted) = pasted else { return };
        // Closed before the tree is rendered: closing forces a layout, which is cheap only while there are no new rows.
        open.set(false);
        let done = if add {
            let at = rule.criteria.root().children().len();
            builder.apply(Edit::Add(NodeId::ROOT, at, Piece(alone((**pasted.criteria.root()).clone()))))
        } else {
            builder.replace(&pasted.criteria)
        };
        // If the rule was refused, the dialog opens again with its text.
        open.set(!done);
        if done {
            if let Some(find) = pasted.find {
                field.edit(|rule| {
                    rule.find = find;
                    rule.unknown_types.clear();
                });
            }
            text.set(String::new());
        }
    };
    let found = move || match reading.get() {
        Reading::Read(dialect, read) => {
            let count = read.criteria.root().conditions() as i64;
            let name = name_of(dialect);
            let rule = field.rule.get_untracked();
            let pasted = builder.store(|store| PastedRule::replacing(&read.criteria, dialect, store, &rule));
            let refused =
                text.with_untracked(|text| refused_by_entra(builder, dialect, text, &read.criteria, &pasted.criteria));
            let recipients = text.with_untracked(|text| exchange::recipients(dialect, text));
            view! {
                <div class="panel info" role="status">
                    {Icon::Check.view()}<p>{t!(rule.pasted, name = name, count = count)}</p>
                </div>
                {repaired(&read.repairs)}
                {recipients}
                {refused}
                {exchange::not_carried(builder, &pasted, leaves_out.not_carried)}
                {notes(Notes { builder, dialect, pasted, leaves_out: leaves_out.unlisted })}
                <Show when=move || !ready()>
                    <p class="small" role="status">{tv!(rule.paste_both_left_out)}</p>
                </Show>
            }
            .into_any()
        }
        Reading::Failed(dialect, error) => {
            let at = error.at;
            let correction = text.with(|text| correct(dialect, text));
            let correction = correction.map(|correction| {
                let label = repairs::correction_words(correction.kind);
                let put = move |_| {
                    text.set(correction.text.clone());
                    reading::focus();
                };
                view! { <button type="button" class="btn s" on:click=put>{label}</button> }
            });
            view! {
                <pre class="fault" aria-hidden="true">{move || text.with(|text| marked(text, at))}</pre>
                <div class="row">
                    <button type="button" class="btn s"
                        on:click=move |_| text.with_untracked(|text| reading::select(text, at))>
                        {tv!(rule.show_place)}
                    </button>
                    {correction}
                </div>
            }
            .into_any()
        }
        Reading::Nothing => ().into_any(),
    };
    let has_rule = move || builder.history.with(|history| !history.now().is_empty());
    view! {
        <Dialog open id="paste-filter" title=words(|| t!(rule.paste)) wide=true>
            <p class="muted">{tv!(rule.paste_hint)}</p>
            <div class="stack">
                <Radios text=kind.get_value() choices=choices.get_value()/>
                <TextArea text=area.get_value() value=text on_input=move |typed| text.set(typed) rows=6/>
                {found}
            </div>
            <div class="buttons">
                <button type="button" class="btn" on:click=move |_| open.set(false)>{tv!(common.cancel)}</button>
                <Show when=has_rule>
                    <button type="button" class="btn" disabled=move || !ready() on:click=move |_| use_it(true)>
                        {tv!(rule.paste_add)}
                    </button>
                </Show>
                <button type="button" class="btn primary" disabled=move || !ready() on:click=move |_| use_it(false)>
                    {move || if has_rule() { t!(rule.paste_replace) } else { t!(rule.paste_use) }}
                </button>
            </div>
        </Dialog>
    }
}

/// A root group with a single condition is reduced to that condition.
fn alone(node: Node) -> Node {
    match &node.content {
        Content::Group(Join::All, children) if !node.not && children.len() == 1 => (*children[0]).clone(),
        _ => node,
    }
}
