//! The editor of an attribute that the configuration lets people edit, by its syntax; several values are a list.

use super::attributes_tab::has_lines;
use super::editing::GroupEditing;
use super::people::{PeopleList, PeopleState};
use crate::i18n::{t, tv};
use crate::ui::field::ErrorText;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::moment_field::MomentField;
use crate::words::problem_text;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;
use model::attribute::Syntax;
use model::config::AttributeConfig;
use model::criteria::value;
use model::group::{MEMBER_CLASSES, Problem, respelled, value_problem};
use model::wire::AttributeValue;

/// The object classes of people.
const PEOPLE: &[&str] = &["user", "contact"];

/// An attribute that is being edited. Copies share the same state.
#[derive(Clone, Copy)]
struct Input {
    editing: GroupEditing,
    name: StoredValue<String>,
    syntax: Syntax,
    /// The id of the field.
    id: StoredValue<String>,
    label: Signal<String>,
}

impl Input {
    fn texts(self) -> Vec<String> {
        let values = self.name.with_value(|name| self.editing.values(name));
        values.iter().filter_map(AttributeValue::text).map(str::to_owned).collect()
    }

    fn first(self) -> String {
        self.name.with_value(|name| self.editing.first(name))
    }

    fn error(self) -> Option<String> {
        self.name.with_value(|name| self.editing.error(name))
    }

    /// A value that means one of the directory's is spelled as there, so that it is no change.
    fn spelled(self, text: &str) -> String {
        let base = self.name.with_value(|name| untrack(|| self.editing.base_values(name)));
        // A text may begin or end with spaces, anything else may not.
        respelled(self.syntax, &base, if self.syntax == Syntax::String { text } else { text.trim() })
    }

    fn set(self, text: &str) {
        let text = self.spelled(text);
        self.name.with_value(|name| self.editing.set_text(name, &text));
    }

    fn field_id(self) -> String {
        self.id.get_value()
    }

    fn error_id(self) -> String {
        format!("{}-error", self.id.get_value())
    }
}

#[component]
pub fn AttributeEditor(
    known: AttributeConfig,
    /// The id of the field.
    id: String,
    label: Signal<String>,
    people: PeopleState,
    /// Whether there can be several values.
    is_list: bool,
) -> impl IntoView {
    let AttributeConfig { name, syntax, multi_valued, .. } = known;
    if syntax.is_dn() {
        let classes = if syntax == Syntax::Person { PEOPLE } else { MEMBER_CLASSES };
        focus::soon("[id=\"attribute-person\"]");
        let remove = |name: &str| t!(edit.remove_member, name = name);
        return view! {
            <div role="group" aria-label=label class="stack tight">
                <PeopleList state=people attributes=vec![name] id="attribute-person" title=label label=|| t!(edit.choose_person)
                    remove classes is_single=!multi_valued beside=None/>
            </div>
        }
        .into_any();
    }
    let (name, id) = (StoredValue::new(name), StoredValue::new(id));
    let input = Input { editing: people.editing, name, syntax, id, label };
    if is_list {
        return view! { <ValueList input/> }.into_any();
    }
    let error = Signal::derive(move || input.error());
    let field = match syntax {
        Syntax::Boolean => view! { <TrueOrFalse input error/> }.into_any(),
        Syntax::Date | Syntax::FileTime => {
            let value = Signal::derive(move || {
                let text = input.first();
                value::moment(syntax, &text).or_else(|| value::any_moment(&text))
            });
            let put = move |text: String| input.set(&text);
            let clear = move |_| {
                input.set("");
                focus::soon(focus::by_id(&input.field_id()));
            };
            view! {
                <MomentField id=input.field_id() label value syntax error on_input=put/>
                <Show when=move || !input.first().is_empty()>
                    <div class="row"><button type="button" class="btn s" on:click=clear>{tv!(edit.clear)}</button></div>
                </Show>
            }
            .into_any()
        }
        _ => {
            let value = Signal::derive(move || input.first());
            view! { <Line input value error on_input=move |text: String| input.set(&text)/> }.into_any()
        }
    };
    view! { <div class="field">{field} <ErrorText id=input.error_id() error/></div> }.into_any()
}

/// A value as people read it; reactive.
pub fn value_words(syntax: Syntax, text: &str) -> String {
    let said = match syntax {
        Syntax::Boolean => value::boolean(text).map(|is| if is { t!(builder.yes) } else { t!(builder.no) }.to_owned()),
        Syntax::Date => format::moment(text),
        Syntax::FileTime => {
            value::from_file_time(text).and_then(value::iso).and_then(|iso| format::moment(&format!("{iso}Z")))
        }
        _ => None,
    };
    said.unwrap_or_else(|| text.to_owned())
}

