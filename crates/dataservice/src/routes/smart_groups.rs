//! Smart groups: update one (operation 11) or many (12), and preview a rule (part B).

use super::groups::{MANAGED, refusal};
use super::searches::{Paging, answer, attribute};
use crate::directory::Query;
use crate::http::{Answer, HttpError};
use crate::membership::Managed;
use crate::object::{EngineError, Found, Kind, Load, Reason, Rejection, Store};
use crate::reasons::Reasons;
use crate::routes::Call;
use crate::service::Service;
use crate::shape;
use crate::smart_groups::{self, Rule, Ticket, Update};
use crate::validation;
use model::wire::attributes;
use model::wire::lenient::{Member, Nullable, Required};
use model::wire::{ActionResult, PreviewRequest, SmartGroupTask, SmartGroupUpdate};
use serde_json::Value;
use std::panic::AssertUnwindSafe;

/// The maximum number of groups in a request.
const MOST: usize = 1_000;
/// The envelope's `type` for changes to an existing group (samples of operations 7 and 11).
pub const KIND: i64 = 8;

/// Operation 11: POST `…/Groups/SmartGroups/{GroupIdentity}/Update`. It responds once the members are written.
pub fn update(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let missing = || HttpError::missing("There is no such group in this identity store.");
    let (found, ticket, _) = ticket(call, store, call.param("group"))?.ok_or_else(missing)?;
    if !is_allowed(call, store, &found)? {
        return Err(HttpError::denied());
    }
    let id = call.service.smart_groups.begin(ticket);
    let updated = run(call.service, store, &found.guid, id);
    let name = Nullable::Is(found.guid.clone());
    let result = match updated {
        Ok(update) => ActionResult {
            name,
            kind: Some(KIND),
            message: update.remark().map_or(Nullable::Null, Nullable::Is),
            ..ActionResult::done(Value::from(update.after))
        },
        Err(Rejection::Refused(reasons)) => ActionResult { name, kind: Some(KIND), ..refusal(reasons) },
        Err(other) => return Err(other.into()),
    };
    Ok(Answer::json(&shape::envelope(&result)))
}

/// Operation 12: POST `…/Groups/SmartGroups/Update`. It responds once the updates are queued.
pub fn update_many(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let ids: Vec<String> = Vec::read(call.json()?.as_ref())?;
    if ids.is_empty() || ids.len() > MOST {
        return Err(HttpError::wrong(format!("the document: expected the ids of 1 to {MOST} groups")));
    }
    let mut details = Vec::with_capacity(ids.len());
    for id in ids {
        let queued = match ticket(call, store, &id)? {
            None => Err("There is no such group in this identity store."),
            Some((found, ..)) if !is_allowed(call, store, &found)? => {
                Err("Access denied. Only the owners of this group and administrators can change it.")
            }
            Some((found, ticket, true)) => {
                let full = |smart_groups::Full| "Too many updates are waiting already.";
                call.service.smart_groups.queue(ticket, &found).map_err(full)
            }
            Some(_) => Err("This is no smart group."),
        };
        details.push(SmartGroupTask {
            group_id: id,
            message: queued.err().map_or(Nullable::Null, |sentence| Nullable::Is(sentence.to_owned())),
            task_id: queued.unwrap_or_default(),
            status: Required(queued.is_err().into()),
            ..SmartGroupTask::default()
        });
    }
    let answer = SmartGroupUpdate {
        client_id: Some(call.user().to_owned()),
        details,
        message: Nullable::Null,
        status: Required(0),
        ..SmartGroupUpdate::default()
    };
    Ok(Answer::json(&answer.write().unwrap_or_default()))
}

/// The loop of the worker thread, which runs queued updates until the service stops.
pub fn work(service: &Service) {
    while let Some((id, Ticket { store, group, .. })) = service.smart_groups.next() {
        // A panic in one update must not end the worker and with it all other updates.
        let ran = std::panic::catch_unwind(AssertUnwindSafe(|| {
            service.directory.store(store).map(|store| drop(run(service, store, &group, id)))
        }));
        match ran {
            Ok(Some(())) => {}
            Ok(None) => service.smart_groups.end(id, Err(sentence(&Rejection::Missing))),
            Err(_) => service.smart_groups.end(id, Err(sentence(&Rejection::Engine(EngineError(String::new()))))),
        }
    }
}

