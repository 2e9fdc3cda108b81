//! What is wrong with a configuration: field, value and a sentence.

use crate::i18n::{t, tv};
use leptos::prelude::*;
use model::config::{Fault, Rule, SchemaError};

/// The faults as a table.
#[component]
pub fn ConfigFaults(errors: Vec<SchemaError>) -> impl IntoView {
    let row = |error: SchemaError| {
        let value = error.value.as_ref().map(ToString::to_string).unwrap_or_default();
        view! { <tr><td class="mono">{error.path.clone()}</td><td class="mono">{value}</td><td>{sentence(&error.fault)}</td></tr> }
    };
    view! {
        <div class="table-wrap" tabindex="0">
            <table>
                <thead><tr>
                    <th scope="col">{tv!(boot.field)}</th><th scope="col">{tv!(boot.value)}</th>
                    <th scope="col">{tv!(boot.fault)}</th>
                </tr></thead>
                <tbody>{errors.into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

fn sentence(fault: &Fault) -> String {
    match fault {
        Fault::Missing => t!(boot.fault_missing).to_owned(),
        Fault::Unknown => t!(boot.fault_unknown).to_owned(),
        Fault::Type(kind) => t!(boot.fault_type, kind = kind),
        Fault::OneOf(values) => t!(boot.fault_one_of, values = values.join(", ")),
        Fault::AtLeast(number) => t!(boot.fault_at_least, number = number),
        Fault::Entries(number) => t!(boot.fault_entries, number = number),
        Fault::AtMost(number) => t!(boot.fault_at_most, number = number),
        Fault::StartsWith(starts) => t!(boot.fault_starts_with, starts = starts.join(", ")),
        Fault::Rule(rule) => match rule {
            Rule::SameName => t!(boot.rule_same_name),
            Rule::SameId => t!(boot.rule_same_id),
            Rule::UnlistedContainer => t!(boot.rule_unlisted_container),
            Rule::MailNeedsUniversal => t!(field.needs_universal),
            Rule::NotADn => t!(boot.rule_not_a_dn),
            Rule::GraphOnly => t!(boot.rule_graph_only),
            Rule::ContainersOfGroupId => t!(boot.rule_containers),
            Rule::NotAPattern => t!(boot.rule_not_a_pattern),
            Rule::NotAProfileAttribute => t!(boot.rule_not_a_profile_attribute),
            Rule::NotAnEditableAttribute => t!(boot.rule_not_an_editable_attribute),
            Rule::DeliveryOfActiveDirectory => t!(boot.rule_delivery),
            Rule::UnsafeAddress => t!(boot.rule_unsafe_address),
            Rule::PublicSecret => t!(boot.rule_public_secret),
            Rule::SecretWithPkce => t!(boot.rule_secret_with_pkce),
            Rule::Unreadable => t!(boot.rule_unreadable),
        }
        .to_owned(),
    }
}