/// A field for a text or number; a text of several lines keeps them.
#[component]
fn Line(
    input: Input,
    value: Signal<String>,
    error: Signal<Option<String>>,
    #[prop(into)] on_input: Callback<String>,
) -> impl IntoView {
    let described_by = move || error.with(Option::is_some).then(|| input.error_id());
    let invalid = move || error.with(Option::is_some).then_some("true");
    if input.syntax == Syntax::String && has_lines(&value.get_untracked()) {
        return view! {
            <textarea class="input" id=input.field_id() rows="4" aria-label=input.label aria-invalid=invalid
                aria-describedby=described_by prop:value=value
                on:input:target=move |ev| on_input.run(ev.target().value())></textarea>
        }
        .into_any();
    }
    let mode = if input.syntax == Syntax::String { "text" } else { "numeric" };
    view! {
        <input class="input" id=input.field_id() type="text" inputmode=mode autocomplete="off" spellcheck="false"
            aria-label=input.label aria-invalid=invalid aria-describedby=described_by prop:value=value
            on:input:target=move |ev| on_input.run(ev.target().value())/>
    }
    .into_any()
}

/// The choice between true, false and no value. Another value of the directory stays one of the choices.
#[component]
fn TrueOrFalse(input: Input, error: Signal<Option<String>>) -> impl IntoView {
    let [on, off] = [true, false].map(|is| input.spelled(value::boolean_text(is)));
    let base = input.name.with_value(|name| untrack(|| input.editing.base_first(name)));
    let other = Some(base).filter(|base| !base.is_empty() && *base != on && *base != off);
    let option = move |text: String, said: fn() -> &'static str| {
        let own = text.clone();
        view! { <option value=text selected=move || input.first() == own>{crate::i18n::text(said)}</option> }
    };
    let other = other.map(|text| {
        let own = text.clone();
        let said = text.clone();
        view! { <option value=text selected=move || input.first() == own>{said}</option> }
    });
    view! {
        <select class="input" id=input.field_id() aria-label=input.label
            aria-invalid=move || error.with(Option::is_some).then_some("true")
            on:change:target=move |ev| input.set(&ev.target().value())>
            {option(String::new(), || t!(edit.nothing))}
            {option(on, || t!(builder.yes))}
            {option(off, || t!(builder.no))}
            {other}
        </select>
    }
}

/// Several values: each with a button that removes it, and a field that adds one. Values that are not touched are sent
/// as they were read.
#[component]
fn ValueList(input: Input) -> impl IntoView {
    let typed = RwSignal::new(String::new());
    let wrong = RwSignal::new(None::<Problem>);
    let error = Signal::derive(move || wrong.with(|wrong| wrong.as_ref().map(problem_text)).or_else(|| input.error()));
    let values = move || input.name.with_value(|name| input.editing.values(name));
    let add = move || {
        let text = input.spelled(&typed.get_untracked());
        if text.is_empty() {
            return;
        }
        let mut all = untrack(values);
        let is_known = all.iter().filter_map(AttributeValue::text).any(|own| own == text);
        let problem = if is_known { Some(Problem::SameValue) } else { value_problem(input.syntax, &text) };
        if problem.is_none() {
            all.push(AttributeValue::short(text, 0));
            input.name.with_value(|name| input.editing.set(name, all));
            typed.set(String::new());
            focus::soon(focus::by_id(&input.field_id()));
        }
        wrong.set(problem);
    };
    let remove = move |text: &str| {
        let mut all = untrack(values);
        all.retain(|value| value.text() != Some(text));
        input.name.with_value(|name| input.editing.set(name, all));
        focus::soon(focus::by_id(&input.field_id()));
    };
    let syntax = input.syntax;
    let row = move |text: String| {
        let name = t!(edit.remove_member, name = value_words(syntax, &text));
        let own = text.clone();
        view! {
            <li>
                <span class="lines">{value_words(syntax, &text)}</span>
                <span class="controls">
                    <button type="button" class="btn s quiet" aria-label=name on:click=move |_| remove(&own)>
                        {tv!(edit.remove)}
                    </button>
                </span>
            </li>
        }
    };
    let list = move || {
        let texts = input.texts();
        (!texts.is_empty()).then(|| {
            view! { <ul class="list" aria-label=input.label>{texts.into_iter().map(row).collect_view()}</ul> }
        })
    };
    let keys = move |ev: KeyboardEvent| {
        if ev.key() == "Enter" {
            ev.prevent_default();
            add();
        }
    };
    let type_in = move |text: String| {
        wrong.set(None);
        typed.set(text);
    };
    let field = match syntax {
        Syntax::Date | Syntax::FileTime => {
            let value = Signal::derive(move || value::moment(syntax, &typed.get()));
            let label = input.label;
            view! { <MomentField id=input.field_id() label value syntax error on_input=type_in/> }.into_any()
        }
        _ => view! { <Line input value=typed.into() error on_input=type_in/> }.into_any(),
    };
    view! {
        {list}
        <div class="field" on:keydown=keys>{field} <ErrorText id=input.error_id() error/></div>
        <div class="row"><button type="button" class="btn s" on:click=move |_| add()>{tv!(edit.add_value)}</button></div>
    }
}