/// Runs an update whose task has begun, in one transaction. Concurrent updates wait for each other there.
fn run(service: &Service, store: &Store, group: &str, id: i64) -> Result<Update, Rejection> {
    let mut updated = None;
    let written = service.directory.write(&mut |change| {
        let progress = |done, total| service.smart_groups.progress(id, done, total);
        updated = Some(smart_groups::update(change, store, group, &progress)?);
        Ok(())
    });
    let result = written.and_then(|()| updated.ok_or(Rejection::Missing));
    if let Err(Rejection::Engine(failed)) = &result {
        eprintln!("update {id}: {}", failed.0);
    }
    service.smart_groups.end(id, result.as_ref().map(|update| *update).map_err(sentence));
    result
}

/// Why an update changed nothing, in a sentence for people.
fn sentence(rejection: &Rejection) -> String {
    match rejection {
        Rejection::Engine(_) => "The service could not complete the update.".to_owned(),
        Rejection::Missing => "The group is no longer there.".to_owned(),
        Rejection::Denied => HttpError::denied().message,
        Rejection::Refused(reasons) => {
            reasons.iter().map(|Reason { sentence, .. }| sentence.as_str()).collect::<Vec<_>>().join(" ")
        }
    }
}

/// Preview a Smart Group: GET `…/Groups/SmartGroups/Members` with the rule in the body.
pub fn preview(call: &Call<'_>) -> Result<Answer, HttpError> {
    let store = call.store()?;
    let body: PreviewRequest = call.body()?;
    let paging = Paging::new(call.number("pageNo", 1)?, call.number("pageSize", 25)?, call.number("sortOrder", 1)?)?;
    let sort_by =
        call.query("sortBy").filter(|name| !name.is_empty()).unwrap_or_else(|| attributes::DISPLAY_NAME.to_owned());
    let mut reasons = Reasons::default();
    let attributes = &body.extension_data_attributes.attributes;
    let rule = Rule::read(call.service.directory.as_ref(), store, attributes, &mut reasons)?;
    let (Some(rule), true) = (rule, reasons.is_empty()) else {
        let reasons: Vec<Reason> = reasons.into();
        let each = reasons.iter().map(|reason| format!("{}: {}", reason.attribute, reason.sentence));
        return Err(HttpError::wrong(each.collect::<Vec<_>>().join(" ")));
    };
    let names = Some(body.attributes_to_load).filter(|names| !names.is_empty());
    let query = Query {
        store: store.id,
        filter: rule.whom(),
        within: None,
        sort_by: Some(attribute(&sort_by, "sortBy")?),
        descending: paging.descending,
        offset: paging.offset,
        limit: paging.limit,
        total: true,
        load: names.clone().map_or(Load::Brief, Load::Names),
    };
    Ok(answer(&call.service.directory.search_index(&query)?, names.as_deref()))
}

/// Whether the caller may update the members of that group.
fn is_allowed(call: &Call<'_>, store: &Store, group: &Found) -> Result<bool, HttpError> {
    Ok(validation::may_change(call.service.directory.as_ref(), store.id, call.user(), group)?)
}

/// The group with that identity, the ticket for its update, and whether it is a smart group.
fn ticket(call: &Call<'_>, store: &Store, identity: &str) -> Result<Option<(Found, Ticket, bool)>, HttpError> {
    let load = Load::Names(vec![MANAGED.to_owned()]);
    let object = call.service.directory.load(store.id, identity, &load)?;
    Ok(object.filter(|object| object.found.kind == Kind::Group).map(|object| {
        let is_smart = object.first(MANAGED) == Some(Managed::Smart.code());
        let name =
            object.first(attributes::DISPLAY_NAME).or(object.first(attributes::NAME)).unwrap_or_default().to_owned();
        let ticket = Ticket { store: store.id, group: object.found.guid.clone(), name, by: call.user().to_owned() };
        (object.found, ticket, is_smart)
    }))
}
