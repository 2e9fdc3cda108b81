//! Notices that another version of the portal was installed while this page is open, and offers to load it: a page that
//! stays open for weeks would never get a correction.

use crate::http::fetch_file;
use crate::i18n::t;
use crate::routes::base;
use crate::task::Lifetime;
use crate::ui::toast::Toasts;
use leptos::ev::visibilitychange;
use leptos::prelude::*;
use std::time::Duration;

/// How often it is looked whether it is time to look, which it may be long after a machine has slept.
const LOOK: Duration = Duration::from_secs(300);

/// How often the server is asked, in milliseconds.
const PAUSE: f64 = 3_600_000.0;

/// How the name of the script that starts a version begins; its hash follows.
const START: &str = "portal-start-";

/// The name of the script in a text, such as an address or a page.
pub fn start_script(text: &str) -> Option<&str> {
    let from = &text[text.find(START)?..];
    from.find(".js").map(|end| &from[..end])
}

/// The name of the script that has started this page; none in a build that has no such script.
fn own_script() -> Option<String> {
    let own = document().query_selector(&format!("script[src*=\"{START}\"]")).ok().flatten()?;
    start_script(&own.get_attribute("src")?).map(str::to_owned)
}

/// Looks now and then, as long as the current owner lives.
pub fn watch_version() {
    let Some(own) = own_script() else { return };
    let (life, toasts) = (Lifetime::new(), Toasts::expect());
    let own = StoredValue::new(own);
    let (last, is_offered) = (StoredValue::new(js_sys::Date::now()), StoredValue::new(false));
    let look = move || {
        if is_offered.get_value() || js_sys::Date::now() - last.get_value() < PAUSE {
            return;
        }
        last.set_value(js_sys::Date::now());
        let own = own.get_value();
        life.spawn(async move {
            // Without an answer it is looked another time.
            let Ok(page) = fetch_file(&format!("{}/", base())).await else { return };
            if start_script(&page).is_some_and(|now| own != now) {
                is_offered.set_value(true);
                toasts.keep_offering(|| t!(part.new_version).to_owned(), || t!(part.reload), reload);
            }
        });
    };
    let visible = window_event_listener(visibilitychange, move |_| look());
    let timer = set_interval_with_handle(look, LOOK);
    on_cleanup(move || {
        visible.remove();
        if let Ok(timer) = timer {
            timer.clear();
        }
    });
}

fn reload() {
    // The browser asks before it loses anything.
    let _ = window().location().reload();
}
