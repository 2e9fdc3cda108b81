//! The editor for a date: a calendar day, or a date relative to today.

use crate::criteria::editor::input::ConditionInput;
use crate::criteria::words::day_of;
use crate::i18n::{t, tv};
use crate::ui::choice::{Choice, Choices, Select};
use crate::ui::field::FieldText;
use crate::ui::moment_field::{local, seconds};
use leptos::prelude::*;
use model::config::Syntax;
use model::criteria::{Operator, Relative, Unit, Value, value};

/// The units of a relative date, shortest first.
const UNITS: [Unit; 5] = [Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year];

/// The choice between a fixed and a relative date, and the fields of either.
#[component]
pub(super) fn MomentValue(input: ConditionInput, syntax: Syntax) -> impl IntoView {
    let relative = Memo::new(move |_| {
        input.with(|condition| match condition.values.first() {
            Some(Value::Relative(relative)) => Some(*relative),
            _ => None,
        })
    });
    let moves = Memo::new(move |_| relative.get().is_some());
    let choose = move |moves: bool| {
        if moves {
            input.put(Value::Relative(Relative { amount: -30, unit: Unit::Day }));
        } else {
            input.change(|condition| condition.values.clear());
        }
    };
    let list = vec![
        (false, Choice::new(|| t!(builder.date_fixed).to_owned())),
        (true, Choice::new(|| t!(builder.date_moving).to_owned())),
    ];
    let text = FieldText::new("builder-date", || t!(builder.date_kind), || None);
    let fields = move || {
        if moves.get() {
            view! { <Moving input relative/> }.into_any()
        } else {
            view! { <Fixed input syntax/> }.into_any()
        }
    };
    view! {
        <div class="moment">
            <Select text choices=Choices::of(list, move || moves.get(), choose)/>
            {fields}
        </div>
    }
}

/// A relative date: an amount of a unit before or after now.
#[component]
fn Moving(input: ConditionInput, relative: Memo<Option<Relative>>) -> impl IntoView {
    let own = move || relative.get().unwrap_or(Relative { amount: 0, unit: Unit::Day });
    let put = move |amount: i32, unit: Unit| input.put(Value::Relative(Relative { amount, unit }));
    // "0 days ago" and "0 days from now" are the same value, so the direction is kept here.
    let ahead = RwSignal::new(untrack(own).amount > 0);
    Effect::new(move |_| match own().amount {
        0 => {}
        amount => ahead.set(amount > 0),
    });
    let type_amount = move |text: String| {
        let amount: i32 = text.trim().parse().unwrap_or(0);
        let amount = amount.saturating_abs();
        put(if ahead.get_untracked() { amount } else { -amount }, untrack(own).unit);
    };
    let units = UNITS.map(|unit| (unit, Choice::new(move || unit_name(unit).to_owned()))).to_vec();
    let directions = vec![
        (false, Choice::new(|| t!(builder.ago).to_owned())),
        (true, Choice::new(|| t!(builder.from_now).to_owned())),
    ];
    let turn = move |to: bool| {
        ahead.set(to);
        let Relative { amount, unit } = untrack(own);
        let amount = amount.saturating_abs();
        put(if to { amount } else { -amount }, unit);
    };
    let unit_text = FieldText::new("builder-unit", || t!(builder.unit), || None);
    let direction_text = FieldText::new("builder-direction", || t!(builder.direction), || None);
    view! {
        <div class="field amount">
            <label for="builder-value">{tv!(builder.value)}</label>
            <input class="input" id="builder-value" type="number" min="0" step="1" inputmode="numeric"
                prop:value=move || own().amount.saturating_abs().to_string()
                on:input:target=move |ev| type_amount(ev.target().value())/>
        </div>
        <Select text=unit_text choices=Choices::of(units, move || own().unit, move |unit| put(untrack(own).amount, unit))/>
        <Select text=direction_text choices=Choices::of(directions, move || ahead.get(), turn)/>
    }
}

fn unit_name(unit: Unit) -> &'static str {
    match unit {
        Unit::Hour => t!(builder.hours),
        Unit::Day => t!(builder.days),
        Unit::Week => t!(builder.weeks),
        Unit::Month => t!(builder.months),
        Unit::Year => t!(builder.years),
    }
}

/// A day in the reader's time zone: its start for "at least", its end for "at most". "Is exactly" takes a time as well.
#[component]
fn Fixed(input: ConditionInput, syntax: Syntax) -> impl IntoView {
    let moment = move || input.first().and_then(|text| value::moment(syntax, &text));
    // A time within a day must be shown, and operators other than "at least" and "at most" compare exact times.
    let timed = Memo::new(move |_| {
        let whole = matches!(
            input.with(|condition| condition.operator),
            Some(Operator::GreaterOrEqual | Operator::LessOrEqual)
        );
        !whole || moment().is_some_and(|moment| day_of(moment).is_none())
    });
    let shown = move || match moment() {
        Some(moment) if timed.get() => local(moment),
        Some(moment) => day_of(moment).map(|(day, _)| day).unwrap_or_default(),
        None => String::new(),
    };
    let put = move |text: String| {
        let at_end = untrack(|| input.with(|condition| condition.operator)) == Some(Operator::LessOrEqual);
        let time = match (timed.get_untracked(), at_end) {
            (true, _) => "",
            (false, true) => "T23:59:59",
            (false, false) => "T00:00:00",
        };
        let moment = seconds(&format!("{text}{time}")).filter(|_| !text.is_empty());
        match moment.and_then(|moment| value::moment_text(syntax, moment)) {
            Some(text) => input.put(Value::text(text)),
            None => input.change(|condition| condition.values.clear()),
        }
    };
    let field = NodeRef::<leptos::html::Input>::new();
    // Assigning "" would clear a half-entered date in the browser, so an empty value is never assigned.
    Effect::new(move |_| {
        let shown = shown();
        if let Some(field) = field.get().filter(|field| field.value() != shown && !shown.is_empty()) {
            field.set_value(&shown);
        }
    });
    let problem = Signal::derive(move || input.value_problem());
    view! {
        <div class="field">
            <label for="builder-value">{tv!(builder.value)}</label>
            <input class="input" id="builder-value" node_ref=field step="1"
                type=move || if timed.get() { "datetime-local" } else { "date" }
                aria-invalid=move || problem.with(|problem| problem.is_some()).then_some("true")
                on:input:target=move |ev| put(ev.target().value())/>
            <crate::ui::field::ErrorText id="builder-value-error" error=problem/>
        </div>
    }
}
