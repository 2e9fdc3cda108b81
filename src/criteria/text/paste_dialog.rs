//! "Paste a rule": reads GroupID criteria, an LDAP filter or an Entra membership rule, and shows the position of a
//! syntax error. What will change in this store is shown before the rule is used.

mod notes;

use crate::criteria::state::Builder;
use crate::criteria::state::RuleField;
use crate::criteria::words::phrases::expected;
use crate::i18n::{t, tv, words};
use crate::ui::choice::{Choice, Choices, Radios};
use crate::ui::dialog::Dialog;
use crate::ui::field::{FieldText, TextArea};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::{Content, Criteria, Dialect, Edit, Join, Node, NodeId, ParseError, Piece, entra, groupid, ldap};
use model::group::{MembershipRule, PastedRule};
use notes::{Notes, notes};
use wasm_bindgen::JsCast;
use web_sys::HtmlTextAreaElement;

/// A language's dialect, its name and its parser.
type Language = (Dialect, fn() -> &'static str, fn(&str) -> Result<Criteria, ParseError>);

/// The languages in the order in which automatic detection tries them.
const LANGUAGES: [Language; 3] = [
    (Dialect::GroupId, || t!(rule.dialect_groupid), groupid::parse),
    (Dialect::Ldap, || t!(rule.dialect_ldap), ldap::parse),
    (Dialect::Entra, || t!(rule.dialect_entra), entra::parse),
];

/// The result of parsing the text.
#[derive(Debug, Clone, PartialEq)]
enum Reading {
    /// There is no text.
    Nothing,
    /// The text is a rule in this language.
    Read(Dialect, Criteria),
    /// The text is no rule. The error is that of the chosen language or, with automatic detection, of the one that got
    /// furthest.
    Failed(Dialect, ParseError),
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
    // Whether conditions on attributes that are not configured are left out; reset for every new text.
    let leaves_out = RwSignal::new(false);
    Effect::new(move |_| {
        reading.track();
        leaves_out.set(false);
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
    let ready = move || reading.with(|reading| matches!(reading, Reading::Read(..)));
    let use_it = move |add: bool| {
        let Reading::Read(dialect, criteria) = reading.get_untracked() else { return };
        let rule = MembershipRule { criteria: builder.now(), ..field.rule.get_untracked() };
        let pasted = builder.store(|store| {
            let pasted = if add {
                PastedRule::added(&criteria, dialect, store, &rule)
            } else {
                PastedRule::replacing(&criteria, dialect, store, &rule)
            };
            if leaves_out.get_untracked() { pasted.without_unlisted(store).ok() } else { Some(pasted) }
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
                field.edit(|rule| rule.find = find);
            }
            text.set(String::new());
        }
    };
    let found = move || match reading.get() {
        Reading::Read(dialect, criteria) => {
            let count = criteria.root().conditions() as i64;
            let name = name_of(dialect);
            let rule = field.rule.get_untracked();
            let pasted = builder.store(|store| PastedRule::replacing(&criteria, dialect, store, &rule));
            view! {
                <div class="panel info" role="status">
                    {Icon::Check.view()}<p>{t!(rule.pasted, name = name, count = count)}</p>
                </div>
                {notes(Notes { builder, dialect, pasted, leaves_out })}
            }
            .into_any()
        }
        Reading::Failed(_, error) => {
            let at = error.at;
            view! {
                <pre class="fault" aria-hidden="true">{move || text.with(|text| marked(text, at))}</pre>
                <button type="button" class="btn s" on:click=move |_| text.with_untracked(|text| select(text, at))>
                    {tv!(rule.show_place)}
                </button>
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

/// Parses a text in the given language, or in the first of all that accepts it.
fn read(text: &str, language: Option<Dialect>) -> Reading {
    if text.trim().is_empty() {
        return Reading::Nothing;
    }
    let mut furthest: Option<(Dialect, ParseError)> = None;
    for (dialect, _, parse) in LANGUAGES {
        if language.is_some_and(|language| language != dialect) {
            continue;
        }
        match parse(text) {
            Ok(criteria) => return Reading::Read(dialect, criteria),
            Err(error) => {
                if furthest.as_ref().is_none_or(|(_, far)| error.at > far.at) {
                    furthest = Some((dialect, error));
                }
            }
        }
    }
    furthest.map_or(Reading::Nothing, |(dialect, error)| Reading::Failed(dialect, error))
}

fn name_of(dialect: Dialect) -> &'static str {
    LANGUAGES.iter().find(|(own, ..)| *own == dialect).map_or("", |(_, name, _)| name())
}

/// The parse error as a sentence with line and column; reactive to the language.
fn fault(text: &str, dialect: Dialect, error: &ParseError) -> String {
    let before = text.get(..error.at).unwrap_or_default();
    let line = before.matches('\n').count() as i64 + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() as i64 + 1;
    let found = if error.found.is_empty() { t!(rule.the_end).to_owned() } else { format!("“{}”", error.found) };
    let (name, expected) = (name_of(dialect), expected(error.expected));
    t!(rule.parse_error, name = name, line = line, column = column, expected = expected, found = found)
}

/// The line with the error, and a marker below the character.
fn marked(text: &str, at: usize) -> String {
    const AROUND: usize = 40;
    let before = text.get(..at).unwrap_or_default();
    let line_start = before.rfind('\n').map_or(0, |end| end + 1);
    let left: Vec<char> = before.get(line_start..).unwrap_or_default().chars().collect();
    let left = &left[left.len().saturating_sub(AROUND)..];
    let right: String = text.get(at..).unwrap_or_default().chars().take_while(|c| *c != '\n').take(AROUND).collect();
    let left: String = left.iter().collect();
    let indent: String = left.chars().map(|_| ' ').collect();
    format!("{left}{right}\n{indent}▲")
}

/// Selects the character at the error in the text area.
fn select(text: &str, at: usize) {
    // A text area counts in UTF-16 code units.
    let place = text.get(..at).unwrap_or_default().encode_utf16().count() as u32;
    let area = document().get_element_by_id("paste-rule").and_then(|area| area.dyn_into::<HtmlTextAreaElement>().ok());
    if let Some(area) = area {
        // The text area is in the page and visible, so neither call can fail.
        let _ = area.focus();
        let _ = area.set_selection_range(place, place + 1);
    }
}
