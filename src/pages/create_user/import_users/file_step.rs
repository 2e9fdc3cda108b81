//! Step 1: choosing or dropping a file.

use super::interrupted::InterruptedImports;
use super::state::{Source, UserImport};
use super::words::unreadable;
use crate::forms::text_file::{FileFault, chosen_file, read_text};
use crate::i18n::{t, tv};
use crate::task::{Latest, Lifetime};
use crate::ui::icon::Icon;
use leptos::prelude::*;
use model::csv::{CsvError, CsvFault, parse};
use web_sys::File;

/// Why a file was rejected.
#[derive(Debug, Clone, PartialEq)]
enum Refused {
    /// It was not read.
    File(FileFault),
    /// It is not a valid CSV table.
    NoTable(CsvError),
}

impl Refused {
    fn said(&self) -> String {
        match self {
            Self::File(fault) => fault.said(),
            Self::NoTable(error) => unreadable(*error),
        }
    }
}

#[component]
pub fn FileStep(
    /// The import's state.
    import: UserImport,
) -> impl IntoView {
    let refused = RwSignal::new(None::<Refused>);
    let reading = RwSignal::new(false);
    let over = RwSignal::new(false);
    // Only the file that was chosen last counts.
    let latest = Latest::new();
    let life = Lifetime::new();
    let take = move |file: File| {
        let is_latest = latest.begin();
        refused.set(None);
        reading.set(true);
        life.spawn(async move {
            let answer = read(&file).await;
            if !is_latest() {
                return;
            }
            reading.set(false);
            match answer {
                Ok(source) => import.take(source),
                Err(reason) => refused.set(Some(reason)),
            }
        });
    };
    let chosen = move |input: web_sys::HtmlInputElement| {
        if let Some(file) = chosen_file(&input) {
            take(file);
        }
    };
    let dropped = move |ev: web_sys::DragEvent| {
        ev.prevent_default();
        over.set(false);
        if let Some(file) = ev.data_transfer().and_then(|data| data.files()).and_then(|files| files.get(0)) {
            take(file);
        }
    };
    let described = move || if refused.with(|reason| reason.is_some()) { "file-error file-hint" } else { "file-hint" };
    let error = move || refused.get().map(|reason| view! { <p class="error" id="file-error">{reason.said()}</p> });
    view! {
        <InterruptedImports/>
        <p>{tv!(import_users.intro)}</p>
        <div class="drop-zone" class:over=move || over.get()
            on:dragover=move |ev| { ev.prevent_default(); over.set(true) }
            on:dragleave=move |_| over.set(false) on:drop=dropped>
            {Icon::Tray.view()}
            <p>{tv!(import_users.drop)}</p>
            <label class="btn primary file-button">
                <input type="file" class="visually-hidden" id="file" accept=".csv,.txt,text/csv,text/plain"
                    aria-describedby=described on:change:target=move |ev| chosen(ev.target())/>
                <span>{tv!(import_users.choose_file)}</span>
            </label>
            <p class="hint" id="file-hint">{tv!(import_users.file_hint)}</p>
        </div>
        <div aria-live="assertive">{error}</div>
        {move || reading.get().then(|| view! {
            <div class="row" role="status"><span class="busy" aria-hidden="true"></span> {t!(import_users.reading)}</div>
        })}
        {move || import.source.get().map(|source| view! {
            <p class="muted">{t!(import_users.present_file, name = source.name.as_str(), count = source.table.rows.len() as i64)}</p>
        })}
    }
}

/// Reads a file with a table.
async fn read(file: &File) -> Result<Source, Refused> {
    let decoded = read_text(file).await.map_err(Refused::File)?;
    let table = parse(&decoded.text).map_err(Refused::NoTable)?;
    if table.rows.is_empty() {
        return Err(Refused::NoTable(CsvError { line: 1, fault: CsvFault::Empty }));
    }
    Ok(Source { name: file.name(), encoding: decoded.encoding, table })
}
