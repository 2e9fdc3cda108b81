//! The condition that is being typed, for the fields of the editor.

use crate::criteria::state::Builder;
use crate::i18n::t;
use leptos::prelude::*;
use model::config::{AttributeConfig, Syntax};
use model::criteria::{Condition, NodeId, Operator, Problem, Value, ValueKind};

/// A condition in the editor. A copy is the same.
#[derive(Clone, Copy)]
pub(super) struct ConditionInput {
    pub builder: Builder,
    node: NodeId,
    condition: Memo<Condition>,
}

/// Which fields a value has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ValueInput {
    /// Nothing is compared with, or not yet.
    Nothing,
    /// Text and numbers.
    Text,
    /// Yes or no.
    Boolean,
    /// A date.
    Moment(Syntax),
    /// Somebody or something in the directory.
    Object(Syntax),
    /// Bits.
    Flags,
}

impl ConditionInput {
    /// Of a node; what is gone or no condition is an empty one.
    pub fn new(builder: Builder, node: NodeId) -> Self {
        let condition = Memo::new(move |_| {
            let criteria = builder.criteria();
            criteria.node(node).and_then(|node| node.as_condition()).cloned().unwrap_or_default()
        });
        Self { builder, node, condition }
    }

    /// Something of it; reactive.
    pub fn with<T>(&self, look: impl FnOnce(&Condition) -> T) -> T {
        self.condition.with(look)
    }

    /// Changes it, as a part of the typing that is under way.
    pub fn change(&self, change: impl FnOnce(&mut Condition)) {
        // A field that leaves the page may have a last word, when the editing is over.
        if self.builder.editing.get_untracked() == Some(self.node) {
            let now = self.builder.now();
            let mut condition = now.node(self.node).and_then(|node| node.as_condition()).cloned().unwrap_or_default();
            change(&mut condition);
            self.builder.type_in(self.node, condition);
        }
    }

    /// What is configured of its attribute; reactive.
    pub fn attribute(&self) -> Option<AttributeConfig> {
        self.with(|condition| self.known(&condition.attribute))
    }

    /// What is configured of an attribute.
    pub fn known(&self, name: &str) -> Option<AttributeConfig> {
        self.builder.store(|store| store.schema().attribute(name).cloned())
    }

    /// What its values are; reactive.
    pub fn syntax(&self) -> Syntax {
        self.attribute().map_or(Syntax::String, |known| known.syntax)
    }

    /// Whether its attribute can be compared so; reactive.
    pub fn offers(&self, operator: Operator) -> bool {
        self.attribute().is_none_or(|known| known.offers(operator))
    }

    /// Which fields its value has; follows the attribute and the operator.
    pub fn form(self) -> Memo<ValueInput> {
        Memo::new(move |_| {
            let operator = self.with(|condition| condition.operator);
            let syntax = self.syntax();
            match operator {
                None => ValueInput::Nothing,
                Some(operator) if !operator.takes_value() => ValueInput::Nothing,
                // What a pasted rule compares a bit mask with is a number where no bit has a name.
                Some(operator) => match syntax {
                    Syntax::Flags => ValueInput::Flags,
                    _ if operator.is_of_flags() => ValueInput::Text,
                    Syntax::String | Syntax::Number => ValueInput::Text,
                    Syntax::Boolean => ValueInput::Boolean,
                    Syntax::Date | Syntax::FileTime => ValueInput::Moment(syntax),
                    // A part of a name is text.
                    Syntax::Dn | Syntax::Person if compares_text(operator) => ValueInput::Text,
                    Syntax::Dn | Syntax::Person => ValueInput::Object(syntax),
                },
            }
        })
    }

    /// Whether it may have several values; reactive.
    pub fn takes_several(&self) -> bool {
        self.with(|condition| condition.operator.is_some_and(Operator::takes_several))
    }

    /// The first value, if it is a text; reactive.
    pub fn first(&self) -> Option<String> {
        self.with(|condition| condition.values.first().and_then(Value::as_text).map(str::to_owned))
    }

    /// Puts one value in the place of all.
    pub fn put(&self, value: Value) {
        self.change(|condition| condition.values = vec![value]);
    }

    /// What is wrong with the attribute, as a sentence; reactive.
    pub fn attribute_problem(&self) -> Option<String> {
        let unknown = self.problem()? == Problem::UnknownAttribute;
        unknown.then(|| t!(builder.unknown_attribute).to_owned())
    }

    /// What happens to an attribute that is used by its name alone, as a sentence; reactive.
    pub fn attribute_hint(&self) -> String {
        let name = self.with(|condition| condition.attribute.clone());
        let is_unlisted = self.builder.store(|store| store.schema().is_unlisted(&name));
        if is_unlisted { t!(builder.unlisted_attribute).to_owned() } else { String::new() }
    }

    /// What is wrong with a value, as a sentence; reactive.
    pub fn value_problem(&self) -> Option<String> {
        let Problem::Value(_, kind) = self.problem()? else { return None };
        let sentence = match kind {
            ValueKind::Text => t!(builder.needs_text),
            ValueKind::Number => t!(builder.needs_number),
            ValueKind::Boolean => t!(builder.needs_boolean),
            ValueKind::Moment => t!(builder.needs_moment),
            ValueKind::Dn => t!(builder.needs_dn),
            ValueKind::Mask => t!(builder.needs_mask),
        };
        Some(sentence.to_owned())
    }

    fn problem(&self) -> Option<Problem> {
        self.with(|condition| self.builder.store(|store| store.schema().problem(condition)))
    }
}

fn compares_text(operator: Operator) -> bool {
    !matches!(operator, Operator::IsExactly | Operator::IsNot | Operator::ChainMatch)
}
