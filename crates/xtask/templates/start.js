// Starts the portal. What cannot start, or cannot go on, ends in the dialog "recovery" of index.html.
const recovery = document.getElementById("recovery");

// The portal removes this text when it has started.
const isStarted = () => document.getElementById("starting") === null;

// The portal writes here where it has panicked.
const panicked = () => document.documentElement.dataset.panic;

// What an administrator needs. Names, search words and identifiers are in none of it.
function report(kind, error) {
    const facts = ["GroupID Portal VERSION", new Date().toISOString()];
    facts.push(location.pathname.replace(/[^/]*[^a-z/-][^/]*/g, "*"), navigator.userAgent, kind);
    if (panicked()) facts.push(panicked());
    if (error instanceof Error) {
        // Before the start, nobody has entered anything that a message could repeat.
        facts.push(isStarted() ? error.name : `${error.name}: ${error.message}`);
        facts.push(...(error.stack ?? "").split("\n").filter((line) => /wasm-function|\.js:\d/.test(line)).slice(0, 6));
    }
    return facts.join("\n");
}

// Shows the dialog: "start", "browser" or "stopped".
function recover(kind, error) {
    if (recovery.open) return;
    // The styles show the text in the language of the page, which the portal sets when it starts.
    if (!isStarted() && navigator.language.startsWith("de")) document.documentElement.lang = "de";
    for (const part of recovery.querySelectorAll("[data-when]")) part.hidden = part.dataset.when !== kind;
    document.getElementById("recovery-back").hidden = !isStarted();
    recovery.querySelector("pre").textContent = report(kind, error);
    // An authorization code is removed from the address by the portal, which does not run.
    if (!isStarted() && /[?#&](code|error)=/.test(location.href)) history.replaceState(null, "", location.pathname);
    if (recovery.showModal) recovery.showModal();
    else recovery.setAttribute("open", "");
}

// What was thrown through WebAssembly has left its memory half changed, so the portal must not go on.
function isFatal(error) {
    return panicked() !== undefined || error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
}

addEventListener("error", ({ error }) => {
    if (isStarted() && (isFatal(error) || /wasm/.test(error?.stack ?? ""))) recover("stopped", error);
});
addEventListener("unhandledrejection", ({ reason }) => {
    if (isStarted() && isFatal(reason)) recover("stopped", reason);
});
document.getElementById("recovery-reload").addEventListener("click", () => location.reload());
document.getElementById("recovery-back").addEventListener("click", () => recovery.close());
document.getElementById("recovery-copy").addEventListener("click", () => {
    const details = recovery.querySelector("pre");
    getSelection().selectAllChildren(details);
    navigator.clipboard?.writeText(details.textContent).catch(() => {});
});

if (typeof WebAssembly !== "object" || !("popover" in HTMLElement.prototype)) {
    recover("browser");
} else {
    try {
        const { default: init } = await import("./SCRIPT");
        await init({ module_or_path: new URL("./MAIN", import.meta.url) });
    } catch (error) {
        recover("start", error);
    }
}
