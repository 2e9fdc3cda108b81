//! What was put right while a text was read, in words, and the correction of a text that cannot be read.

use crate::i18n::t;
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::criteria::{Correction, CorrectionKind, Dialect, Repair, RepairKind, groupid, ldap};

/// How many repairs of a kind are shown; the others are counted.
const SHOWN: usize = 3;

/// The kinds in the order in which they are listed: what has to be looked at comes first.
const KINDS: [RepairKind; 7] = [
    RepairKind::Folded,
    RepairKind::NotWithoutBrackets,
    RepairKind::BlanksAroundSign,
    RepairKind::TypographicQuotes,
    RepairKind::EscapedUnderscore,
    RepairKind::SpecialSpaces,
    RepairKind::Layout,
];

/// A panel that lists what was put right; `None` if nothing was.
pub(super) fn repaired(repairs: &[Repair]) -> Option<AnyView> {
    let mut lines = Vec::new();
    for kind in KINDS {
        let of_kind: Vec<&Repair> = repairs.iter().filter(|repair| repair.kind == kind).collect();
        lines.extend(of_kind.iter().take(SHOWN).map(|repair| words(repair)));
        let more = of_kind.len().saturating_sub(SHOWN) as i64;
        lines.extend((more > 0).then(|| t!(rule.repaired_more, count = more)));
    }
    if lines.is_empty() {
        return None;
    }
    let lines = lines.into_iter().map(|line| view! { <li>{line}</li> }).collect_view();
    Some(
        view! {
            <div class="panel info pasted-repairs">
                {Icon::Info.view()}
                <div role="status"><p>{t!(rule.paste_repaired)}</p><ul>{lines}</ul></div>
            </div>
        }
        .into_any(),
    )
}

fn words(repair: &Repair) -> String {
    let text = repair.text.clone();
    match repair.kind {
        RepairKind::Layout => t!(rule.repaired_layout).to_owned(),
        RepairKind::BlanksAroundSign => t!(rule.repaired_sign, text = text),
        RepairKind::NotWithoutBrackets => t!(rule.repaired_not, text = text),
        RepairKind::Folded => t!(rule.repaired_folded, text = text),
        RepairKind::TypographicQuotes => t!(rule.repair_quotes).to_owned(),
        RepairKind::EscapedUnderscore => t!(rule.repair_underscore).to_owned(),
        RepairKind::SpecialSpaces => t!(rule.repair_spaces).to_owned(),
    }
}

/// The corrected text, if only one reading is possible.
pub(super) fn correct(dialect: Dialect, text: &str) -> Option<Correction> {
    match dialect {
        Dialect::GroupId => groupid::correction(text),
        Dialect::Ldap => ldap::correction(text),
        Dialect::Entra | Dialect::Search | Dialect::Opath => None,
    }
}

/// What a correction does, as the label of its button.
pub(super) fn correction_words(kind: CorrectionKind) -> &'static str {
    match kind {
        CorrectionKind::Close => t!(rule.correct_close),
        CorrectionKind::Open => t!(rule.correct_open),
        CorrectionKind::Around => t!(rule.correct_around),
        CorrectionKind::Surplus => t!(rule.correct_surplus),
        CorrectionKind::Doubled => t!(rule.correct_doubled),
        CorrectionKind::Escaped => t!(rule.correct_escaped),
    }
}
