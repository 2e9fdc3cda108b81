//! The "Checks" panel: lists errors that block saving, warnings and hints. Each has a button that goes to its node and,
//! where the fix is unambiguous, one that applies it.

use crate::criteria::annotations::{Annotation, Annotations};
use crate::criteria::state::Builder;
use crate::criteria::words::limits::refused_by_entra;
use crate::criteria::words::{Words, missing_name, operator_name, sentence};
use crate::i18n::{t, tv};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::config::StoreKind;
use model::criteria::lint::{self, Check, Doubt, Kind, Severity};
use model::criteria::words::Vocabulary;
use model::criteria::{Criteria, Dialect, Edit, Evaluator, NodeId, Problem, ValueKind};

/// How many checks are listed at most; the rest is only counted.
const SHOWN: usize = 30;

/// The list of checks. It also writes the annotations that the rows show.
#[component]
pub fn ChecksPanel(
    /// The builder whose rule is checked.
    builder: Builder,
) -> impl IntoView {
    // A condition that was just added is not reported as unfinished until it has been left.
    let fresh = move || builder.fresh.get().filter(|fresh| is_unfinished(&builder.settled(), *fresh));
    let checks = Memo::new(move |_| {
        let mut checks = checked(builder, &builder.settled());
        if let Some(fresh) = fresh() {
            checks.retain(|check| check.node != fresh || check.severity() != Severity::Error);
        }
        checks
    });
    Effect::new(move |_| {
        let mut annotations = Annotations::new();
        let rule = builder.settled();
        for check in checks.get() {
            // Hints appear only in this list. An empty rule shows its own text at the root.
            let empty = check.node == NodeId::ROOT && rule.is_empty();
            if check.severity() == Severity::Hint || empty || rule.node(check.node).is_none() {
                continue;
            }
            annotations.set(check.node, Annotation { severity: check.severity(), text: words(builder, &rule, &check) });
        }
        builder.checks.set(annotations);
    });
    let one = move |check: Check| {
        let rule = builder.settled();
        let said = words(builder, &rule, &check);
        let node = check.node;
        let (class, icon) = match check.severity() {
            Severity::Error => ("panel bad", Icon::Warning),
            Severity::Warning => ("panel warn", Icon::Warning),
            Severity::Hint => ("panel info", Icon::Info),
        };
        let fix = check.fix.clone().map(|fix| {
            let label = fix_words(builder, &check);
            let heard = format!("{label}: {said}");
            let act = move |_| match fix.apply(&builder.now()) {
                Ok(edited) => builder.adopt(edited),
                Err(refusal) => builder.refuse(refusal),
            };
            view! { <button type="button" class="btn s" aria-label=heard on:click=act>{label}</button> }
        });
        let go = t!(rule.go_to, what = said.clone());
        view! {
            <li class=class>
                {icon.view()}
                <p>{said}</p>
                <span class="row">
                    {fix}
                    <button type="button" class="btn s quiet" aria-label=go on:click=move |_| builder.go_to(node)>
                        {t!(rule.go_there)}
                    </button>
                </span>
            </li>
        }
    };
    let shown = move || {
        let all = checks.get();
        if all.is_empty() && builder.problems.with(Annotations::is_empty) {
            return view! { <p class="small muted all-well">{Icon::Check.view()} {t!(rule.all_well)}</p> }.into_any();
        }
        let more = all.len().saturating_sub(SHOWN) as i64;
        let more = (more > 0).then(|| view! { <p class="small muted">{t!(rule.more_checks, count = more)}</p> });
        view! {
            <ul class="checks">{all.into_iter().take(SHOWN).map(one).collect_view()}</ul>
            {more}
        }
        .into_any()
    };
    // An empty rule shows its own text, so the panel stays hidden.
    let any = move || {
        let is_empty = builder.history.with(|history| history.now().is_empty());
        // While a new condition is incomplete, the panel must not claim that there are no problems.
        !is_empty && (fresh().is_none() || checks.with(|checks| !checks.is_empty()))
    };
    view! {
        <Show when=any>
            <section class="rule-checks" aria-labelledby="checks-title">
                <h3 id="checks-title">{tv!(rule.checks)}</h3>
                {shown}
            </section>
        </Show>
    }
}

fn is_unfinished(rule: &Criteria, node: NodeId) -> bool {
    rule.node(node).is_some_and(|node| node.missing().is_some())
}

/// All checks of a rule, errors first, then warnings, then hints.
fn checked(builder: Builder, criteria: &Criteria) -> Vec<Check> {
    let now = (js_sys::Date::now() / 1000.0) as i64;
    let all = builder.store(|store| {
        let dialect = match store.kind {
            StoreKind::ActiveDirectory | StoreKind::EntraId => Dialect::GroupId,
            StoreKind::MicrosoftGraph => Dialect::Entra,
        };
        let mut all = lint::check(criteria, &Evaluator { schema: store.schema(), now }, dialect);
        if dialect == Dialect::GroupId && !store.groups.allow_not {
            all.extend(lint::negated(criteria, &store.schema()));
        }
        all
    });
    let mut sorted = Vec::with_capacity(all.len());
    for severity in [Severity::Error, Severity::Warning, Severity::Hint] {
        sorted.extend(all.iter().filter(|check| check.severity() == severity).cloned());
    }
    sorted
}

