//! The sign-in page of the authority: a form with user name and password. It needs no script, and its only style is
//! allowed by its hash.

use super::request::Asked;
use crate::codes::base64;
use crate::http::{Answer, HttpError};
use model::wire::codes::SignInRefusal;
use sha2::{Digest, Sha256};

/// The name of the application in the demo's tenant.
const APPLICATION: &str = "GroupID Portal";

const STYLE: &str = "\
:root{color-scheme:light dark}\
body{margin:0;min-height:100vh;display:grid;place-items:center;font:1rem/1.5 system-ui,sans-serif;\
background:light-dark(#f3f4f6,#16181d);color:light-dark(#1b1f24,#eceff3)}\
main{box-sizing:border-box;width:min(24rem,100vw);padding:2rem;border-radius:.75rem;\
background:light-dark(#fff,#1f2229);box-shadow:0 .25rem 1.5rem #0003}\
h1{font-size:1.375rem;line-height:1.3;margin:0 0 .25rem}p{margin:0 0 1.25rem}\
label{display:block;font-weight:600;margin:0 0 .25rem}\
input{box-sizing:border-box;width:100%;min-height:2.75rem;margin:0 0 1rem;padding:.5rem .75rem;font:inherit;\
color:inherit;background:light-dark(#fff,#16181d);border:1px solid light-dark(#6b7280,#8b93a1);border-radius:.375rem}\
button{width:100%;min-height:2.75rem;font:inherit;font-weight:600;color:#fff;background:#0b5cad;border:0;\
border-radius:.375rem;cursor:pointer}button:hover{background:#084a8c}\
:focus-visible{outline:.1875rem solid #4c9be8;outline-offset:.125rem}\
.error{padding:.5rem .75rem;border-left:.25rem solid light-dark(#b42318,#f97066);\
background:light-dark(#fef3f2,#3a1d1b)}";

/// The sign-in form of a store with that name; after a rejection with the reason, and without the password.
pub fn form(asked: &Asked, place: &str, login: &str, refused: Option<SignInRefusal>) -> Answer {
    let sentence = match refused {
        None => "",
        Some(SignInRefusal::Locked) => "This account is locked. Ask your administrator to unlock it.",
        Some(SignInRefusal::Expired) => "The password of this account has expired.",
        Some(SignInRefusal::Disabled) => "This account is disabled.",
        Some(_) => "The user name or the password is wrong.",
    };
    let (notice, described) = match sentence {
        "" => (String::new(), ""),
        text => (format!("<p class=\"error\" id=\"error\" role=\"alert\">{text}</p>"), " aria-describedby=\"error\""),
    };
    // If the user name is known, the focus is on the password.
    let (first, second) = if login.is_empty() { (" autofocus", "") } else { ("", " autofocus") };
    let login = escape(login);
    // The form has no action, so that it is posted to the URL with which it was requested.
    let body = format!(
        "<h1>Sign in to {APPLICATION}</h1><p>{}</p>{notice}<form method=\"post\">\
         <label for=\"username\">User name</label><input id=\"username\" name=\"username\" value=\"{login}\" \
         autocomplete=\"username\" autocapitalize=\"none\" spellcheck=\"false\" required{first}{described}>\
         <label for=\"password\">Password</label><input id=\"password\" name=\"password\" type=\"password\" \
         autocomplete=\"current-password\" required{second}{described}><button>Sign in</button></form>",
        escape(place),
    );
    // Browsers also check this directive for the redirect that follows a form.
    page(200, &body, &format!("'self' {}", asked.origin))
}

/// The page after signing out, where the application is not told.
pub fn signed_out() -> Answer {
    page(200, "<h1>You have signed out</h1><p>You can close this window.</p>", "'none'")
}

/// An error page, for an error that the application cannot be told.
pub fn refused(sentence: &str) -> Answer {
    page(400, &format!("<h1>This sign-in cannot go on</h1><p class=\"error\">{}</p>", escape(sentence)), "'none'")
}

/// The page after too many wrong passwords.
pub fn too_many(failure: HttpError) -> Answer {
    let body = format!("<h1>This sign-in has to wait</h1><p class=\"error\">{}</p>", escape(&failure.message));
    let mut answer = page(failure.status, &body, "'none'");
    answer.headers.extend(failure.headers);
    answer
}

fn page(status: u16, body: &str, form_action: &str) -> Answer {
    let html = format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"><title>Sign in</title>\
         <link rel=\"icon\" href=\"data:,\">\
         <style>{STYLE}</style></head><body><main>{body}</main></body></html>"
    );
    let policy = format!(
        "default-src 'none'; img-src data:; style-src 'sha256-{}'; form-action {form_action}; frame-ancestors 'none'; base-uri 'none'",
        base64(&Sha256::digest(STYLE))
    );
    let answer = Answer { body: html.into_bytes(), ..Answer::empty(status) };
    let answer = answer.with("content-type", "text/html; charset=utf-8").with("cache-control", "no-store");
    answer.with("content-security-policy", policy).with("x-frame-options", "DENY")
}

/// Escapes a text for HTML, in an element or in a quoted attribute.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}
