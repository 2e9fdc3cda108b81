//! Pages without a session.

use super::Net;
use crate::harness::{OWNER, Portal};

pub fn sign_in(page: &Portal, net: &mut Net) {
    page.goto("no/such/page");
    page.arrives_at_sign_in();
    net.see(page, "sign-in");
    page.click("button", "Language and theme");
    net.see(page, "sign-in, its menu open");
    page.click("button", "Sign in");
    page.sees("This field is required.");
    net.see(page, "sign-in, nothing entered");
    page.give(("olivia.owner", "not it"));
    page.sees("The user name or password is incorrect.");
    net.see(page, "sign-in, refused");
    page.give(OWNER);
    page.arrives("Page not found");
    net.see(page, "not found");
    page.script("dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))");
    page.sees("The portal has stopped because of an error.");
    net.see(page, "the portal has stopped");
}

pub fn broken_config(page: &Portal, net: &mut Net) {
    page.goto("");
    page.arrives("The portal is not set up correctly");
    net.see(page, "broken config");
}

pub fn first_run(page: &Portal, net: &mut Net) {
    page.without_configuration();
    page.goto("");
    page.arrives("Set up the portal");
    page.sees("signIn.clientId");
    net.see(page, "first run");
    page.fill("textbox", "Number of the identity store in GroupID", "2");
    page.click("button", "Check now");
    page.sees("The service answers and asks for a sign-in (HTTP 401), as expected.");
    net.see(page, "first run, checked");
}