/// The sentence for a check; reactive to the language.
fn words(builder: Builder, rule: &Criteria, check: &Check) -> String {
    let what = rule.node(check.node).map(|node| builder.store(|store| sentence(store, node))).unwrap_or_default();
    let attribute = || {
        let name = rule.node(check.node).and_then(|node| node.as_condition()).map(|condition| &condition.attribute);
        name.map(|name| builder.store(|store| Words(store).attribute(name))).unwrap_or_default()
    };
    match check.kind {
        Kind::Missing(missing) => t!(rule.check_missing, what = what, missing = missing_name(missing)),
        Kind::Problem(Problem::UnknownAttribute) => t!(rule.check_unknown, what = what, name = attribute()),
        Kind::Unlisted => t!(rule.check_unlisted, name = attribute()),
        Kind::NamedOtherwise => match meant(builder, check) {
            Some(other) => t!(rule.check_named, name = attribute(), other = other),
            None => t!(rule.check_unlisted, name = attribute()),
        },
        Kind::Doubt(Doubt::OuterBlank) => t!(rule.check_blank, what = what),
        Kind::Doubt(Doubt::LineBreak) => t!(rule.check_line_break, what = what),
        Kind::Doubt(Doubt::Placeholder) => t!(rule.check_placeholder, what = what),
        Kind::Doubt(Doubt::NotANumber) => t!(rule.check_not_a_number, what = what),
        Kind::Problem(Problem::Operator(_)) => t!(rule.check_operator, what = what),
        Kind::Problem(Problem::Value(_, kind)) => t!(rule.check_value, what = what, kind = kind_of_value(kind)),
        Kind::RelativeDate => t!(rule.check_relative, what = what),
        Kind::Raw { blocks: true } => t!(rule.check_raw_blocks, what = what),
        Kind::Raw { blocks: false } => t!(rule.check_raw, what = what),
        Kind::Everyone => t!(rule.check_everyone).to_owned(),
        Kind::Nobody => t!(rule.check_nobody).to_owned(),
        Kind::AlwaysMet => t!(rule.check_always, what = what),
        Kind::NeverMet => t!(rule.check_never, what = what),
        Kind::Duplicate => t!(rule.check_duplicate, what = what),
        Kind::Redundant => t!(rule.check_redundant).to_owned(),
        Kind::OneOf => t!(rule.check_one_of, name = attribute()),
        Kind::DoubleNegation => t!(rule.check_double, what = what),
        Kind::Costly(_) if check.fix.is_some() => t!(rule.check_costly, what = what),
        Kind::Costly(_) => t!(rule.check_slow, what = what),
        Kind::AlwaysPresent => t!(rule.check_present, what = what),
        Kind::Entra(limit) => refused_by_entra(what, limit),
        Kind::Negated(operator) => {
            t!(rule.check_negated, operator = operator_name(operator, false, false), what = what)
        }
    }
}

/// The label of the attribute that a fix uses instead, with its name; `None` if there is no such fix.
fn meant(builder: Builder, check: &Check) -> Option<String> {
    let Some(Edit::SetCondition(_, condition)) = check.fix.as_ref().and_then(|fix| fix.edits.first()) else {
        return None;
    };
    let label = builder.store(|store| Words(store).attribute(&condition.attribute));
    Some(if label == condition.attribute { label } else { format!("{label} ({})", condition.attribute) })
}

/// The label of the button that applies the fix; reactive to the language.
fn fix_words(builder: Builder, check: &Check) -> String {
    match check.kind {
        Kind::Missing(_) | Kind::Duplicate => t!(rule.fix_remove),
        Kind::RelativeDate => t!(rule.fix_fixed_date),
        Kind::Redundant => t!(rule.fix_ungroup),
        Kind::OneOf => t!(rule.fix_one_of),
        Kind::DoubleNegation => t!(rule.fix_positive),
        Kind::Costly(_) => t!(rule.fix_starts_with),
        Kind::NamedOtherwise => {
            return t!(rule.fix_named, name = meant(builder, check).unwrap_or_default());
        }
        Kind::Doubt(Doubt::OuterBlank) => t!(rule.fix_blank),
        Kind::Negated(_) => t!(rule.fix_negated),
        _ => t!(rule.fix),
    }
    .to_owned()
}

fn kind_of_value(kind: ValueKind) -> &'static str {
    match kind {
        ValueKind::Number => t!(rule.value_number),
        ValueKind::Boolean => t!(rule.value_boolean),
        ValueKind::Mask => t!(rule.value_mask),
        ValueKind::Moment => t!(rule.value_moment),
        ValueKind::Dn => t!(rule.value_dn),
        ValueKind::Text => t!(rule.value_text),
    }
}
