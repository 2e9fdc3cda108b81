//! The page that stands in for a missing configuration: it writes a file that the portal reads, and says what answers at
//! the addresses.

use crate::support::dom::{attribute, wait_for};
use crate::support::keys::{choose, click};
use crate::support::samples::config;
use crate::support::{Page, Reply, Sent, Service, all, fill, find, text, until};
use leptos::prelude::*;
use model::config::{Config, SignInMethod};
use portal::pages::first_run::FirstRunPage;
use portal::ui::toast::ToastList;
use serde_json::json;
use wasm_bindgen_test::wasm_bindgen_test;

async fn first_run(answer: impl Fn(&Sent) -> Reply + 'static) -> (Page, Service) {
    let service = Service::start(answer);
    let mut page = Page::new(&config());
    page.show(|| view! { <FirstRunPage/> <ToastList/> });
    wait_for("heading", "Set up the portal").await;
    (page, service)
}

/// The file as it stands on the page.
fn file() -> String {
    text(&all("pre")[0])
}

fn results() -> String {
    all("[role=status] tr").iter().map(text).collect::<Vec<_>>().join("\n")
}

#[wasm_bindgen_test]
async fn what_is_filled_in_becomes_a_file_that_the_portal_reads() {
    let (_page, service) = first_run(|_| Reply::Failure).await;
    let missing = || all(".panel.warn td").iter().map(text).collect::<Vec<_>>();
    assert!(missing().iter().any(|cell| cell == "signIn.clientId"), "{:?}", missing());
    assert!(file().contains("\"method\": \"pkce\""), "{}", file());
    assert!(text(&all("main")[0]).contains("post-logout redirect URI"), "what to register is said");
    click("radio", "On the page of the portal With user name and password. A second factor cannot be asked for.");
    fill("Client ID", "portal");
    fill("Name", "corp.example.com");
    fill("Number of the identity store in GroupID", "2");
    fill("Containers for new groups and users", "OU=Groups,DC=corp\nOU=People,DC=corp");
    until("nothing is missing", || missing().is_empty()).await;
    let read = Config::read(&serde_json::from_str(&file()).unwrap()).unwrap();
    assert_eq!(read.sign_in.method, SignInMethod::Password);
    assert_eq!(read.identity_stores[0].containers[1].dn, "OU=People,DC=corp");
    click("button", "Add an identity store");
    wait_for("heading", "Identity store 2").await;
    until("it is not complete", || !missing().is_empty()).await;
    assert_eq!(crate::support::dom::every("button", "Remove identity store").len(), 2);
    crate::support::dom::every("button", "Remove identity store")[1].click();
    until("one store is left", || missing().is_empty() && find("heading", "Identity store 2").is_none()).await;
    choose("Type of directory", "Entra ID through Microsoft Graph");
    wait_for("textbox", "Tenant, such as contoso.onmicrosoft.com").await;
    assert!(find("textbox", "Containers for new groups and users").is_none());
    fill("Tenant, such as contoso.onmicrosoft.com", "contoso.onmicrosoft.com");
    until("the tenant signs in", || file().contains("https://login.microsoftonline.com/contoso.onmicrosoft.com")).await;
    assert!(service.sent().is_empty(), "nothing is sent without being asked for");
}

#[wasm_bindgen_test]
async fn each_address_is_checked_without_a_token() {
    let (_page, service) = first_run(|sent| match sent.path.as_str() {
        path if path.starts_with("/Data") => Reply::Json(401, json!({})),
        path if path.starts_with("/Proxy") => Reply::Text(502, "<html>"),
        path if path.starts_with("/Page") => Reply::Text(200, "<html>"),
        path if path.starts_with("/Nothing") => Reply::Text(404, "<html>"),
        path if path.starts_with("/Sso") => Reply::Json(200, json!({ "issuer": "a" })),
        _ => Reply::Failure,
    })
    .await;
    let table = [
        ("/Data", "/Sso", "asks for a sign-in (HTTP 401)", "The service answers, as expected."),
        ("/Proxy", "/Page", "the service behind it fails (HTTP 502)", "A web page is at this address"),
        ("/Nothing", "/Down", "the service is not at this address (HTTP 404)", "The service did not answer."),
    ];
    for (data, security, of_data, of_security) in table {
        fill("Address of the Data Service", data);
        fill("Address of the Security Service", security);
        click("button", "Check now");
        until(data, || results().contains(of_data) && results().contains(of_security)).await;
    }
    choose("Type of directory", "Entra ID through Microsoft Graph");
    wait_for("textbox", "Tenant, such as contoso.onmicrosoft.com").await;
    fill("Tenant, such as contoso.onmicrosoft.com", "contoso.onmicrosoft.com");
    click("button", "Check now");
    until("who signs in there and Graph itself are asked", || {
        let asked = service.sent().into_iter().rev().take(2).map(|sent| sent.path).collect::<Vec<_>>().join(" ");
        asked.contains("/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration") && asked.contains("/v1.0/me")
    })
    .await;
    assert!(service.sent().iter().all(|sent| sent.authorization.is_empty() && sent.method == "GET"));
    assert_eq!(attribute(&wait_for("button", "Save config.json").await, "type"), "button");
}
