//! The members of a group that is opened in place: a row with one cell below the group's own row, and in it lists within
//! lists. WAI-ARIA gives rows a level only in a treegrid, which has keys of its own; a list in a list has a level
//! everywhere, and a button that says whether it is expanded needs no key but its own.

use super::MembersWork;
use super::opened::{MemberReader, OpenGroup, OpenGroups, Reading};
use crate::i18n::{t, tv};
use crate::pages::groups::group_page::member_list::{dated_membership, linked};
use crate::routes::Route;
use crate::ui::error_panel::ErrorPanel;
use crate::ui::focus;
use crate::ui::format;
use crate::ui::icon::Icon;
use crate::ui::principal::kind_name;
use leptos::prelude::*;
use model::group::{NestedMembers, Nesting, Principal};
use model::wire::DirectoryObject;
use model::wire::object::ObjectKind;

impl MembersWork {
    /// The button that opens a group in the list in place.
    pub fn opener(self, who: &Principal) -> AnyView {
        let opened = self.opened.get_value();
        self.nesting.with_value(|own| own.as_ref().map(|own| opener(who, own, &opened, self.reader))).into_any()
    }
}

/// The row below a group's row in the table, while the group is open.
pub fn opened_below(object: &DirectoryObject, columns: usize) -> AnyView {
    let who = Principal::of(object);
    let Some(members) = use_context::<MembersWork>().filter(|_| who.kind == ObjectKind::Group) else {
        return ().into_any();
    };
    let opened = members.opened.get_value();
    let open = Memo::new(move |_| opened.find(&who));
    let row = move |group| {
        view! { <tr class="opened"><td colspan=columns>{opened_list(&group, members.reader)}</td></tr> }
    };
    (move || open.get().map(row)).into_any()
}

/// The button that opens a group in place and closes it; instead of it, the circle that the group would close.
fn opener(who: &Principal, nesting: &Nesting, opened: &OpenGroups, reader: MemberReader) -> AnyView {
    let inside = match nesting.inside(who) {
        Ok(inside) => inside,
        Err(names) => {
            let names = names.join(" › ");
            let text = move || t!(members.circle, names = names.as_str());
            return view! { <span class="circle small">{Icon::Warning.view()} <span>{text}</span></span> }.into_any();
        }
    };
    let (own, name, opened) = (who.clone(), who.name.clone(), opened.clone());
    let open = {
        let (own, opened) = (own.clone(), opened.clone());
        Memo::new(move |_| opened.find(&own))
    };
    view! {
        <button type="button" class="btn s quiet opener" aria-label=move || t!(members.of, name = name.as_str())
            aria-expanded=move || open.with(Option::is_some).to_string()
            aria-controls=move || open.with(|open| open.as_ref().map(OpenGroup::element))
            on:click=move |_| opened.toggle(&own, inside.clone(), reader)>
            {tv!(group.members)}
        </button>
    }
    .into_any()
}

/// The list of a group that is open.
fn opened_list(group: &OpenGroup, reader: MemberReader) -> AnyView {
    let group = StoredValue::new(group.clone());
    let (members, reading) = group.with_value(|group| (group.members.clone(), group.reading.clone()));
    let (name, way) = group.with_value(|group| (group.who.name.clone(), group.nesting.names().join(" › ")));
    let is_first = group.with_value(|group| group.nesting.level() == 1);
    let element = group.with_value(OpenGroup::element);
    let opener = StoredValue::new(format!("[aria-controls=\"{element}\"]"));
    let rows = {
        let members = members.clone();
        move || members.with(|members| members.rows().iter().map(|one| row(one, group, reader)).collect_view())
    };
    let failed = {
        let reading = reading.clone();
        Memo::new(move |_| match reading.get() {
            Reading::Failed(error) => Some(error),
            Reading::Busy | Reading::Done => None,
        })
    };
    let is_busy = Memo::new(move |_| reading.with(|reading| *reading == Reading::Busy));
    let counts = {
        let members = members.clone();
        Memo::new(move |_| members.with(|members| (members.rows().len() as i64, members.total())))
    };
    let has_more = {
        let members = members.clone();
        Memo::new(move |_| {
            let (shown, _) = counts.get();
            shown > 0 && failed.with(Option::is_none) && members.with(|members| members.next_page().is_some())
        })
    };
    let is_too_long = Memo::new(move |_| members.with(NestedMembers::is_too_long));
    // The button with the focus goes away at the end of the list, and when the rest could not be read.
    Effect::new(move |had: Option<bool>| {
        let has = has_more.get();
        if had == Some(true) && !has {
            focus::rescue(opener.get_value());
        }
        has
    });
    let read = move || group.with_value(|group| reader.read(group));
    let retry = Callback::new(move |()| {
        read();
        focus::rescue(opener.get_value());
    });
    let counted = move || match (counts.get(), is_busy.get() || failed.with(Option::is_some)) {
        ((0, _), true) => String::new(),
        ((0, _), false) => t!(members.none).to_owned(),
        ((shown, total), _) => t!(members.shown, shown = format::count(shown), total = format::count(total.max(shown))),
    };
    let label = {
        let name = name.clone();
        move || t!(members.of, name = name.as_str())
    };
    let page = StoredValue::new((Route::Group(group.with_value(|group| group.who.id.clone())).href(), name));
    let whole = move || page.with_value(|(_, name)| t!(members.open_page, name = name.as_str()));
    view! {
        <div class="opened-list" id=element>
            <p class="small muted">
                {move || t!(everyone.through, groups = way.as_str())}
                {is_first.then(|| view! { ". " {tv!(members.not_direct)} })}
            </p>
            <Show when=move || { counts.get().0 > 0 }>
                <ul class="list" aria-label=label.clone()>{rows.clone()}</ul>
            </Show>
            {move || failed.get().map(|error| view! { <ErrorPanel error retry/> })}
            <div class="row">
                <span class="small nums" role="status">{counted}</span>
                <Show when=move || is_busy.get()>
                    <span class="busy" role="status" aria-label=tv!(app.loading)></span>
                </Show>
                <Show when=move || has_more.get()>
                    <button type="button" class="btn s" aria-disabled=move || is_busy.get().to_string()
                        on:click=move |_| read()>{tv!(members.show_more)}</button>
                </Show>
                <Show when=move || is_too_long.get()>
                    <a class="btn s" href=page.with_value(|(href, _)| href.clone())>{whole}</a>
                </Show>
            </div>
        </div>
    }
    .into_any()
}

/// A member in such a list. It cannot be selected, because it is not a member of the page's own group.
fn row(object: &DirectoryObject, group: StoredValue<OpenGroup>, reader: MemberReader) -> AnyView {
    let who = Principal::of(object);
    let kind = who.kind;
    let dated = dated_membership(object);
    let inner = (kind == ObjectKind::Group).then(|| {
        let (nesting, opened) = group.with_value(|group| (group.nesting.clone(), group.inner.clone()));
        let opener = opener(&who, &nesting, &opened, reader);
        let who = who.clone();
        let open = Memo::new(move |_| opened.find(&who));
        (opener, move || open.get().map(|inner| opened_list(&inner, reader)))
    });
    let (opener, below) = inner.unzip();
    view! {
        <li>
            {linked(who)}
            <span class="controls">
                {opener}
                {dated.map(|dated| view! { <span class="small muted">{dated}</span> })}
                <span class="tag">{move || kind_name(kind)}</span>
            </span>
            {below}
        </li>
    }
    .into_any()
}
