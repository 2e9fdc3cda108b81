//! A broadcast channel to the other tabs. Only pages of the same origin receive what is said on it.

use crate::session::pkce::secret;
use futures::channel::oneshot::{Receiver, Sender, channel};
use futures::future::select;
use gloo_timers::future::TimeoutFuture;
use serde_json::{Value, json};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::{Closure, JsValue};
use web_sys::{BroadcastChannel, MessageEvent};

/// How long a browser may take to deliver a message, in milliseconds, before it counts as lost.
const DELIVERY: u32 = 2_000;

/// Those who wait for the answer to a question, by its number.
type Waiting = Rc<RefCell<Vec<(String, Sender<Value>)>>>;

/// What is heard from other tabs is passed to a function, except for answers to questions of this one.
pub struct Channel {
    /// What this page says. A channel does not hear itself, so there are two.
    said: BroadcastChannel,
    heard: BroadcastChannel,
    /// Tells this page's messages from those of others.
    own: String,
    waiting: Waiting,
    _hear: Closure<dyn Fn(MessageEvent)>,
}

impl Channel {
    /// None if the browser has no channels or no random numbers.
    pub fn open(name: &str, hear: impl Fn(&Value) + 'static) -> Option<Self> {
        let own = secret()?;
        let (said, heard) = (BroadcastChannel::new(name).ok()?, BroadcastChannel::new(name).ok()?);
        let waiting = Waiting::default();
        let (asked, me) = (waiting.clone(), own.clone());
        let hear = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            let message = serde_json::from_str::<Value>(&event.data().as_string().unwrap_or_default());
            let Ok(message) = message else { return };
            if let Some(question) = message["to"].as_str() {
                let mut asked = asked.borrow_mut();
                if let Some(at) = asked.iter().position(|(number, _)| number == question) {
                    // Whoever asked may have stopped waiting.
                    let _ = asked.swap_remove(at).1.send(message["answer"].clone());
                }
            } else if message["from"].as_str() != Some(me.as_str()) {
                hear(&message);
            }
        });
        heard.set_onmessage(Some(hear.as_ref().unchecked_ref()));
        Some(Self { said, heard, own, waiting, _hear: hear })
    }

    /// Tells the other tabs. If nobody hears it, nobody needs it.
    pub fn post(&self, mut message: Value) {
        message["from"] = Value::from(self.own.as_str());
        // A text can always be sent.
        let _ = self.said.post_message(&JsValue::from(message.to_string()));
    }

    /// Answers a question of another tab.
    pub fn answer(&self, question: &str, answer: Value) {
        self.post(json!({ "to": question, "answer": answer }));
    }

    /// Asks the other tabs for their session; the first answer counts.
    pub fn ask(&self) -> Receiver<Value> {
        let (number, answer) = self.question();
        self.post(json!({ "ask": number }));
        answer
    }

    /// Waits until everything that other tabs had said was heard here, and what was said here was delivered to them: a
    /// message to this page itself passes through the same place as all of theirs.
    pub async fn settle(&self) {
        let (number, answer) = self.question();
        self.answer(&number, Value::Null);
        select(answer, TimeoutFuture::new(DELIVERY)).await;
    }

    /// The number of a new question, which nobody can guess, and its answer.
    fn question(&self) -> (String, Receiver<Value>) {
        let number = secret().unwrap_or_default();
        let (answer, answered) = channel();
        self.waiting.borrow_mut().push((number.clone(), answer));
        (number, answered)
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.heard.set_onmessage(None);
        self.heard.close();
        self.said.close();
    }
}
