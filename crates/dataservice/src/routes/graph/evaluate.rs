//! Whether a user would be a member by a rule: `evaluateDynamicMembership`, which only Graph's beta version has.

use super::filter::is;
use super::{body, missing, store};
use crate::directory::Query;
use crate::filter::Filter;
use crate::http::{Answer, HttpError};
use crate::object::{Kind, Load};
use crate::routes::Call;
use crate::schema;
use crate::validation::graph as validation;
use serde_json::json;

/// POST `/beta/groups/evaluateDynamicMembership`.
pub fn answer(call: &Call<'_>) -> Result<Answer, HttpError> {
    let body = body(call)?;
    let text = |name: &str| {
        let text = body[name].as_str().filter(|text| !text.trim().is_empty());
        text.ok_or_else(|| HttpError::wrong(format!("Invalid value specified for property '{name}': expected a text.")))
    };
    let (id, rule) = (text("memberId")?, text("membershipRule")?);
    let meant = validation::read_rule(rule)?;
    let store = store(call)?.id;
    let who = call.service.directory.find(store, id)?;
    who.filter(|who| who.kind == Kind::User && schema::is_guid(id)).ok_or_else(|| missing(id))?;
    let guid = schema::attribute("objectGUID").ok_or_else(|| HttpError::broken("no attribute for ids"))?;
    let query = Query {
        store,
        filter: Filter::All(vec![is(guid, id), meant]),
        within: None,
        sort_by: None,
        descending: false,
        offset: 0,
        limit: 1,
        total: false,
        load: Load::Brief,
    };
    let is_member = !call.service.directory.search(&query)?.objects.is_empty();
    Ok(Answer::json(&json!({
        "membershipRule": rule,
        "membershipRuleEvaluationResult": is_member,
        "membershipRuleEvaluationDetails": { "expression": rule, "expressionResult": is_member },
    })))
}
